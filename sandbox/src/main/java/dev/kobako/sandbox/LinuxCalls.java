package dev.kobako.sandbox;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The calls that watching makes, many times a second: as {@link Kernel} makes them, but without
 * allocation. Belongs to the thread that made it, with the memory it gives; closing it frees that
 * memory.
 */
final class LinuxCalls implements AutoCloseable {
  static final int EPERM = 1;
  static final int ENOENT = 2;
  static final int ESRCH = 3;
  static final int EINTR = 4;
  static final int EBADF = 9;
  static final int EAGAIN = 11;
  static final int EACCES = 13;
  private static final int EEXIST = 17;
  private static final int EMFILE = 24;
  private static final int ENOSPC = 28;
  private static final int EROFS = 30;
  private static final int EMLINK = 31;
  private static final int ENAMETOOLONG = 36;
  private static final int EDQUOT = 122;

  static final int AT_FDCWD = -100;
  static final int O_CLOEXEC = 02000000;
  static final int O_PATH = 010000000;
  static final int O_RDWR = 2;
  static final int O_WRONLY = 1;
  static final int O_CREAT = 0100;
  static final int O_EXCL = 0200;
  static final int O_APPEND = 02000;

  static final MemorySegment IOCTL = Kernel.find("ioctl");
  static final MemorySegment POLL = Kernel.find("poll");
  static final MemorySegment PROCESS_VM_READV = Kernel.find("process_vm_readv");
  private static final MemorySegment SYSCALL = Kernel.find("syscall");
  static final MemorySegment CLOSE = Kernel.find("close");
  private static final MemorySegment OPENAT = Kernel.find("openat");
  private static final MemorySegment READLINKAT = Kernel.find("readlinkat");

  private final Arena arena = Arena.ofConfined();
  private final MemorySegment state = arena.allocate(Kernel.CAPTURE);

  /** Memory of this thread's own, filled with zeros. */
  MemorySegment memory(long bytes) {
    return arena.allocate(bytes, 8);
  }

  /** The bytes of a text and the NUL after it, in memory of this thread's own. */
  MemorySegment text(String text) {
    return arena.allocateFrom(text);
  }

  /** What an error means, in words. */
  static String reason(int error) {
    return switch (error) {
      case ENOENT -> "there is no such file or folder";
      case EACCES, EPERM -> "no permission";
      case ESRCH -> "it has ended";
      case EEXIST -> "file exists";
      case EMFILE -> "too many open files";
      case ENOSPC -> "no space left on device";
      case EROFS -> "read-only file system";
      case EMLINK -> "too many links";
      case ENAMETOOLONG -> "file name too long";
      case EDQUOT -> "disk quota exceeded";
      default -> "error " + error;
    };
  }

  /** What a function of the C library returns; where it fails, its error as a negative number. */
  int call(MemorySegment function, long a, long b, long c, long d, long e, long f) {
    try {
      int value = (int) (long) Kernel.CALL.invokeExact(function, state, a, b, c, d, e, f);
      return value == -1 ? -state.get(ValueLayout.JAVA_INT, Kernel.ERRNO) : value;
    } catch (Error | RuntimeException thrown) {
      throw thrown;
    } catch (Throwable thrown) {
      throw new IllegalStateException(thrown);
    }
  }

  /** The same for one of few arguments. */
  int call(MemorySegment function, long a, long b, long c) {
    return call(function, a, b, c, 0, 0, 0);
  }

  /** The same for a system call for which the C library may have no function. */
  int direct(int number, long a, long b, long c, long d) {
    return call(SYSCALL, number, a, b, c, d, 0);
  }

  /** The same for a function that can't fail here. */
  int required(String name, long a, long b, long c) {
    int value = call(Kernel.find(name), a, b, c);
    if (value < 0) {
      throw new Kernel.SystemCallException(name, -value);
    }
    return value;
  }

  /** A descriptor that no program inherits, or a negative error. */
  int open(MemorySegment path, int flags, int mode) {
    return call(OPENAT, AT_FDCWD, path.address(), flags | O_CLOEXEC, mode, 0, 0);
  }

  void close(int descriptor) {
    int _ = call(CLOSE, descriptor, 0, 0);
  }

  /** How many bytes of a link's target were put into {@code target}, or a negative error. */
  int readLink(MemorySegment path, MemorySegment target) {
    return call(READLINKAT, AT_FDCWD, path.address(), target.address(), target.byteSize(), 0, 0);
  }

  @Override
  public void close() {
    arena.close();
  }
}
