package dev.kobako.ladder;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** What is made on a thread of its own, before anybody asks for it. */
final class Ahead<T> {
  private final FutureTask<T> task;
  private final Runnable awaited;

  private Ahead(FutureTask<T> task, Runnable awaited) {
    this.task = task;
    this.awaited = awaited;
  }

  /**
   * Begins.
   *
   * @param what the thread is called
   * @param work throws nothing that has to be caught
   */
  static <T> Ahead<T> begin(String what, Callable<T> work) {
    return begin(what, work, () -> {});
  }

  /**
   * The same of work that can go faster.
   *
   * @param awaited is run when somebody waits for it
   */
  static <T> Ahead<T> begin(String what, Callable<T> work, Runnable awaited) {
    FutureTask<T> task = new FutureTask<>(work);
    Thread.ofPlatform().daemon().name(what).start(task);
    return new Ahead<>(task, awaited);
  }

  /** What is there already. */
  static <T> Ahead<T> of(T made) {
    FutureTask<T> task = new FutureTask<>(() -> made);
    task.run();
    return new Ahead<>(task, () -> {});
  }

  /**
   * What was made, waiting for it.
   *
   * @throws dev.kobako.diagnostic.KobakoException whatever the work throws
   * @throws CancellationException if it was {@linkplain #cancel given up}
   */
  T result() {
    awaited.run();
    try {
      return task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for what is made ahead", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /** Gives it up, if it is not done: nobody will ask for it. */
  void cancel() {
    boolean _ = task.cancel(true);
  }
}
