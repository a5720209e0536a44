package dev.kobako.ladder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kobako.debian.InstalledPackages;
import dev.kobako.image.Content;
import dev.kobako.image.ImageConfig;
import dev.kobako.slim.KeepSet;
import dev.kobako.slim.Reason;
import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.MemoryTree;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DebugSectionsTest {
  private static final ImagePath PROGRAM = ImagePath.of("/bin/app");
  private static final ImagePath OTHER_NAME = ImagePath.of("/bin/again");
  private static final ImagePath TEXT = ImagePath.of("/srv/text");

  @TempDir private Path folder;

  /** A program as compilers make it, with symbols and debug information. */
  private Path compiled() throws Exception {
    Path source = Files.writeString(folder.resolve("a.c"), "int main(void) { return 7; }\n");
    Path program = folder.resolve("a");
    try {
      Process process =
          new ProcessBuilder("gcc", "-g", "-o", program.toString(), source.toString())
              .inheritIO()
              .start();
      assumeTrue(process.waitFor() == 0, "gcc makes no program here");
    } catch (IOException _) {
      assumeTrue(false, "needs gcc");
    }
    return program;
  }

  private static KeepSet cleaned(MemoryTree tree) throws IOException {
    Cleaned cleaned =
        new Cleaned(
            tree, ImageConfig.builder().build(), InstalledPackages.of(tree), PROGRAM::equals);
    new DebugSections().clean(cleaned);
    return cleaned.applyTo(KeepSet.of(tree, Reason.asked("all")));
  }

  private static Content content(KeepSet keepSet, ImagePath path) {
    return ((Entry.RegularFile) keepSet.at(path).orElseThrow().entry()).content();
  }

  @Test
  void makesAProgramSmallerThatStillRuns() throws Exception {
    Path program = compiled();
    Entry file =
        new Entry.RegularFile(Attributes.of(0755), Content.of(program, Files.size(program)), 5);
    Entry text = new Entry.RegularFile(Attributes.of(0644), Content.of(new byte[9000]), 0);
    KeepSet result =
        cleaned(
            MemoryTree.builder().put(PROGRAM, file).put(OTHER_NAME, file).put(TEXT, text).build());

    Content smaller = content(result, PROGRAM);
    assertThat(smaller.size()).isLessThan(Files.size(program));
    assertThat(content(result, OTHER_NAME)).isEqualTo(smaller);
    assertThat(content(result, TEXT).size()).isEqualTo(9000);
    Path written = folder.resolve("smaller");
    Files.write(written, smaller.bytes());
    assertThat(Files.size(written)).isEqualTo(smaller.size());
    assertThat(written.toFile().setExecutable(true)).isTrue();
    assertThat(new ProcessBuilder(written.toString()).start().waitFor()).isEqualTo(7);
  }

  @Test
  void givesTheSameBytesInPiecesAndFromAnyPlace() throws Exception {
    Path program = compiled();
    KeepSet result =
        cleaned(
            MemoryTree.builder()
                .put(
                    PROGRAM,
                    new Entry.RegularFile(
                        Attributes.of(0755), Content.of(program, Files.size(program)), 0))
                .build());
    Content smaller = content(result, PROGRAM);
    byte[] all = smaller.bytes();

    ByteBuffer end = ByteBuffer.allocate(100);
    try (SeekableByteChannel channel = smaller.openChannel()) {
      channel.position(all.length - 50L);
      while (channel.read(end) >= 0) {
        // goes on until the end
      }
      assertThat(channel.size()).isEqualTo(all.length);
    }

    assertThat(end.position()).isEqualTo(50);
    assertThat(end.array()).startsWith(Arrays.copyOfRange(all, all.length - 50, all.length));
  }

  @Test
  void leavesADamagedFileAsItIs() throws IOException {
    byte[] damaged = new byte[5000];
    System.arraycopy(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1}, 0, damaged, 0, 7);
    KeepSet result =
        cleaned(
            MemoryTree.builder()
                .put(PROGRAM, new Entry.RegularFile(Attributes.of(0755), Content.of(damaged), 0))
                .build());

    assertThat(content(result, PROGRAM).bytes()).isEqualTo(damaged);
  }
}
