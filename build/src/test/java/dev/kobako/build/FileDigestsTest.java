package dev.kobako.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.image.Digest;
import dev.kobako.tree.HostStat;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is remembered of files, and what is not. */
class FileDigestsTest {
  private static final Path FOLDER = Path.of("/srv/app");
  private static final long SECOND = 1_000_000_000L;
  private static final long BEGUN = 1_700_000_000L * SECOND;

  @TempDir Path memories;

  private static HostStat stat(long inode, long touched) {
    return new HostStat(0100644, 0, 0, 5, 1, 7, inode, 0, BEGUN - 100 * SECOND, touched);
  }

  private static HostStat stat(long inode) {
    return stat(inode, BEGUN - 50 * SECOND);
  }

  private static Digest digest(String text) {
    return Digest.sha256(text.getBytes(StandardCharsets.UTF_8));
  }

  private FileDigests open() {
    return FileDigests.of(memories, FOLDER);
  }

  private static String known(FileDigests digests, HostStat stat, int place) {
    int record = digests.find(stat, place);
    return record < 0 ? "unknown" : digests.digest(record).toString();
  }

  @Test
  void tellsTheNextBuildWhatItSaw() {
    FileDigests first = open();
    for (int i = 100; i > 0; i--) {
      first.remember(stat(i), i, digest("file " + i), BEGUN);
    }
    first.save();
    FileDigests second = open();
    for (int i = 1; i <= 100; i++) {
      assertThat(known(second, stat(i), i)).isEqualTo(digest("file " + i).toString());
    }
  }

  @Test
  void forgetsAFileOfWhichAnythingChanged() {
    FileDigests first = open();
    first.remember(stat(1), 1, digest("x"), BEGUN);
    first.save();
    FileDigests second = open();
    long touched = BEGUN - 50 * SECOND;
    long changed = BEGUN - 100 * SECOND;
    assertThat(known(second, stat(1, touched + 1), 1)).isEqualTo("unknown");
    assertThat(known(second, stat(1), 2)).isEqualTo("unknown");
    assertThat(known(second, stat(2), 1)).isEqualTo("unknown");
    HostStat longer = new HostStat(0100644, 0, 0, 6, 1, 7, 1, 0, changed, touched);
    HostStat elsewhere = new HostStat(0100644, 0, 0, 5, 1, 8, 1, 0, changed, touched);
    HostStat newer = new HostStat(0100644, 0, 0, 5, 1, 7, 1, 0, changed + 1, touched);
    assertThat(known(second, longer, 1)).isEqualTo("unknown");
    assertThat(known(second, elsewhere, 1)).isEqualTo("unknown");
    assertThat(known(second, newer, 1)).isEqualTo("unknown");
    assertThat(known(second, stat(1), 1)).isNotEqualTo("unknown");
  }

  @Test
  void doesNotTrustAFileThatChangedRightBeforeItWasRead() {
    FileDigests first = open();
    first.remember(stat(1, BEGUN - 2 * SECOND), 1, digest("x"), BEGUN);
    first.remember(stat(2, BEGUN + 2 * SECOND), 2, digest("x"), BEGUN);
    first.remember(stat(3, BEGUN - 3 * SECOND), 3, digest("x"), BEGUN);
    first.save();
    FileDigests second = open();
    assertThat(known(second, stat(1, BEGUN - 2 * SECOND), 1)).isEqualTo("unknown");
    assertThat(known(second, stat(2, BEGUN + 2 * SECOND), 2)).isEqualTo("unknown");
    assertThat(known(second, stat(3, BEGUN - 3 * SECOND), 3)).isNotEqualTo("unknown");
  }

  @Test
  void addsToWhatWasRememberedAndReplacesWhatChanged() {
    FileDigests first = open();
    first.remember(stat(1), 1, digest("one"), BEGUN);
    first.remember(stat(2), 2, digest("two"), BEGUN);
    first.save();
    FileDigests second = open();
    second.remember(stat(2, BEGUN - 40 * SECOND), 2, digest("zwei"), BEGUN);
    second.remember(stat(3), 3, digest("three"), BEGUN);
    second.save();
    FileDigests third = open();
    assertThat(known(third, stat(1), 1)).isEqualTo(digest("one").toString());
    assertThat(known(third, stat(2), 2)).isEqualTo("unknown");
    assertThat(known(third, stat(2, BEGUN - 40 * SECOND), 2)).isEqualTo(digest("zwei").toString());
    assertThat(known(third, stat(3), 3)).isEqualTo(digest("three").toString());
  }

  @Test
  void takesABrokenMemoryForNone() throws Exception {
    FileDigests first = open();
    first.remember(stat(1), 1, digest("x"), BEGUN);
    first.save();
    Path file;
    try (Stream<Path> files = Files.list(memories)) {
      file = files.findFirst().orElseThrow();
    }
    byte[] whole = Files.readAllBytes(file);
    for (int i = 0; i < whole.length; i++) {
      byte[] broken = whole.clone();
      broken[i] ^= 1;
      Files.write(file, broken);
      assertThat(known(open(), stat(1), 1)).as("byte %d", i).isEqualTo("unknown");
    }
    for (int length : List.of(0, 7, 24, whole.length - 1)) {
      Files.write(file, java.util.Arrays.copyOf(whole, length));
      assertThat(known(open(), stat(1), 1)).as("length %d", length).isEqualTo("unknown");
    }
    Files.write(file, whole);
    assertThat(known(open(), stat(1), 1)).isNotEqualTo("unknown");
  }

  @Test
  void keepsFoldersApart() {
    FileDigests first = open();
    first.remember(stat(1), 1, digest("x"), BEGUN);
    first.save();
    assertThat(known(FileDigests.of(memories, Path.of("/srv/other")), stat(1), 1))
        .isEqualTo("unknown");
  }

  @Test
  void forgetsWhatWasNotUsedForLongAndKeepsWhatWas() {
    List<long[]> records = new ArrayList<>();
    for (int i = 1; i <= 3; i++) {
      records.add(DigestTable.record(stat(i), i, new byte[32], i == 1 ? 100 : 10));
    }
    DigestTable table = DigestTable.EMPTY.with(records, new boolean[0], 100, 0);
    boolean[] used = new boolean[3];
    used[table.find(stat(2), 2)] = true;
    DigestTable later = table.with(List.of(), used, 105, 75);
    assertThat(later.size()).isEqualTo(2);
    assertThat(later.day(later.find(stat(1), 1))).isEqualTo(100);
    assertThat(later.day(later.find(stat(2), 2))).isEqualTo(105);
    assertThat(later.find(stat(3), 3)).isEqualTo(-1);
  }
}
