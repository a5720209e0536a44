package dev.kobako.loading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.elf.ElfFile;
import dev.kobako.elf.LoadRequest;
import dev.kobako.elf.LoadedLibrary;
import dev.kobako.image.Content;
import dev.kobako.testkit.ElfBuilder;
import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.MemoryTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TreeLoaderViewTest {
  private static final String LOADER = "/lib64/ld-linux-x86-64.so.2";
  private static final Attributes PLAIN = Attributes.of(0755);

  private final MemoryTree.Builder tree =
      MemoryTree.builder()
          .put(ImagePath.of("/lib"), new Entry.Symlink(PLAIN, "usr/lib"))
          .put(ImagePath.of("/bin"), new Entry.Directory(PLAIN));

  private TreeLoaderViewTest file(String path, byte[] bytes) {
    tree.put(ImagePath.of(path), new Entry.RegularFile(PLAIN, Content.of(bytes), 0));
    return this;
  }

  private TreeLoaderView view() {
    return new TreeLoaderView(tree.build());
  }

  @Test
  void linksAreFollowedInsideTheRootAndAFileIsParsedOnce() throws IOException {
    TreeLoaderView view = file("/usr/lib/liba.so", ElfBuilder.elf64().build()).view();
    ElfFile elf = view.elfAt("/bin/../lib/liba.so").orElseThrow();
    assertThat(view.find("/lib/liba.so").orElseThrow().realPath()).isEqualTo("/usr/lib/liba.so");
    assertThat(view.elfAt("/usr/lib/liba.so").orElseThrow()).isSameAs(elf);
    assertThat(view.names("/lib")).containsExactly("liba.so");
  }

  @Test
  void whatIsNoFileOfTheRootIsNotFound() throws IOException {
    TreeLoaderView view = file("/bin/text", "text".getBytes(StandardCharsets.UTF_8)).view();
    assertThat(view.find("/bin")).isEmpty();
    assertThat(view.find("/bin/none")).isEmpty();
    assertThat(view.find("bin/text")).isEmpty();
    assertThat(view.names("/none")).isEmpty();
    assertThat(view.find("/bin/text")).isPresent();
    assertThat(view.elfAt("/bin/text")).isEmpty();
  }

  @Test
  void programsOfOneInterpreterHaveOneLoader() throws IOException {
    byte[] program = ElfBuilder.elf64().interpreter(LOADER).needed("liba.so").build();
    TreeLoaderView view =
        file(LOADER, ElfBuilder.elf64().soname("ld-linux-x86-64.so.2").build())
            .file("/usr/lib/liba.so", ElfBuilder.elf64().soname("liba.so").build())
            .file("/bin/one", program)
            .file("/bin/other", program)
            .view();
    ElfFile one = view.elfAt("/bin/one").orElseThrow();
    assertThat(view.loaderOf(view.elfAt("/bin/other").orElseThrow())).isSameAs(view.loaderOf(one));
    assertThat(view.loaderOf(one).load(LoadRequest.of("/bin/one")).libraries())
        .extracting(LoadedLibrary::realPath)
        .containsExactly("/usr/lib/liba.so");
  }
}
