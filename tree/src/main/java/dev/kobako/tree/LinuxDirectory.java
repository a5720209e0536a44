package dev.kobako.tree;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A directory read by Linux's own calls: {@code getdents64} for the names and {@code statx} for
 * each, which takes a fifth of the time that Java's attributes take. It pays from some thousands of
 * files on, since linking the calls takes some 40 ms. Where the C library lacks the calls, as on
 * other systems, nothing is read.
 *
 * <p>The system writes right into arrays of ours, which are read by hand: the JVM has just started
 * and has no better code for memory of the system.
 */
final class LinuxDirectory {
  private static final int NAMES = 32 * 1024;

  /** Of getdents64(2): where the length and the name of an entry are. */
  private static final int ENTRY_LENGTH = 16;

  private static final int ENTRY_NAME = 19;

  /** Of statx(2). */
  private static final int STATX_SIZE = 256;

  private static final int NO_FOLLOW = 0x100;
  private static final int BASIC_STATS = 0x7ff;
  private static final long SECOND = 1_000_000_000L;

  private static final @Nullable Calls CALLS = Calls.link();

  /** The calls of the C library. */
  private record Calls(
      MethodHandle open,
      MethodHandle number,
      MethodHandle read,
      MethodHandle stat,
      MethodHandle close) {
    static @Nullable Calls link() {
      Linker linker = Linker.nativeLinker();
      ValueLayout.OfInt number = ValueLayout.JAVA_INT;
      MemoryLayout pointer = ValueLayout.ADDRESS;
      MethodHandle open = find(linker, "opendir", pointer, pointer);
      MethodHandle fd = find(linker, "dirfd", number, pointer);
      MethodHandle read =
          find(linker, "getdents64", ValueLayout.JAVA_LONG, number, pointer, ValueLayout.JAVA_LONG);
      MethodHandle stat = find(linker, "statx", number, number, pointer, number, number, pointer);
      MethodHandle close = find(linker, "closedir", number, pointer);
      return ByteOrder.nativeOrder() != ByteOrder.LITTLE_ENDIAN
              || open == null
              || fd == null
              || read == null
              || stat == null
              || close == null
          ? null
          : new Calls(open, fd, read, stat, close);
    }

    private static @Nullable MethodHandle find(
        Linker linker, String name, MemoryLayout result, MemoryLayout... arguments) {
      return linker
          .defaultLookup()
          .find(name)
          .map(address ->
              linker.downcallHandle(
                  address, FunctionDescriptor.of(result, arguments), Linker.Option.critical(true)))
          .orElse(null);
    }
  }

  private final Calls calls;
  private final byte[] names = new byte[NAMES];
  private final byte[] name = new byte[NAMES];
  private final byte[] stat = new byte[STATX_SIZE];
  private final MemorySegment namesMemory = MemorySegment.ofArray(names);
  private final MemorySegment nameMemory = MemorySegment.ofArray(name);
  private final MemorySegment statMemory = MemorySegment.ofArray(stat);

  private LinuxDirectory(Calls calls) {
    this.calls = calls;
  }

  /**
   * What is in a directory, in no order, without {@code .} and {@code ..}; empty where it can't be
   * read in this way. What vanishes while it is read is left out.
   *
   * @param path bytes without NUL
   */
  static Optional<List<HostFolder.Seen>> read(byte[] path) {
    if (CALLS == null || path.length >= NAMES) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(new LinuxDirectory(CALLS).list(path));
    } catch (Throwable e) {
      throw new IllegalStateException("a call of the C library failed", e);
    }
  }

  private @Nullable List<HostFolder.Seen> list(byte[] path) throws Throwable {
    System.arraycopy(path, 0, name, 0, path.length);
    name[path.length] = 0;
    MemorySegment directory = (MemorySegment) calls.open.invokeExact(nameMemory);
    if (directory.address() == 0) {
      return null;
    }
    try {
      int number = (int) calls.number.invokeExact(directory);
      List<HostFolder.Seen> found = new ArrayList<>();
      while (true) {
        long length = (long) calls.read.invokeExact(number, namesMemory, (long) NAMES);
        if (length <= 0) {
          return length == 0 ? found : null;
        }
        add(found, number, (int) length);
      }
    } finally {
      int _ = (int) calls.close.invokeExact(directory);
    }
  }

  private void add(List<HostFolder.Seen> found, int directory, int length) throws Throwable {
    int at = 0;
    while (at < length) {
      int start = at + ENTRY_NAME;
      int end = start;
      while (names[end] != 0) {
        end++;
      }
      at += (names[at + ENTRY_LENGTH] & 0xff) | (names[at + ENTRY_LENGTH + 1] & 0xff) << 8;
      if (isDots(start, end)) {
        continue;
      }
      System.arraycopy(names, start, name, 0, end - start + 1);
      int failed =
          (int) calls.stat.invokeExact(directory, nameMemory, NO_FOLLOW, BASIC_STATS, statMemory);
      if (failed == 0) {
        found.add(new HostFolder.Seen(PathBytes.decode(names, start, end - start), stat()));
      }
    }
  }

  private boolean isDots(int start, int end) {
    return names[start] == '.'
        && (end == start + 1 || (end == start + 2 && names[start + 1] == '.'));
  }

  private HostStat stat() {
    return new HostStat(
        (stat[28] & 0xff) | (stat[29] & 0xff) << 8,
        number(20),
        number(24),
        big(40),
        number(16) & 0xffff_ffffL,
        device(136),
        big(32),
        device(128),
        big(112) * SECOND + number(120),
        big(96) * SECOND + number(104));
  }

  private int number(int at) {
    return (stat[at] & 0xff)
        | (stat[at + 1] & 0xff) << 8
        | (stat[at + 2] & 0xff) << 16
        | stat[at + 3] << 24;
  }

  private long big(int at) {
    return (number(at) & 0xffff_ffffL) | (long) number(at + 4) << 32;
  }

  /** Major and minor number, put together as makedev(3) does. */
  private long device(int at) {
    long major = number(at) & 0xffff_ffffL;
    long minor = number(at + 4) & 0xffff_ffffL;
    return (major & 0xfff) << 8 | (major & ~0xfffL) << 32 | (minor & 0xff) | (minor & ~0xffL) << 12;
  }
}
