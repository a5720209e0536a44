package dev.kobako.members;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The hash by which a Java runtime finds a resource in its modules: a table of slots, as many as
 * there are names or few more, and for each first hash what leads to a slot. A positive number is
 * the seed of a second hash, a negative one is the slot itself, less one
 * (jdk.internal.jimage.ImageStringsReader, and src/java.base/share/native/libjimage/imageFile.hpp
 * in OpenJDK).
 */
final class PerfectHash {
  private static final int SEED = 0x01000193;

  /** A third of the slots is free when the last seeds are looked for, so few tries are needed. */
  private static final int MOST_TRIES = 1 << 14;

  /** Two names can have hashes that are both even, whatever the seed: then a size is no good. */
  private static final int MOST_SIZES = 16;

  private final List<byte[]> names;
  private final int[] redirects;
  private final int[] slots;

  private PerfectHash(List<byte[]> names, int size) {
    this.names = names;
    this.redirects = new int[size];
    this.slots = new int[size];
  }

  /**
   * A table of names that differ.
   *
   * @throws IllegalArgumentException where there is none, as for names that are there twice
   */
  static PerfectHash of(List<byte[]> names) {
    for (int more = 0; more < MOST_SIZES; more++) {
      PerfectHash hash = new PerfectHash(names, names.size() + more);
      if (hash.fill()) {
        return hash;
      }
    }
    throw new IllegalArgumentException("no seeds spread " + names.size() + " names");
  }

  /** For each first hash, what leads to a slot. */
  int[] redirects() {
    return redirects;
  }

  /** For each slot, which of the names is there; -1 for none. */
  int[] slots() {
    return slots;
  }

  /** Whether all names have found a slot. */
  private boolean fill() {
    int size = slots.length;
    List<List<Integer>> buckets = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      buckets.add(new ArrayList<>());
    }
    for (int i = 0; i < names.size(); i++) {
      buckets.get(hash(names.get(i), SEED) % size).add(i);
    }
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      order.add(i);
    }
    order.sort(Comparator.comparingInt((Integer at) -> -buckets.get(at).size()));
    Arrays.fill(slots, -1);
    int free = 0;
    for (int at : order) {
      List<Integer> bucket = buckets.get(at);
      if (bucket.size() > 1) {
        redirects[at] = spread(bucket);
        if (redirects[at] == 0) {
          return false;
        }
      } else if (bucket.size() == 1) {
        while (slots[free] >= 0) {
          free++;
        }
        slots[free] = bucket.getFirst();
        redirects[at] = -1 - free;
      }
    }
    return true;
  }

  /** The seed that brings all of a bucket to slots that are free; 0 if none was found. */
  private int spread(List<Integer> bucket) {
    int[] taken = new int[bucket.size()];
    for (int seed = 1; seed < MOST_TRIES; seed++) {
      int count = 0;
      for (int name : bucket) {
        int slot = hash(names.get(name), seed) % slots.length;
        if (slots[slot] >= 0) {
          break;
        }
        slots[slot] = name;
        taken[count++] = slot;
      }
      if (count == bucket.size()) {
        return seed;
      }
      for (int i = 0; i < count; i++) {
        slots[taken[i]] = -1;
      }
    }
    return 0;
  }

  private static int hash(byte[] name, int seed) {
    int hash = seed;
    for (byte each : name) {
      hash = (hash * SEED) ^ (each & 0xff);
    }
    return hash & 0x7fffffff;
  }
}
