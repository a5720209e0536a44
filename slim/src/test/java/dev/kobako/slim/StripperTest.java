package dev.kobako.slim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.image.Content;
import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StripperTest {
  private static final String SOURCE =
      "#include <stdio.h>\nint main(void) { puts(\"works\"); return 7; }\n";

  @TempDir Path folder;

  private static KeepSet keepSet(Content content, long inode, String... paths) {
    TreeMap<ImagePath, Kept> kept = new TreeMap<>();
    for (String path : paths) {
      Entry file = new Entry.RegularFile(Attributes.of(0755), content, inode);
      kept.put(ImagePath.of(path), new Kept(ImagePath.of(path), file, Reason.asked("x")));
    }
    return new KeepSet(kept);
  }

  private static Content content(KeepSet keepSet, String path) {
    return ((Entry.RegularFile) keepSet.at(ImagePath.of(path)).orElseThrow().entry()).content();
  }

  @Test
  void makesAProgramSmallerThatStillWorks() throws IOException, InterruptedException {
    Path program = HostPrograms.compile(folder, SOURCE, "-g");
    Content before = Content.of(program, Files.size(program));
    Stripper stripper = new Stripper(folder);

    Content after = content(stripper.strip(keepSet(before, 0, "/app")), "/app");

    assertThat(after.size()).isLessThan(before.size());
    assertThat(stripper.saved()).isEqualTo(before.size() - after.size());
    Path stripped = Files.write(folder.resolve("stripped"), after.bytes());
    assertThat(stripped.toFile().setExecutable(true)).isTrue();
    Process run = new ProcessBuilder(stripped.toString()).start();
    assertThat(run.getInputStream().readAllBytes()).asString().isEqualTo("works\n");
    assertThat(run.waitFor()).isEqualTo(7);
  }

  @Test
  void keepsHardLinksOneFileAndCountsItOnce() throws IOException, InterruptedException {
    Path program = HostPrograms.compile(folder, SOURCE, "-g");
    Content before = Content.of(program, Files.size(program));
    Stripper stripper = new Stripper(folder);

    KeepSet after = stripper.strip(keepSet(before, 5, "/a", "/b"));

    assertThat(content(after, "/b")).isSameAs(content(after, "/a"));
    assertThat(stripper.saved()).isEqualTo(before.size() - content(after, "/a").size());
    assertThat(((Entry.RegularFile) after.at(ImagePath.of("/b")).orElseThrow().entry()).inode())
        .isEqualTo(5);
  }

  @Test
  void leavesADamagedFileAsItIs() {
    Content damaged = Content.of(FakeRoot.program().length(100).build());
    Content text = Content.of(new byte[] {'t', 'e', 'x', 't'});
    Stripper stripper = new Stripper(folder);

    assertThat(content(stripper.strip(keepSet(damaged, 0, "/x")), "/x")).isSameAs(damaged);
    assertThat(content(stripper.strip(keepSet(text, 0, "/x")), "/x")).isSameAs(text);
    assertThat(stripper.saved()).isZero();
    assertThat(folder).isEmptyDirectory();
  }
}
