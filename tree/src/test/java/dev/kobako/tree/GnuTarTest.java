package dev.kobako.tree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.image.Content;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What GNU tar writes we read, what we write GNU tar reads: both give the folder again. */
class GnuTarTest {
  @TempDir Path temp;

  @BeforeEach
  void tools() throws IOException {
    Tools.assume("tar");
    Tools.assume("setfattr");
    Tools.assumeRoot();
  }

  @ParameterizedTest
  @ValueSource(strings = {"v7", "ustar", "gnu", "posix"})
  void whatGnuTarWritesIsReadAsTheFolderIs(String format) throws Exception {
    Path folder =
        switch (format) {
          case "v7" ->
              OddFolder.make(temp, "", OddFolder.PLAIN, "rm tmp/pipe; touch -d @0 tmp etc/empty");
          case "ustar" ->
              OddFolder.make(temp, "", OddFolder.PLAIN, OddFolder.DEVICES, "touch -d @0 etc/empty");
          case "gnu" ->
              OddFolder.make(temp, "", OddFolder.PLAIN, OddFolder.DEVICES, OddFolder.LONG);
          default ->
              OddFolder.make(
                  temp, OddFolder.PLAIN, OddFolder.DEVICES, OddFolder.LONG, OddFolder.FINE);
        };
    Tools.shell(
        folder,
        "tar --format="
            + format
            + " --xattrs --xattrs-include='*' -cf ../odd.tar . || [ "
            + format
            + " = v7 ]");
    assertSame(tree(temp.resolve("odd.tar")), HostTree.of(folder), format.equals("posix"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--format=gnu",
        "--format=posix --sparse-version=0.0",
        "--format=posix --sparse-version=0.1",
        "--format=posix --sparse-version=1.0"
      })
  void everySparseFormIsReadAsTheFolderIs(String options) throws Exception {
    Path folder = OddFolder.make(temp, OddFolder.SPARSE);
    Tools.shell(folder, "tar --sparse " + options + " -cf ../odd.tar .");
    assertThat(Files.size(temp.resolve("odd.tar"))).isLessThan(1_000_000);
    assertSame(tree(temp.resolve("odd.tar")), HostTree.of(folder), false);
  }

  @Test
  void whatWeWriteGnuTarUnpacksToTheSameFolder() throws Exception {
    Path folder =
        OddFolder.make(
            temp,
            OddFolder.PLAIN,
            OddFolder.DEVICES,
            OddFolder.LONG,
            OddFolder.FINE,
            OddFolder.SPARSE);
    HostTree host = HostTree.of(folder);
    try (OutputStream out = Files.newOutputStream(temp.resolve("ours.tar"))) {
      TarWriter.write(host, TarOptions.keepTimes(), out);
    }
    assertSame(tree(temp.resolve("ours.tar")), host, true);
    Files.createDirectory(temp.resolve("unpacked"));
    Tools.shell(
        temp, "tar --xattrs --xattrs-include='*' --same-owner -xpf ours.tar -C unpacked 2>&1");
    assertSame(HostTree.of(temp.resolve("unpacked")), host, true);
  }

  @Test
  void theSameTreeIsTheSameBytes() throws Exception {
    Path folder = OddFolder.make(temp, OddFolder.PLAIN, OddFolder.LONG, OddFolder.FINE);
    ByteArrayOutputStream first = new ByteArrayOutputStream();
    ByteArrayOutputStream second = new ByteArrayOutputStream();
    HostTree backwards = HostTree.of(folder);
    // Hard-link numbers are given in the order of asking, and must not show.
    for (String name : backwards.names(ImagePath.ROOT).reversed()) {
      backwards.walk(ImagePath.ROOT.child(name), (_, _) -> {});
    }
    TarWriter.write(HostTree.of(folder), TarOptions.keepTimes(), first);
    TarWriter.write(backwards, TarOptions.keepTimes(), second);
    assertThat(second.toByteArray()).isEqualTo(first.toByteArray());
  }

  private static void assertSame(Tree actual, Tree expected, boolean fineTimes) throws IOException {
    if (fineTimes) {
      assertThat(TreeDump.dumpWithTimes(actual)).isEqualTo(TreeDump.dumpWithTimes(expected));
      assertThat(TreeDiff.between(expected, actual).differences()).isEmpty();
    } else {
      assertThat(TreeDump.dumpWithTimes(actual).replaceAll("(?m)(@-?\\d+)\\.\\d+$", "$1"))
          .isEqualTo(TreeDump.dumpWithTimes(expected).replaceAll("(?m)(@-?\\d+)\\.\\d+$", "$1"));
    }
  }

  private static Tree tree(Path tar) throws IOException {
    Content content = Content.of(tar, Files.size(tar));
    return LayeredTree.fromLayers(List.of(new LayerTar(content, "the tar", "")));
  }
}
