package dev.kobako.sandbox;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Watches the processes of one container: a thread that takes what the runtime hands over, when it
 * starts the container and for each further process, and a thread for each of those that answers.
 * If kobako dies, the kernel does.
 */
final class Watcher implements AutoCloseable {
  private static final int POLL_ENTRY = 8;
  private static final int POLL_EVENTS = 4;
  private static final int POLL_RETURNED = 6;
  private static final short POLLIN = 1;
  private static final int EFD_CLOEXEC = LinuxCalls.O_CLOEXEC;
  private static final Duration LAST_CALLS = Duration.ofSeconds(5);

  private final Watch watch;
  private final int socket;

  /** Descriptors that can be read when nobody is to be taken on, and when all is over. */
  private final int full;

  private final int over;
  private final Thread door;
  private final List<Thread> listeners = new ArrayList<>();
  private @Nullable RuntimeException failure;
  private boolean closed;

  private Watcher(LinuxCalls calls, Path folder, Watch watch) {
    this.watch = watch;
    this.socket = ListenerSocket.in(calls, folder);
    this.full = calls.required("eventfd", 0, EFD_CLOEXEC, 0);
    this.over = calls.required("eventfd", 0, EFD_CLOEXEC, 0);
    this.door = Thread.ofPlatform().daemon().name("watch-door").start(this::takeOn);
  }

  /** Waits for a container's runtime, on a socket in the folder of its run. */
  static Watcher in(Path folder, Watch watch) {
    try (LinuxCalls calls = new LinuxCalls()) {
      return new Watcher(calls, folder, watch);
    }
  }

  private void takeOn() {
    while (true) {
      try (LinuxCalls calls = new LinuxCalls()) {
        if (!awaitConnection(calls)) {
          return;
        }
        OptionalInt descriptor = ListenerSocket.next(calls, socket);
        descriptor.ifPresent(each -> {
          Thread thread = Thread.ofPlatform().daemon().name("watch").unstarted(() -> answer(each));
          synchronized (this) {
            listeners.add(thread);
            thread.start();
          }
        });
      }
    }
  }

  private boolean awaitConnection(LinuxCalls calls) {
    MemorySegment awaited = calls.memory(2 * POLL_ENTRY);
    awaited.set(ValueLayout.JAVA_INT, 0, socket);
    awaited.set(ValueLayout.JAVA_SHORT, POLL_EVENTS, POLLIN);
    awaited.set(ValueLayout.JAVA_INT, POLL_ENTRY, full);
    awaited.set(ValueLayout.JAVA_SHORT, POLL_ENTRY + POLL_EVENTS, POLLIN);
    int count;
    do {
      count = calls.call(LinuxCalls.POLL, awaited.address(), 2, -1);
    } while (count == -LinuxCalls.EINTR);
    return count > 0 && awaited.get(ValueLayout.JAVA_SHORT, POLL_ENTRY + POLL_RETURNED) == 0;
  }

  private void answer(int descriptor) {
    try (LinuxCalls calls = new LinuxCalls();
        CallListener listener = new CallListener(calls, descriptor, over)) {
      observe(calls, listener);
    } catch (RuntimeException e) {
      fail(e);
    } catch (Error e) {
      // Nobody answers from now on; what that does to the container must not look like its own.
      fail(new IllegalStateException("a container can't be watched any longer", e));
      throw e;
    }
  }

  private void observe(LinuxCalls calls, CallListener listener) {
    switch (watch) {
      case Watch.Nothing() -> {}
      case Watch.Confined _ -> {}
      case Watch.Files(Consumer<FileCall> consumer) -> {
        try (FileObserver observer = new FileObserver(calls, listener, oneByOne(consumer))) {
          listener.answer(observer, this::fail);
        }
      }
      case Watch.SystemCalls(Consumer<String> consumer) ->
          listener.answer(new NameObserver(oneByOne(consumer)), this::fail);
      case Watch.Memory(LongConsumer consumer) ->
          listener.answer(
              call -> {
                synchronized (consumer) {
                  consumer.accept(ResidentMemory.peak(call.tid()));
                }
              },
              this::fail);
    }
  }

  /** Several listeners have one consumer. */
  private <T> Consumer<T> oneByOne(Consumer<T> consumer) {
    return each -> {
      synchronized (consumer) {
        consumer.accept(each);
      }
    };
  }

  private synchronized void fail(RuntimeException thrown) {
    if (failure == null) {
      failure = thrown;
    }
  }

  /**
   * Once all processes of the container have ended: waits until the last call has been reported.
   *
   * @throws RuntimeException what the consumer threw, or why something could not be seen
   */
  void finish() {
    close();
    RuntimeException thrown;
    synchronized (this) {
      thrown = failure;
    }
    if (thrown != null) {
      throw thrown;
    }
  }

  /** Takes nobody on any more, and ends when the watched processes have, which must be soon. */
  @Override
  public void close() {
    List<Thread> answering;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    try (LinuxCalls calls = new LinuxCalls()) {
      raise(calls, full);
      join(List.of(door));
      synchronized (this) {
        answering = List.copyOf(listeners);
      }
      join(answering);
      raise(calls, over);
      join(answering);
      calls.close(socket);
      calls.close(full);
      calls.close(over);
    }
  }

  private static void raise(LinuxCalls calls, int event) {
    MemorySegment one = calls.memory(8);
    one.set(ValueLayout.JAVA_LONG, 0, 1);
    int _ = calls.required("write", event, one.address(), 8);
  }

  private static void join(List<Thread> threads) {
    boolean interrupted = false;
    for (Thread each : threads) {
      try {
        boolean _ = each.join(LAST_CALLS);
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
