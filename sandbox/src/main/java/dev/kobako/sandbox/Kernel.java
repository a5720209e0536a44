package dev.kobako.sandbox;

import dev.kobako.tree.PathBytes;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.List;

/**
 * The C library's calls that Java lacks. Each throws {@link SystemCallException} where the call
 * says that it failed.
 */
final class Kernel {
  /** A call failed. */
  static final class SystemCallException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SystemCallException(String call, int errno) {
      super(call + " failed with error " + errno);
    }
  }

  /** The two ends of a pipe, as descriptors that no program inherits. */
  record Pipe(int readEnd, int writeEnd) {}

  /**
   * What wait4(2) tells.
   *
   * @param status as the macros of wait(2) read it
   * @param maxResidentKib the largest resident set of the process or any it waited for
   */
  record Waited(int status, long maxResidentKib) {}

  static final int SIGKILL = 9;

  private static final int PR_SET_CHILD_SUBREAPER = 36;
  private static final int O_CLOEXEC = 02000000;
  private static final int F_DUPFD_CLOEXEC = 1030;
  private static final int FIRST_FREE_DESCRIPTOR = 16;
  private static final int P_PID = 1;
  private static final int WEXITED = 4;
  private static final int WNOWAIT = 0x01000000;
  private static final int EINTR = 4;
  private static final short POSIX_SPAWN_SETSIGMASK = 8;

  private static final int MAX_ARGUMENTS = 6;

  /** Larger than any C library's posix_spawn_file_actions_t, posix_spawnattr_t, sigset_t. */
  private static final long OPAQUE_BYTES = 1024;

  /** struct rusage: two struct timeval of 16 bytes, then ru_maxrss. */
  private static final long RUSAGE_BYTES = 272;

  private static final long RUSAGE_MAXRSS = 32;

  private static final Linker LINKER = Linker.nativeLinker();
  static final StructLayout CAPTURE = Linker.Option.captureStateLayout();
  static final long ERRNO = CAPTURE.byteOffset(MemoryLayout.PathElement.groupElement("errno"));
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;

  /**
   * The way to all calls: up to six numbers and pointers, each in a register, and a number. A
   * callee looks at as many of them as it knows, and as many bits as it wants; one that expects a
   * fixed list does not mind to be called as one with a variable list. Linking a way takes some 10
   * ms, so a way for each type of call would take a tenth of a second.
   */
  static final MethodHandle CALL =
      LINKER.downcallHandle(
          FunctionDescriptor.of(LONG, LONG, LONG, LONG, LONG, LONG, LONG),
          Linker.Option.captureCallState("errno"),
          Linker.Option.firstVariadicArg(1));

  private final MemorySegment prctl = find("prctl");
  private final MemorySegment pipe2 = find("pipe2");
  private final MemorySegment fcntl = find("fcntl");
  private final MemorySegment close = find("close");
  private final MemorySegment kill = find("kill");
  private final MemorySegment waitid = find("waitid");
  private final MemorySegment wait4 = find("wait4");
  private final MemorySegment spawn = find("posix_spawn");
  private final MemorySegment actionsInit = find("posix_spawn_file_actions_init");
  private final MemorySegment actionsDestroy = find("posix_spawn_file_actions_destroy");
  private final MemorySegment actionsDup = find("posix_spawn_file_actions_adddup2");
  private final MemorySegment actionsCloseFrom = find("posix_spawn_file_actions_addclosefrom_np");
  private final MemorySegment attributesInit = find("posix_spawnattr_init");
  private final MemorySegment attributesDestroy = find("posix_spawnattr_destroy");
  private final MemorySegment attributesFlags = find("posix_spawnattr_setflags");
  private final MemorySegment attributesMask = find("posix_spawnattr_setsigmask");

  /**
   * Looks the calls up.
   *
   * @throws java.util.NoSuchElementException if the C library lacks one
   */
  Kernel() {}

  static MemorySegment find(String name) {
    return LINKER.defaultLookup().findOrThrow(name);
  }

  /** Whether processes that lose their parent among our descendants become our children. */
  void adoptOrphans(boolean adopt) {
    checked("prctl", prctl, PR_SET_CHILD_SUBREAPER, adopt ? 1 : 0);
  }

  /** Opens a pipe whose descriptors lie above those that a child is given. */
  Pipe pipe() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment ends = arena.allocate(INT, 2);
      checked("pipe2", pipe2, ends.address(), O_CLOEXEC);
      return new Pipe(raised(ends.getAtIndex(INT, 0)), raised(ends.getAtIndex(INT, 1)));
    }
  }

  /** The same file by a descriptor above those that a child is given; the other is closed. */
  int raised(int descriptor) {
    if (descriptor >= FIRST_FREE_DESCRIPTOR) {
      return descriptor;
    }
    int higher = checked("fcntl", fcntl, descriptor, F_DUPFD_CLOEXEC, FIRST_FREE_DESCRIPTOR);
    close(descriptor);
    return higher;
  }

  void close(int descriptor) {
    checked("close", close, descriptor);
  }

  /** Sends SIGKILL; a process that is gone already is fine. */
  void kill(long pid) {
    kill(pid, SIGKILL);
  }

  /** Sends a signal; a process that is gone already is fine. */
  void kill(long pid, int signal) {
    invoke(kill, pid, signal);
  }

  /** Waits until our child has ended, and leaves it to be waited for. */
  void awaitEnd(int pid) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment information = arena.allocate(OPAQUE_BYTES);
      checked("waitid", waitid, P_PID, pid, information.address(), WEXITED | WNOWAIT);
    }
  }

  /** Waits for our child. */
  Waited waitFor(int pid) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment status = arena.allocate(INT);
      MemorySegment usage = arena.allocate(RUSAGE_BYTES, 8);
      checked("wait4", wait4, pid, status.address(), 0, usage.address());
      return new Waited(status.get(INT, 0), usage.get(LONG, RUSAGE_MAXRSS));
    }
  }

  /**
   * Starts a program that has {@code descriptors} as 0, 1, 2 and so on, and no others; no signal is
   * blocked in it.
   */
  int spawn(List<byte[]> command, List<String> environment, List<Integer> descriptors) {
    try (Arena arena = Arena.ofConfined()) {
      long actions = arena.allocate(OPAQUE_BYTES, 16).address();
      long attributes = arena.allocate(OPAQUE_BYTES, 16).address();
      long noSignals = arena.allocate(OPAQUE_BYTES, 16).address();
      zero("posix_spawn_file_actions_init", actionsInit, actions);
      zero("posix_spawnattr_init", attributesInit, attributes);
      try {
        for (int i = 0; i < descriptors.size(); i++) {
          zero("posix_spawn_file_actions_adddup2", actionsDup, actions, descriptors.get(i), i);
        }
        zero(
            "posix_spawn_file_actions_addclosefrom_np",
            actionsCloseFrom,
            actions,
            descriptors.size());
        zero("posix_spawnattr_setsigmask", attributesMask, attributes, noSignals);
        zero("posix_spawnattr_setflags", attributesFlags, attributes, POSIX_SPAWN_SETSIGMASK);
        MemorySegment pid = arena.allocate(INT);
        MemorySegment arguments = strings(arena, command);
        long program = arguments.get(ValueLayout.ADDRESS, 0).address();
        long variables =
            strings(arena, environment.stream().map(PathBytes::encode).toList()).address();
        zero(
            "posix_spawn",
            spawn,
            pid.address(),
            program,
            actions,
            attributes,
            arguments.address(),
            variables);
        return pid.get(INT, 0);
      } finally {
        invoke(actionsDestroy, actions);
        invoke(attributesDestroy, attributes);
      }
    }
  }

  private static MemorySegment strings(Arena arena, List<byte[]> texts) {
    MemorySegment array = arena.allocate(ValueLayout.ADDRESS, texts.size() + 1L);
    for (int i = 0; i < texts.size(); i++) {
      byte[] bytes = texts.get(i);
      MemorySegment text = arena.allocate(bytes.length + 1L);
      MemorySegment.copy(bytes, 0, text, ValueLayout.JAVA_BYTE, 0, bytes.length);
      array.setAtIndex(ValueLayout.ADDRESS, i, text);
    }
    return array;
  }

  /** The posix_spawn family returns its error. */
  private static void zero(String name, MemorySegment call, long... arguments) {
    int error = invoke(call, arguments).value();
    if (error != 0) {
      throw new SystemCallException(name, error);
    }
  }

  /** The others return -1 and set errno. */
  private static int checked(String name, MemorySegment call, long... arguments) {
    while (true) {
      Returned returned = invoke(call, arguments);
      if (returned.value() != -1) {
        return returned.value();
      }
      if (returned.errno() != EINTR) {
        throw new SystemCallException(name, returned.errno());
      }
    }
  }

  private record Returned(int value, int errno) {}

  private static Returned invoke(MemorySegment call, long... given) {
    long[] all = Arrays.copyOf(given, MAX_ARGUMENTS);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(CAPTURE);
      long value =
          (long) CALL.invokeExact(call, state, all[0], all[1], all[2], all[3], all[4], all[5]);
      return new Returned((int) value, state.get(INT, ERRNO));
    } catch (Error | RuntimeException e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
