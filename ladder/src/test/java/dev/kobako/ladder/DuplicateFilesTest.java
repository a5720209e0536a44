package dev.kobako.ladder;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DuplicateFilesTest {
  private static final Attributes ROOTS = Attributes.of(0755);

  private final MemoryTree.Builder tree = MemoryTree.builder();

  private DuplicateFilesTest file(String path, Attributes attributes, int letter, long inode) {
    byte[] bytes = new byte[600];
    Arrays.fill(bytes, (byte) letter);
    tree.put(ImagePath.of(path), new Entry.RegularFile(attributes, Content.of(bytes), inode));
    return this;
  }

  /** The hard-link numbers after the rule, in the order of the paths. */
  private long[] numbers() throws IOException {
    MemoryTree built = tree.build();
    Cleaned cleaned =
        new Cleaned(built, ImageConfig.builder().build(), InstalledPackages.of(built), _ -> true);
    new DuplicateFiles().clean(cleaned);
    return cleaned.applyTo(KeepSet.of(built, Reason.asked("all"))).all().stream()
        .filter(kept -> kept.entry() instanceof Entry.RegularFile)
        .mapToLong(kept -> ((Entry.RegularFile) kept.entry()).inode())
        .toArray();
  }

  @Test
  void makesTwinsNamesOfOneFile() throws IOException {
    file("/usr/bin/a", ROOTS, 'a', 0)
        .file("/usr/bin/b", ROOTS, 'b', 0)
        .file("/usr/lib/x/a", ROOTS, 'a', 0);

    assertThat(numbers()).containsExactly(1, 0, 1);
  }

  @Test
  void takesAlongTheNamesThatATwinHasAlready() throws IOException {
    file("/usr/bin/a", ROOTS, 'a', 0)
        .file("/usr/bin/b", ROOTS, 'a', 7)
        .file("/usr/bin/c", ROOTS, 'a', 7)
        .file("/usr/bin/d", ROOTS, 'd', 3);

    assertThat(numbers()).containsExactly(8, 8, 8, 3);
  }

  @Test
  void tellsFilesApartThatDifferInMoreThanTheirNames() throws IOException {
    file("/usr/bin/a", ROOTS, 'a', 0)
        .file("/usr/bin/b", ROOTS.withMode(0700), 'a', 0)
        .file("/usr/bin/c", ROOTS.withOwner(0, 5), 'a', 0)
        .file("/usr/bin/d", ROOTS.withMtime(Instant.ofEpochSecond(1)), 'a', 0);

    assertThat(numbers()).containsExactly(0, 0, 0, 0);
  }

  @Test
  void leavesWhatSomebodyMayWriteTo() throws IOException {
    file("/srv/a", ROOTS, 'a', 0)
        .file("/srv/b", ROOTS, 'a', 0)
        .file("/usr/lib/c", ROOTS.withMode(0664), 'a', 0)
        .file("/usr/lib/d", ROOTS.withMode(0664), 'a', 0)
        .file("/usr/lib/e", ROOTS.withOwner(33, 33), 'a', 0)
        .file("/usr/lib/f", ROOTS.withOwner(33, 33), 'a', 0)
        .file("/usr/src/app/g", ROOTS, 'a', 0)
        .file("/usr/src/app/h", ROOTS, 'a', 0);

    assertThat(numbers()).containsOnly(0);
  }
}
