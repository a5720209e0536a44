package dev.kobako.debian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import dev.kobako.diagnostic.Failure;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Content;
import dev.kobako.image.Digest;
import dev.kobako.testkit.DebBuilder;
import dev.kobako.testkit.TarBuilder;
import dev.kobako.tree.TreeDump;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class DebFileTest {
  private static final TarBuilder FILES =
      new TarBuilder()
          .dir("./", 0755)
          .dir("./bin/", 0755)
          .file("./bin/su", 04755, "su")
          .hardlink("./bin/also", "./bin/su")
          .owner(0, 42)
          .file("./bin/chage", 02755, "chage")
          .symlink("./bin/link", "/etc/out");

  @TempDir Path folder;

  private final TestDeb deb = TestDeb.named("test").with("postinst", "#!/bin/sh\n");

  private Path cache() {
    return folder.resolve("cache");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".gz", ".xz", ".zst"})
  void filesAndControlFilesAreReadInEveryFormThatPackagesArePackedIn(String suffix)
      throws Exception {
    byte[] bytes =
        DebBuilder.ofFormat("2.0")
            .member("_signature", new byte[3])
            .member("control.tar" + suffix, packed(suffix, deb.controlTar()))
            .member("data.tar" + suffix + "/", packed(suffix, FILES.bytes()))
            .member("_gpgorigin", new byte[5])
            .bytes();

    DebFile opened = DebFile.open(deb.fetched(bytes), cache());

    assertThat(TreeDump.dump(opened.data()))
        .isEqualTo(
            """
            /bin: dir 0755
            /bin/also: file 4755 0a64ce10
            /bin/chage: file 2755 4abe5468 0:42
            /bin/link: symlink /etc/out 0:42
            /bin/su: = /bin/also
            """);
    assertThat(opened.control().keySet()).containsExactly("control", "postinst");
    assertThat(opened.stanza().field("Package")).contains("test");
  }

  @Test
  void whatIsUsedAgainIsNotTakenForForgotten() throws Exception {
    deb.open(FILES, cache());
    Path tars;
    try (Stream<Path> files = Files.list(cache())) {
      tars = files.findFirst().orElseThrow();
    }
    Instant monthAgo = Instant.now().minus(Duration.ofDays(30));
    Files.setLastModifiedTime(tars, FileTime.from(monthAgo));

    deb.open(FILES, cache());

    assertThat(Files.getLastModifiedTime(tars).toInstant())
        .isAfter(monthAgo.plus(Duration.ofDays(29)));
  }

  private static byte[] packed(String suffix, byte[] tar) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream packing =
        switch (suffix) {
          case ".gz" -> new GZIPOutputStream(out);
          case ".xz" -> new XZOutputStream(out, new LZMA2Options());
          default -> out;
        }) {
      packing.write(suffix.equals(".zst") ? Zstd.compress(tar) : tar);
    }
    return out.toByteArray();
  }

  @Test
  void whatIsInTheFolderIsNotUnpackedAgain() {
    DebFile.Fetched fetched = deb.fetched(deb.bytes(FILES));
    DebFile first = DebFile.open(fetched, cache());

    DebFile second =
        DebFile.open(new DebFile.Fetched(fetched.available(), new Unreadable()), cache());

    assertThat(dump(second)).isEqualTo(dump(first));
  }

  @Test
  void aFileThatIsNotCompleteIsMadeAnew() throws Exception {
    DebFile.Fetched fetched = deb.fetched(deb.bytes(FILES));
    DebFile first = DebFile.open(fetched, cache());
    Path file;
    try (Stream<Path> files = Files.list(cache())) {
      file = files.findFirst().orElseThrow();
    }
    String expected = dump(first);
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 512));

    assertThat(dump(DebFile.open(fetched, cache()))).isEqualTo(expected);
    assertThat(file).hasBinaryContent(whole);
  }

  @Test
  void manyAreOpenedInTheOrderInWhichTheyAreGiven() {
    List<DebFile.Fetched> all =
        IntStream.range(0, 20)
            .mapToObj(i -> {
              TestDeb each = TestDeb.named("p" + i);
              return each.fetched(
                  each.bytes(new TarBuilder().file("./f", 0644, "x".repeat(i * 1000 % 7000))));
            })
            .toList();

    assertThat(DebFile.openAll(all, cache()))
        .extracting(each -> each.available().name())
        .containsExactlyElementsOf(all.stream().map(each -> each.available().name()).toList());
  }

  @Test
  void aPackageOtherThanTheOneThatTheIndexPromisesIsRefused() {
    DebFile.Fetched offered =
        TestDeb.offered(
            "Package: test\nVersion: 2.0\nArchitecture: amd64\n", deb.bytes(new TarBuilder()));

    assertRefused(offered, "test.deb: says Version: 1.0 in its control file, expected 2.0");
  }

  @Test
  void bytesOtherThanThePromisedOnesAreRefused() {
    DebFile.Fetched offered = deb.fetched(deb.bytes(FILES));
    byte[] other = deb.bytes(new TarBuilder().file("./other", 0644, ""));

    assertRefused(
        new DebFile.Fetched(offered.available(), Content.of(other)),
        "test.deb: has digest %s, expected %s"
            .formatted(Digest.sha256(other), offered.available().digest()));
  }

  @Test
  void aDiskThatFailsIsNoFaultOfThePackage() {
    DebFile.Fetched fetched = deb.fetched(deb.bytes(FILES));

    assertThatThrownBy(
            () -> DebFile.open(new DebFile.Fetched(fetched.available(), new Unreadable()), cache()))
        .isInstanceOfSatisfying(
            KobakoException.class, e -> assertThat(e.failure()).isEqualTo(Failure.OUTSIDE))
        .hasMessage(
            "test.deb: can't be read: nobody may read this\n"
                + "remedy: check the disk that it is on and run the command again");
  }

  private void assertRefused(DebFile.Fetched fetched, String fact) {
    assertThatThrownBy(() -> DebFile.open(fetched, cache()))
        .isInstanceOfSatisfying(
            KobakoException.class, e -> assertThat(e.failure()).isEqualTo(Failure.FINDING))
        .hasMessage(
            fact
                + "\nremedy: the package is damaged or hostile: fetch it again, from a source that"
                + " you trust");
    assertThat(cache()).isEmptyDirectory();
  }

  private static String dump(DebFile deb) {
    try {
      return TreeDump.dumpWithTimes(deb.data());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A .deb that can't be opened. */
  private static final class Unreadable implements Content {
    @Override
    public long size() {
      return 1;
    }

    @Override
    public InputStream open() throws IOException {
      throw new IOException("nobody may read this");
    }

    @Override
    public SeekableByteChannel openChannel() throws IOException {
      throw new IOException("nobody may read this");
    }
  }
}
