package dev.kobako.sandbox;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * The system calls that watching makes, many times a second: by their numbers through syscall(2),
 * so that a single handle is linked, and without allocation. Belongs to the thread that made it,
 * with the memory it gives; closing it frees that memory.
 */
final class LinuxCalls implements AutoCloseable {
  static final int EPERM = 1;
  static final int ENOENT = 2;
  static final int ESRCH = 3;
  static final int EINTR = 4;
  static final int EBADF = 9;
  static final int EAGAIN = 11;
  static final int EACCES = 13;

  static final int AT_FDCWD = -100;
  static final int O_CLOEXEC = 02000000;
  static final int O_PATH = 010000000;
  static final int O_RDWR = 2;
  static final int O_WRONLY = 1;
  static final int O_CREAT = 0100;
  static final int O_EXCL = 0200;
  static final int O_APPEND = 02000;

  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
  private static final Linker LINKER = Linker.nativeLinker();
  private static final StructLayout CAPTURE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      CAPTURE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
  private static final MethodHandle SYSCALL =
      LINKER.downcallHandle(
          LINKER.defaultLookup().findOrThrow("syscall"),
          FunctionDescriptor.of(LONG, LONG, LONG, LONG, LONG, LONG, LONG, LONG),
          Linker.Option.captureCallState("errno"),
          Linker.Option.firstVariadicArg(1));

  private static final int CLOSE = CallNumbers.ofJava("close");
  private static final int OPENAT = CallNumbers.ofJava("openat");
  private static final int READLINKAT = CallNumbers.ofJava("readlinkat");

  private final Arena arena = Arena.ofConfined();
  private final MemorySegment state = arena.allocate(CAPTURE);

  /** Memory of this thread's own, filled with zeros. */
  MemorySegment memory(long bytes) {
    return arena.allocate(bytes, 8);
  }

  /** The bytes of a text and the NUL after it, in memory of this thread's own. */
  MemorySegment text(String text) {
    return arena.allocateFrom(text);
  }

  /** What a call returns; where it fails, its error as a negative number. */
  long call(int number, long a, long b, long c, long d, long e, long f) {
    try {
      long value = (long) SYSCALL.invokeExact(state, (long) number, a, b, c, d, e, f);
      return value == -1 ? -(int) ERRNO.get(state, 0L) : value;
    } catch (Error | RuntimeException e2) {
      throw e2;
    } catch (Throwable e2) {
      throw new IllegalStateException(e2);
    }
  }

  /** The same for a call of few arguments. */
  long call(int number, long a, long b, long c) {
    return call(number, a, b, c, 0, 0, 0);
  }

  /** A call that can't fail here. */
  int required(String name, long a, long b, long c, long d) {
    long value = call(CallNumbers.ofJava(name), a, b, c, d, 0, 0);
    if (value < 0) {
      throw new Kernel.SystemCallException(name, (int) -value);
    }
    return (int) value;
  }

  /** A descriptor that no program inherits, or a negative error. */
  int open(MemorySegment path, int flags, int mode) {
    return (int) call(OPENAT, AT_FDCWD, path.address(), flags | O_CLOEXEC, mode, 0, 0);
  }

  void close(int descriptor) {
    call(CLOSE, descriptor, 0, 0);
  }

  /** How many bytes of a link's target were put into {@code target}, or a negative error. */
  int readLink(MemorySegment path, MemorySegment target) {
    return (int)
        call(READLINKAT, AT_FDCWD, path.address(), target.address(), target.byteSize(), 0, 0);
  }

  @Override
  public void close() {
    arena.close();
  }
}
