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

  /**
   * Begins once something else is done, unless somebody needs it before: then he does it himself.
   *
   * @param first is waited for by the thread alone; where it fails, the thread does nothing
   */
  static <T> Ahead<T> beginAfter(String what, Runnable first, Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    Thread.ofPlatform()
        .daemon()
        .name(what)
        .start(() -> {
          try {
            first.run();
          } catch (RuntimeException _) {
            return; // whoever needs it is told
          }
          task.run();
        });
    return new Ahead<>(task, task); // to run one that is running or done does nothing
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
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /** Gives it up, if it is not done: nobody will ask for it. */
  void cancel() {
    boolean _ = task.cancel(true);
  }
}
