package dev.kobako.sandbox;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * The Unix socket on which an OCI runtime hands over the descriptors that seccomp asks on, one a
 * connection ({@code listenerPath} of the runtime specification). Java's own channels can't receive
 * descriptors.
 */
final class ListenerSocket {
  /** Its name in the folder of a run. */
  static final String NAME = "notify";

  private static final int AF_UNIX = 1;
  private static final int SOCK_STREAM = 1;
  private static final int SOCK_CLOEXEC = LinuxCalls.O_CLOEXEC;
  private static final int BACKLOG = 16;
  private static final int ADDRESS_SIZE = 110;
  private static final int ADDRESS_PATH = 2;

  /** struct msghdr, and struct cmsghdr with one descriptor. */
  private static final int MESSAGE_SIZE = 56;

  private static final int CONTROL_SIZE = 24;
  private static final int CONTROL_DATA = 16;
  private static final int SOL_SOCKET = 1;
  private static final int SCM_RIGHTS = 1;
  private static final int MSG_CMSG_CLOEXEC = 0x4000_0000;

  /** What the runtime tells of the container's state, of which nothing is needed. */
  private static final int STATE_SIZE = 64 << 10;

  private ListenerSocket() {}

  /**
   * A socket that is bound to {@link #NAME} in a folder and listens.
   *
   * @return its descriptor, which is the caller's
   */
  static int in(LinuxCalls calls, Path folder) {
    int place = calls.open(calls.text(folder.toString()), LinuxCalls.O_PATH, 0);
    if (place < 0) {
      throw new Kernel.SystemCallException("open " + folder, -place);
    }
    try {
      int socket = calls.required("socket", AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
      MemorySegment address = calls.memory(ADDRESS_SIZE);
      address.set(ValueLayout.JAVA_SHORT, 0, (short) AF_UNIX);
      // An address has little room; by the descriptor, the folder's path may be of any length.
      address.setString(ADDRESS_PATH, "/proc/self/fd/" + place + "/" + NAME);
      int _ = calls.required("bind", socket, address.address(), ADDRESS_SIZE);
      int _ = calls.required("listen", socket, BACKLOG, 0);
      return socket;
    } finally {
      calls.close(place);
    }
  }

  /** Takes the next connection and the descriptor that comes on it; empty where none does. */
  static OptionalInt next(LinuxCalls calls, int socket) {
    int connection = calls.call(Kernel.find("accept4"), socket, 0, 0, SOCK_CLOEXEC, 0, 0);
    if (connection < 0) {
      return OptionalInt.empty();
    }
    try {
      return receive(calls, connection);
    } finally {
      calls.close(connection);
    }
  }

  private static OptionalInt receive(LinuxCalls calls, int connection) {
    MemorySegment state = calls.memory(STATE_SIZE);
    MemorySegment vector = calls.memory(16);
    vector.set(ValueLayout.JAVA_LONG, 0, state.address());
    vector.set(ValueLayout.JAVA_LONG, 8, STATE_SIZE);
    MemorySegment control = calls.memory(CONTROL_SIZE);
    MemorySegment message = calls.memory(MESSAGE_SIZE);
    message.set(ValueLayout.JAVA_LONG, 16, vector.address());
    message.set(ValueLayout.JAVA_LONG, 24, 1);
    message.set(ValueLayout.JAVA_LONG, 32, control.address());
    message.set(ValueLayout.JAVA_LONG, 40, CONTROL_SIZE);
    int count = calls.call(Kernel.find("recvmsg"), connection, message.address(), MSG_CMSG_CLOEXEC);
    boolean one =
        count > 0
            && control.get(ValueLayout.JAVA_LONG, 0) == CONTROL_DATA + Integer.BYTES
            && control.get(ValueLayout.JAVA_INT, 8) == SOL_SOCKET
            && control.get(ValueLayout.JAVA_INT, 12) == SCM_RIGHTS;
    return one
        ? OptionalInt.of(control.get(ValueLayout.JAVA_INT, CONTROL_DATA))
        : OptionalInt.empty();
  }
}
