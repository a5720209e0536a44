package dev.kobako.sandbox;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.tree.PathBytes;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What of a process of a container can be seen from outside while it waits: its memory and its
 * links in /proc. It can end at any time; then nothing is seen. Belongs to one thread.
 *
 * <p>Kobako is root, or owns the user namespace that the process is in, and so may look at it even
 * if it has another user or has asked not to be looked at.
 */
final class AskingProcess {
  /** The most bytes of a path, with its NUL. */
  static final int PATH_MAX = 4096;

  private static final int MAX_ARGUMENTS = 64;

  /** The smallest page: memory is there or not there by pages. */
  private static final int PAGE = 4096;

  /** struct sockaddr_un: the family, two bytes, and up to 108 of a path. */
  private static final int AF_UNIX = 1;

  private static final int SOCKET_PATH = 2;
  private static final int MAX_SOCKET_ADDRESS = 110;

  private static final byte[] PROC = {'/', 'p', 'r', 'o', 'c', '/'};
  private static final String DELETED = " (deleted)";

  private final LinuxCalls calls;
  private final MemorySegment memory;
  private final MemorySegment vectors;
  private final MemorySegment link;
  private final byte[] bytes = new byte[PATH_MAX];

  AskingProcess(LinuxCalls calls) {
    this.calls = calls;
    this.memory = calls.memory(PAGE);
    this.vectors = calls.memory(4 * 8);
    this.link = calls.memory(64);
  }

  /** The text that ends with a NUL; empty where it can't be read or is longer than a path. */
  Optional<String> text(int tid, long address) {
    int length = 0;
    while (length < PATH_MAX) {
      long from = address + length;
      int count = read(tid, from, Math.min(PATH_MAX - length, (int) (PAGE - (from & (PAGE - 1)))));
      if (count <= 0) {
        return Optional.empty();
      }
      MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, 0, bytes, length, count);
      int end = length + count;
      while (length < end) {
        if (bytes[length] == 0) {
          return Optional.of(PathBytes.decode(bytes, 0, length));
        }
        length++;
      }
    }
    return Optional.empty();
  }

  /**
   * An array of pointers to texts that ends with a null pointer; what is too much is left out.
   *
   * @param pointer bytes of a pointer
   */
  List<String> texts(int tid, long address, int pointer) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < MAX_ARGUMENTS; i++) {
      long each = number(tid, address + (long) i * pointer, pointer);
      Optional<String> text = each == 0 ? Optional.empty() : text(tid, each);
      if (text.isEmpty()) {
        break;
      }
      texts.add(text.get());
    }
    return texts;
  }

  /**
   * A number in its memory; 0 where it can't be read.
   *
   * @param size 4, without sign, or 8 bytes
   */
  long number(int tid, long address, int size) {
    int first = Math.min(size, (int) (PAGE - (address & (PAGE - 1))));
    if (read(tid, address, first) != first || first != size) {
      return 0; // compilers don't put a pointer on two pages
    }
    return size == 8
        ? memory.get(ValueLayout.JAVA_LONG, 0)
        : Integer.toUnsignedLong(memory.get(ValueLayout.JAVA_INT, 0));
  }

  /**
   * The path in the address of a Unix socket; empty for other addresses and those without a path.
   *
   * @param size of the address, in bytes
   */
  Optional<String> socket(int tid, long address, long size) {
    int wanted = Math.clamp(size, 0, MAX_SOCKET_ADDRESS);
    int first = Math.min(wanted, (int) (PAGE - (address & (PAGE - 1))));
    if (wanted <= SOCKET_PATH || read(tid, address, first) != first) {
      return Optional.empty();
    }
    MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, 0, bytes, 0, first);
    if (first < wanted && read(tid, address + first, wanted - first) == wanted - first) {
      MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, 0, bytes, first, wanted - first);
      first = wanted;
    }
    if (first != wanted || bytes[0] != AF_UNIX || bytes[1] != 0 || bytes[SOCKET_PATH] == 0) {
      return Optional.empty();
    }
    int end = SOCKET_PATH;
    while (end < wanted && bytes[end] != 0) {
      end++;
    }
    return Optional.of(PathBytes.decode(bytes, SOCKET_PATH, end - SOCKET_PATH));
  }

  /** Where a link in its folder of /proc leads: {@code cwd}, {@code root}, {@code exe}. */
  Optional<String> link(int tid, String name) {
    return target(tid, name, -1);
  }

  /** The file that it has open, if that has a name. */
  Optional<String> open(int tid, int descriptor) {
    return descriptor < 0 ? Optional.empty() : target(tid, "fd/", descriptor);
  }

  private Optional<String> target(int tid, String name, int number) {
    int length = calls.readLink(proc(tid, name, number), memory);
    if (length <= 0 || length >= PATH_MAX || memory.get(ValueLayout.JAVA_BYTE, 0) != '/') {
      return Optional.empty();
    }
    MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, 0, bytes, 0, length);
    String target = PathBytes.decode(bytes, 0, length);
    return target.endsWith(DELETED) ? Optional.empty() : Optional.of(target);
  }

  /** The path of its link in /proc, in memory that the next call reuses. */
  MemorySegment proc(int tid, String name, int number) {
    MemorySegment.copy(PROC, 0, link, ValueLayout.JAVA_BYTE, 0, PROC.length);
    int end = decimal(PROC.length, tid);
    link.set(ValueLayout.JAVA_BYTE, end++, (byte) '/');
    for (int i = 0; i < name.length(); i++) {
      link.set(ValueLayout.JAVA_BYTE, end++, (byte) name.charAt(i));
    }
    if (number >= 0) {
      end = decimal(end, number);
    }
    link.set(ValueLayout.JAVA_BYTE, end, (byte) 0);
    return link;
  }

  private int decimal(int start, int number) {
    int digits = 1;
    for (int rest = number; rest > 9; rest /= 10) {
      digits++;
    }
    int rest = number;
    for (int i = start + digits - 1; i >= start; i--) {
      link.set(ValueLayout.JAVA_BYTE, i, (byte) ('0' + rest % 10));
      rest /= 10;
    }
    return start + digits;
  }

  /** How many bytes of one page were read; negative where none. */
  private int read(int tid, long address, int length) {
    vectors.set(ValueLayout.JAVA_LONG, 0, memory.address());
    vectors.set(ValueLayout.JAVA_LONG, 8, length);
    vectors.set(ValueLayout.JAVA_LONG, 16, address);
    vectors.set(ValueLayout.JAVA_LONG, 24, length);
    long here = vectors.address();
    int count = calls.call(LinuxCalls.PROCESS_VM_READV, tid, here, 1, here + 16, 1, 0);
    if (count == -LinuxCalls.EPERM) {
      throw KobakoException.outside(
          Diagnostic.of(
              "watch",
              "the memory of a container's process can't be read: no permission",
              "inside a container, start it with --cap-add SYS_PTRACE"),
          null);
    }
    return count;
  }
}
