package dev.kobako.sandbox;

import dev.kobako.tree.PathBytes;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/**
 * Where paths lead in the root of a container, links resolved by the kernel without ever leaving
 * it: openat2(2) with RESOLVE_IN_ROOT. Nothing is opened for reading. Belongs to one thread.
 *
 * <p>A caller who is not root can't look into folders that other users of the container keep to
 * themselves: what lies there counts as it was asked.
 */
final class ContainerPaths implements AutoCloseable {
  private static final int OPENAT2 = CallNumbers.ofJava("openat2");
  private static final int O_NOFOLLOW =
      CallNumbers.Way.ofJava() == CallNumbers.Way.AARCH64 ? 0100000 : 0400000;
  private static final int RESOLVE_NO_MAGICLINKS = 0x02;
  private static final int RESOLVE_IN_ROOT = 0x10;
  private static final int HOW_SIZE = 24;

  /** A rename somewhere on the way makes the kernel give up; it is asked again. */
  private static final int TRIES = 10;

  private static final String DELETED = " (deleted)";

  private final LinuxCalls calls;
  private final int root;
  private final MemorySegment how;
  private final MemorySegment path;
  private final MemorySegment opened;
  private final MemorySegment target;
  private final byte[] bytes = new byte[AskingProcess.PATH_MAX];

  private ContainerPaths(LinuxCalls calls, int root) {
    this.calls = calls;
    this.root = root;
    this.how = calls.memory(HOW_SIZE);
    this.path = calls.memory(2L * AskingProcess.PATH_MAX);
    this.opened = calls.memory(64);
    this.target = calls.memory(AskingProcess.PATH_MAX);
    how.set(ValueLayout.JAVA_LONG, 16, RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS);
  }

  /** Those of the root that a link in /proc leads to; empty if the process has ended. */
  static Optional<ContainerPaths> below(LinuxCalls calls, MemorySegment rootLink) {
    int root = calls.open(rootLink, LinuxCalls.O_PATH, 0);
    return root < 0 ? Optional.empty() : Optional.of(new ContainerPaths(calls, root));
  }

  /**
   * Where a path leads now; empty where nothing is there.
   *
   * @param asked absolute, links not resolved
   * @param follows whether a link at its end is followed
   */
  Optional<String> led(String asked, boolean follows) {
    int file = open(asked, follows);
    if (file == -LinuxCalls.EACCES) {
      return Optional.of(hidden(asked));
    }
    return file < 0 ? Optional.empty() : name(file);
  }

  private String hidden(String asked) {
    int slash = asked.lastIndexOf('/');
    while (slash > 0) {
      int folder = open(asked.substring(0, slash), true);
      if (folder >= 0) {
        return name(folder).orElse("") + asked.substring(slash);
      }
      slash = asked.lastIndexOf('/', slash - 1);
    }
    return asked;
  }

  private int open(String asked, boolean follows) {
    byte[] encoded = PathBytes.encode(asked);
    if (encoded.length >= path.byteSize()) {
      return -LinuxCalls.ENOENT;
    }
    MemorySegment.copy(encoded, 0, path, ValueLayout.JAVA_BYTE, 0, encoded.length);
    path.set(ValueLayout.JAVA_BYTE, encoded.length, (byte) 0);
    long flags = LinuxCalls.O_PATH | LinuxCalls.O_CLOEXEC | (follows ? 0 : O_NOFOLLOW);
    how.set(ValueLayout.JAVA_LONG, 0, flags);
    int file = -LinuxCalls.EAGAIN;
    for (int i = 0; i < TRIES && file == -LinuxCalls.EAGAIN; i++) {
      file = calls.direct(OPENAT2, root, path.address(), how.address(), HOW_SIZE);
    }
    return file;
  }

  private Optional<String> name(int file) {
    try {
      opened.setString(0, "/proc/self/fd/" + file);
      int length = calls.readLink(opened, target);
      if (length <= 0 || length >= AskingProcess.PATH_MAX) {
        return Optional.empty();
      }
      MemorySegment.copy(target, ValueLayout.JAVA_BYTE, 0, bytes, 0, length);
      String name = PathBytes.decode(bytes, 0, length);
      return name.endsWith(DELETED) ? Optional.empty() : Optional.of(name);
    } finally {
      calls.close(file);
    }
  }

  @Override
  public void close() {
    calls.close(root);
  }
}
