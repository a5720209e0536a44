package dev.kobako.sandbox;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.function.Consumer;

/**
 * Answers what seccomp asks on one descriptor (seccomp_unotify(2)): each call is shown to an
 * observer and then goes on as if nobody had looked. It ends when the last process has that asks
 * there, or when it is told to; from then on, the kernel answers that there is no such call.
 */
final class CallListener implements AutoCloseable {
  /** From linux/seccomp.h: _IOWR('!', 0, 80 bytes), _IOWR('!', 1, 24), _IOW('!', 2, 8). */
  private static final long RECEIVE = 0xC050_2100L;

  private static final long SEND = 0xC018_2101L;
  private static final long IS_VALID = 0x4008_2102L;

  /** The asker is woken on this processor at once: _IOW('!', 4, 8), since Linux 6.6. */
  private static final long SET_FLAGS = 0x4008_2104L;

  private static final long SYNCHRONOUS = 1;
  private static final int CONTINUE = 1;
  private static final int RESPONSE_SIZE = 24;
  private static final int RESPONSE_FLAGS = 20;
  private static final short POLLIN = 1;

  /** POLLHUP and POLLNVAL: nobody can ask any more. */
  private static final int ENDED = 0x10 | 0x20;

  private static final int POLL_ENTRY = 8;
  private static final int POLL_EVENTS = 4;
  private static final int POLL_RETURNED = 6;

  /** Sees a call before the kernel goes on with it. */
  interface Observer {
    void observe(Notification call);
  }

  private final LinuxCalls calls;
  private final int descriptor;
  private final Notification notification;
  private final MemorySegment response;
  private final MemorySegment awaited;
  private final MemorySegment id;

  /**
   * Takes the descriptor over.
   *
   * @param stop a descriptor that can be read when it is to end
   */
  CallListener(LinuxCalls calls, int descriptor, int stop) {
    this.calls = calls;
    this.descriptor = descriptor;
    this.notification = new Notification(calls);
    this.response = calls.memory(RESPONSE_SIZE);
    this.id = calls.memory(8);
    this.awaited = calls.memory(2 * POLL_ENTRY);
    awaited.set(ValueLayout.JAVA_INT, 0, descriptor);
    awaited.set(ValueLayout.JAVA_SHORT, POLL_EVENTS, POLLIN);
    awaited.set(ValueLayout.JAVA_INT, POLL_ENTRY, stop);
    awaited.set(ValueLayout.JAVA_SHORT, POLL_ENTRY + POLL_EVENTS, POLLIN);
    // An older kernel says that it doesn't know this, and is a little slower.
    int _ = calls.call(LinuxCalls.IOCTL, descriptor, SET_FLAGS, SYNCHRONOUS);
  }

  /**
   * Answers until the end.
   *
   * @param failed told what the observer throws; from then on nobody looks
   */
  void answer(Observer observer, Consumer<RuntimeException> failed) {
    Observer looking = observer;
    while (awaitCall()) {
      notification.memory().fill((byte) 0);
      int received =
          calls.call(LinuxCalls.IOCTL, descriptor, RECEIVE, notification.memory().address());
      if (received == -LinuxCalls.ENOENT || received == -LinuxCalls.EINTR) {
        continue; // the asker was killed meanwhile
      }
      if (received < 0) {
        throw new Kernel.SystemCallException("ioctl SECCOMP_IOCTL_NOTIF_RECV", -received);
      }
      try {
        looking.observe(notification);
      } catch (RuntimeException e) {
        failed.accept(e);
        looking = _ -> {};
      } finally {
        goOn();
      }
    }
  }

  /** Whether the asker still waits: else what was read of its memory can be another's. */
  boolean stillWaits(Notification call) {
    id.set(ValueLayout.JAVA_LONG, 0, call.id());
    return calls.call(LinuxCalls.IOCTL, descriptor, IS_VALID, id.address()) == 0;
  }

  /** A signal for our thread can make poll(2) tell of nothing, or of an error that is none. */
  private boolean awaitCall() {
    while (true) {
      int count = calls.call(LinuxCalls.POLL, awaited.address(), 2, -1);
      int asked = count <= 0 ? 0 : awaited.get(ValueLayout.JAVA_SHORT, POLL_RETURNED);
      int stop = count <= 0 ? 0 : awaited.get(ValueLayout.JAVA_SHORT, POLL_ENTRY + POLL_RETURNED);
      if (stop != 0) {
        return false;
      }
      if ((asked & POLLIN) != 0) {
        return true;
      }
      if ((asked & ENDED) != 0) {
        return false;
      }
    }
  }

  private void goOn() {
    response.fill((byte) 0);
    response.set(ValueLayout.JAVA_LONG, 0, notification.id());
    response.set(ValueLayout.JAVA_INT, RESPONSE_FLAGS, CONTINUE);
    // That it fails means that the asker was killed.
    int _ = calls.call(LinuxCalls.IOCTL, descriptor, SEND, response.address());
  }

  @Override
  public void close() {
    calls.close(descriptor);
  }
}
