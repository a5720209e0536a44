package dev.kobako.tree;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What Java's own file system can't say on Linux: extended attributes outside of {@code user.}
 * (file capabilities are one), and the exact target of a link, which {@code java.nio} folds. Where
 * the C library lacks the calls, on other systems, there are no attributes and no exact targets.
 */
final class LinuxFileCalls {
  private static final int MAX_VALUE = 64 * 1024;
  private static final int PATH_MAX = 4096;

  private static final @Nullable MethodHandle LIST =
      find("llistxattr", ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG);
  private static final @Nullable MethodHandle READ_LINK =
      find("readlink", ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG);

  /** Linked when the first attribute is found, which in most folders is never: it takes a while. */
  private static final class Get {
    static final @Nullable MethodHandle CALL =
        find(
            "lgetxattr",
            ValueLayout.ADDRESS,
            ValueLayout.ADDRESS,
            ValueLayout.ADDRESS,
            ValueLayout.JAVA_LONG);
  }

  private LinuxFileCalls() {}

  /**
   * The extended attributes of what is at a path, without following a link; those that can't be
   * read, and all where the file system has none, are left out.
   *
   * @param path bytes without NUL
   */
  static SortedMap<String, String> xattrs(byte[] path) {
    if (LIST == null) {
      return Collections.emptySortedMap();
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment file = cString(arena, path);
      long size = (long) LIST.invokeExact(file, MemorySegment.NULL, 0L);
      MethodHandle get = size <= 0 ? null : Get.CALL;
      if (get == null) {
        return Collections.emptySortedMap();
      }
      MemorySegment names = arena.allocate(MAX_VALUE);
      size = (long) LIST.invokeExact(file, names, (long) MAX_VALUE);
      SortedMap<String, String> all = new TreeMap<>();
      MemorySegment value = arena.allocate(MAX_VALUE);
      long at = 0;
      while (at < size) {
        MemorySegment name = names.asSlice(at);
        String text = name.getString(0, StandardCharsets.ISO_8859_1);
        long length = (long) get.invokeExact(file, name, value, (long) MAX_VALUE);
        if (length >= 0) {
          all.put(text, text(value, length));
        }
        at += text.length() + 1;
      }
      return all;
    } catch (Throwable e) {
      throw new IllegalStateException("a call of the C library failed", e);
    }
  }

  /** The target of the symbolic link at a path; empty where it can't be told. */
  static Optional<byte[]> linkTarget(byte[] path) {
    if (READ_LINK == null) {
      return Optional.empty();
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment target = arena.allocate(PATH_MAX);
      long length = (long) READ_LINK.invokeExact(cString(arena, path), target, (long) PATH_MAX);
      return length < 0
          ? Optional.empty()
          : Optional.of(target.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE));
    } catch (Throwable e) {
      throw new IllegalStateException("a call of the C library failed", e);
    }
  }

  private static String text(MemorySegment bytes, long length) {
    return new String(
        bytes.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.ISO_8859_1);
  }

  private static MemorySegment cString(Arena arena, byte[] bytes) {
    MemorySegment out = arena.allocate(bytes.length + 1L);
    MemorySegment.copy(bytes, 0, out, ValueLayout.JAVA_BYTE, 0, bytes.length);
    return out;
  }

  /** All three calls return a ssize_t. */
  private static @Nullable MethodHandle find(String name, MemoryLayout... arguments) {
    Linker linker = Linker.nativeLinker();
    return linker
        .defaultLookup()
        .find(name)
        .map(address ->
            linker.downcallHandle(address, FunctionDescriptor.of(ValueLayout.JAVA_LONG, arguments)))
        .orElse(null);
  }
}
