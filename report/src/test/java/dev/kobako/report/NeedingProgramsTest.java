package dev.kobako.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.debian.InstalledPackages;
import dev.kobako.image.Content;
import dev.kobako.image.ImageConfig;
import dev.kobako.image.Platform;
import dev.kobako.slim.Source;
import dev.kobako.testkit.ElfBuilder;
import dev.kobako.testkit.TarBuilder;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.LayerTar;
import dev.kobako.tree.LayeredTree;
import dev.kobako.tree.MemoryTree;
import java.io.IOException;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class NeedingProgramsTest {
  private static final ImageConfig CONFIG =
      ImageConfig.builder()
          .platform(Platform.parse("linux/amd64"))
          .entrypoint(List.of("/usr/bin/app"))
          .build();

  private static NeedingPrograms of(String path) throws IOException {
    MemoryTree tree =
        LayeredTree.fromLayers(
            List.of(
                new LayerTar(
                    Content.of(
                        new TarBuilder()
                            .file("usr/bin/app", 0755, program("liba.so"))
                            .file("usr/bin/other", 0755, program("libb.so"))
                            .symlink("usr/bin/same", "other")
                            .file("usr/bin/text", 0755, "no program")
                            .file("usr/bin/broken", 0755, new byte[] {0x7f, 'E', 'L', 'F', 9})
                            .file("usr/lib/liba.so", 0644, library("libb.so"))
                            .file("usr/lib/libb.so", 0644, library())
                            .file("usr/lib/libc.so", 0644, library())
                            .bytes()),
                    "layer",
                    "")));
    Source source =
        new Source(
            "image", tree, new TreeMap<>(), "/", InstalledPackages.of(tree), Source.Kind.IMAGE);
    return NeedingPrograms.of(source, CONFIG, ImagePath.of(path));
  }

  private static byte[] program(String... needed) {
    return ElfBuilder.elf64().needed(needed).build();
  }

  private static byte[] library(String... needed) {
    return ElfBuilder.elf64().needed(needed).build();
  }

  @Test
  void leadsToWhatTheImageStartsAndNamesAllThatLoadALibrary() throws IOException {
    NeedingPrograms programs = of("/usr/lib/libb.so");
    assertThat(programs.configured())
        .extracting(kept -> kept.path() + " " + kept.reason().text())
        .containsExactly(
            "/usr/lib/libb.so NEEDED by /usr/lib/liba.so",
            "/usr/lib/liba.so NEEDED by /usr/bin/app",
            "/usr/bin/app ENTRYPOINT of the image");
    assertThat(programs.others())
        .containsExactly(ImagePath.of("/usr/bin/app"), ImagePath.of("/usr/bin/other"));
  }

  @Test
  void isEmptyWhereNoProgramNeedsIt() throws IOException {
    assertThat(of("/usr/lib/libc.so")).isEqualTo(new NeedingPrograms(List.of(), List.of()));
    assertThat(of("/usr/bin/text")).isEqualTo(new NeedingPrograms(List.of(), List.of()));
  }
}
