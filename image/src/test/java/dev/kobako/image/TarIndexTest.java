package dev.kobako.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.diagnostic.KobakoException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TarIndexTest {
  @TempDir Path temp;

  private Path write(byte[] bytes) throws IOException {
    return Files.write(temp.resolve("a.tar"), bytes);
  }

  @Test
  void findsFilesWhateverTheirNamesLookLike() throws IOException {
    Path file = write(TestImages.tar("./a/b", "c//d", "/e"));
    TarIndex index = TarIndex.read(file);
    for (String name : new String[] {"a/b", "c/d", "e", "/a/./b"}) {
      assertThat(index.file(name)).as(name).isPresent();
    }
    assertThat(index.file("a/b").orElseThrow().bytes()).asString().isEqualTo("./a/b");
    assertThat(index.file("a")).isEmpty();
  }

  @Test
  void refusesAnEntryThatIsLargerThanTheArchive() throws IOException {
    Path file = write(TestImages.tar("big"));
    TarBytes.of(file).claimSize("big", 07777777777L).write();
    assertThatThrownBy(() -> TarIndex.read(file))
        .hasMessage(
            file
                + ": the entry 'big' claims 1073741823 bytes, but only 1536 are left in the"
                + " archive\nremedy: copy the archive again, it was cut off");
  }

  @Test
  void refusesAnArchiveThatIsCutOff() throws IOException {
    byte[] whole = TestImages.tar("one", "two");
    Path file = write(Arrays.copyOf(whole, 1024 + 100));
    assertThatThrownBy(() -> TarIndex.read(file))
        .hasMessage(
            file
                + ": no tar archive: it ends within a header at byte 1024\n"
                + "remedy: copy or write the archive again");
    write(new byte[0]);
    assertThatThrownBy(() -> TarIndex.read(file))
        .hasMessage(
            file
                + ": no tar archive: it ends within a header at byte 0\n"
                + "remedy: copy or write the archive again");
  }

  @Test
  void refusesWhatIsNoTar() throws IOException {
    Path file = write("no tar at all ".repeat(100).getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> TarIndex.read(file))
        .isInstanceOf(KobakoException.class)
        .message()
        .startsWith(file + ": ");
  }

  @Test
  void refusesToChooseBetweenTwoEntriesOfOneName() throws IOException {
    Path file = write(TestImages.tar("one", "two", "other"));
    TarBytes.of(file).rename("two", "./one").write();
    TarIndex index = TarIndex.read(file);
    assertThat(index.file("other")).isPresent();
    assertThatThrownBy(() -> index.file("one"))
        .hasMessage(
            file
                + ": the entry 'one' is there twice, and readers differ in which one they take\n"
                + "remedy: write the archive again with each entry once");
  }

  @Test
  void noDamageCrashesIt() throws IOException {
    byte[] whole = TestImages.tar("one", "two", "three");
    Random random = new Random(11);
    int refused = 0;
    for (int i = 0; i < 800; i++) {
      byte[] damaged = whole.clone();
      for (int j = 0; j <= i % 4; j++) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      Path file = write(damaged);
      if (i % 2 == 0) {
        try {
          TarBytes.of(file).write();
        } catch (IOException e) {
          throw new AssertionError(e);
        }
      }
      try {
        TarIndex.read(file).file("one");
      } catch (KobakoException e) {
        refused++;
      }
    }
    assertThat(refused).isBetween(100, 799);
  }

  @Test
  void sizesBeyondElevenOctalDigitsAreWrittenAndRead() throws IOException {
    Path file = temp.resolve("sparse.tar");
    long size = 9L << 30;
    try (var channel =
        java.nio.channels.FileChannel.open(
            file,
            java.nio.file.StandardOpenOption.CREATE,
            java.nio.file.StandardOpenOption.WRITE)) {
      byte[] header = bigHeader(size);
      channel.write(java.nio.ByteBuffer.wrap(header));
      channel.write(java.nio.ByteBuffer.wrap(new byte[1024]), 512 + size);
    }
    assertThat(TarIndex.read(file).file("big").orElseThrow().size()).isEqualTo(size);
  }

  private static byte[] bigHeader(long size) {
    var out = new java.io.ByteArrayOutputStream();
    assertThatThrownBy(
            () -> new TarWriter(out).file("big", size, java.io.InputStream.nullInputStream()))
        .hasMessage("big has 0 bytes, expected " + size);
    return Arrays.copyOf(out.toByteArray(), 512);
  }
}
