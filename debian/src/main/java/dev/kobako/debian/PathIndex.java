package dev.kobako.debian;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.PathBytes;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Which package owns a path: a hash table over the bytes of the lists, open addressing with linear
 * probing. Nothing is decoded or copied: 100,000 paths are indexed in some ten milliseconds where
 * as many strings would take a second of a cold JVM.
 */
final class PathIndex {
  /** Five times what a host with every desktop and all of TeX has. */
  private static final int MAX_PATHS = 4_000_000;

  private static final int EMPTY = 0;

  /**
   * Odd and different in every run, so that no image can bring paths that all meet in one slot. No
   * answer depends on it.
   */
  private static final int MULTIPLIER = new SplittableRandom().nextInt() | 1;

  private final List<InstalledPackage> packages;
  private final int mask;

  /** The owner's number plus 1, by slot; {@link #EMPTY} where the slot is free. */
  private final int[] owners;

  /** Where the path starts in the owner's bytes, by slot. */
  private final int[] starts;

  /** The full hash, by slot, so that most strangers are told apart without looking at bytes. */
  private final int[] hashes;

  private PathIndex(List<InstalledPackage> packages, int lines) {
    this.packages = packages;
    int capacity = Integer.highestOneBit(Math.max(lines, 8)) * 4;
    this.mask = capacity - 1;
    this.owners = new int[capacity];
    this.starts = new int[capacity];
    this.hashes = new int[capacity];
  }

  /** Indexes all paths; of several owners (of a directory) the first in the list counts. */
  static PathIndex of(List<InstalledPackage> packages) {
    long lines = 0;
    for (InstalledPackage each : packages) {
      lines += lines(each.paths());
    }
    if (lines > MAX_PATHS) {
      throw KobakoException.finding(
          Diagnostic.of(
              "/var/lib/dpkg",
              "lists %d paths, expected at most %d".formatted(lines, MAX_PATHS),
              "remove the folder from the image if it is no work of dpkg"));
    }
    PathIndex index = new PathIndex(packages, (int) lines);
    for (int number = 0; number < packages.size(); number++) {
      index.addAll(number);
    }
    return index;
  }

  /** The first package that lists {@code path} exactly so. */
  Optional<InstalledPackage> owner(ImagePath path) {
    byte[] wanted = PathBytes.encode(path.toString() + "\n");
    int hash = 0;
    for (int i = 0; i < wanted.length - 1; i++) {
      hash = hash * MULTIPLIER + wanted[i];
    }
    int slot = slot(mixed(hash), wanted, 0);
    return owners[slot] == EMPTY ? Optional.empty() : Optional.of(packages.get(owners[slot] - 1));
  }

  private static int lines(byte[] paths) {
    int lines = 0;
    for (byte each : paths) {
      if (each == '\n') {
        lines++;
      }
    }
    return lines;
  }

  private void addAll(int number) {
    byte[] paths = packages.get(number).paths();
    int start = 0;
    int hash = 0;
    for (int i = 0; i < paths.length; i++) {
      byte here = paths[i];
      if (here != '\n') {
        hash = hash * MULTIPLIER + here;
        continue;
      }
      int mixed = mixed(hash);
      int slot = slot(mixed, paths, start);
      if (owners[slot] == EMPTY) {
        owners[slot] = number + 1;
        starts[slot] = start;
        hashes[slot] = mixed;
      }
      start = i + 1;
      hash = 0;
    }
  }

  /** Spreads the high bits, which the multiplication favours, over the low ones. */
  private static int mixed(int hash) {
    int spread = hash * 0x9E3779B9;
    return spread ^ (spread >>> 15);
  }

  /** The slot of the path that starts at {@code start}, or the free one where it belongs. */
  private int slot(int mixed, byte[] paths, int start) {
    int slot = mixed & mask;
    while (owners[slot] != EMPTY
        && (hashes[slot] != mixed
            || !sameLine(packages.get(owners[slot] - 1).paths(), starts[slot], paths, start))) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private static boolean sameLine(byte[] left, int leftStart, byte[] right, int rightStart) {
    int i = leftStart;
    int k = rightStart;
    while (left[i] == right[k]) {
      if (left[i] == '\n') {
        return true;
      }
      i++;
      k++;
    }
    return false;
  }
}
