package dev.kobako.check;

import dev.kobako.check.CallClient.Verb;
import dev.kobako.image.DiskFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Serves the clients of a check, each by a thread of its own, from {@link #start} to {@link
 * #close}.
 */
final class CallServer implements AutoCloseable {
  private static final int LONGEST_CALL = 64;

  private final CallFolder folder;
  private final CheckContainers containers;

  /** Open for both directions: so it never ends between two clients. */
  private final RandomAccessFile calls;

  private final Thread thread;
  private final List<Thread> clients = new ArrayList<>();

  private CallServer(CallFolder folder, CheckContainers containers, RandomAccessFile calls) {
    this.folder = folder;
    this.containers = containers;
    this.calls = calls;
    this.thread = Thread.ofPlatform().daemon().name("check-calls").start(this::serve);
  }

  static CallServer start(CallFolder folder, CheckContainers containers) {
    try {
      return new CallServer(
          folder, containers, new RandomAccessFile(folder.calls().toFile(), "rw"));
    } catch (IOException e) {
      throw DiskFailure.reading(folder.calls(), e);
    }
  }

  private void serve() {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Channels.newInputStream(calls.getChannel()), StandardCharsets.ISO_8859_1))) {
      String line = reader.readLine();
      while (line != null && !line.isEmpty()) {
        take(line);
        line = reader.readLine();
      }
    } catch (IOException _) {
      // The pipe was closed, which is the end.
    }
  }

  /** {@code run 4711}; what is no such line comes from nobody who waits for an answer. */
  private void take(String line) {
    int blank = line.indexOf(' ');
    if (blank < 0 || line.length() > LONGEST_CALL) {
      return;
    }
    for (Verb verb : Verb.values()) {
      if (line.substring(0, blank).equals(verb.text())) {
        long client;
        try {
          client = Long.parseLong(line.substring(blank + 1));
        } catch (NumberFormatException _) {
          return;
        }
        ClientCall call = new ClientCall(folder, containers, verb, client);
        synchronized (this) {
          clients.removeIf(each -> !each.isAlive());
          clients.add(Thread.ofPlatform().daemon().name("check-call").start(call::serve));
        }
      }
    }
  }

  /** Takes no more clients, ends all containers, and answers those who wait for them. */
  @Override
  public void close() {
    folder.refuseCalls();
    boolean interrupted = false;
    try {
      calls.write('\n');
      thread.join();
    } catch (IOException _) {
      // It has ended.
    } catch (InterruptedException _) {
      interrupted = true;
    }
    containers.close();
    List<Thread> left;
    synchronized (this) {
      left = List.copyOf(clients);
    }
    for (Thread each : left) {
      try {
        boolean _ = each.join(LiveRun.GRACE);
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    try {
      calls.close();
    } catch (IOException _) {
      // It was open for reading.
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
