package dev.kobako.build;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The stages of one build, each on a thread of its own that waits for others where it needs them.
 * Since a stage needs earlier ones only, none waits for itself. The first failure stops all others
 * and is the one that is told. To be replaced by structured concurrency when that is final.
 */
final class StageTasks {
  private final Map<Integer, CompletableFuture<StageState>> results = new TreeMap<>();

  /** Guards the two below, and is told when they change. */
  private final Object monitor = new Object();

  private int running;
  private @Nullable Throwable failure;

  /**
   * Runs all stages.
   *
   * @param target whose result is wanted
   * @throws KobakoException outside, where the calling thread is interrupted; all others have ended
   *     then
   */
  StageState run(List<Plan.Stage> stages, int target, Function<Plan.Stage, StageState> work) {
    for (Plan.Stage stage : stages) {
      results.put(stage.index(), new CompletableFuture<>());
    }
    if (stages.size() == 1) {
      return work.apply(stages.getFirst());
    }
    running = stages.size();
    List<Thread> threads =
        stages.stream().map(stage -> thread(stage, resultOf(stage.index()), work)).toList();
    threads.forEach(Thread::start);
    try {
      awaitEndOrFailure();
    } catch (InterruptedException e) {
      threads.forEach(Thread::interrupt);
      join(threads);
      Thread.currentThread().interrupt();
      throw stopped(e);
    }
    threads.forEach(Thread::interrupt);
    join(threads);
    rethrow();
    return result(target);
  }

  /** What became of a stage; waits for it. */
  StageState result(int stage) {
    try {
      return resultOf(stage).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw stopped(e);
    } catch (ExecutionException e) {
      throw stopped(e);
    }
  }

  private CompletableFuture<StageState> resultOf(int stage) {
    CompletableFuture<StageState> result = results.get(stage);
    if (result == null) {
      throw new IllegalArgumentException("stage " + stage + " was planned as not needed");
    }
    return result;
  }

  private static KobakoException stopped(Exception cause) {
    return KobakoException.outside(Diagnostic.of("build", "stopped"), cause);
  }

  private Thread thread(
      Plan.Stage stage,
      CompletableFuture<StageState> result,
      Function<Plan.Stage, StageState> work) {
    return Thread.ofPlatform()
        .name("stage " + stage.index())
        .daemon()
        .unstarted(() -> run(stage, result, work));
  }

  private void run(
      Plan.Stage stage,
      CompletableFuture<StageState> result,
      Function<Plan.Stage, StageState> work) {
    Throwable failed = null;
    try {
      result.complete(work.apply(stage));
    } catch (RuntimeException | Error e) {
      failed = e;
    }
    synchronized (monitor) {
      running--;
      if (failure == null) {
        failure = failed;
      }
      monitor.notifyAll();
    }
    if (failed != null) {
      result.completeExceptionally(failed);
    }
  }

  private void awaitEndOrFailure() throws InterruptedException {
    synchronized (monitor) {
      while (running > 0 && failure == null) {
        monitor.wait();
      }
    }
  }

  /** Waits for threads that are about to end, whatever else happens. */
  private static void join(List<Thread> threads) {
    boolean interrupted = false;
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException _) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void rethrow() {
    synchronized (monitor) {
      switch (failure) {
        case null -> {}
        case RuntimeException known -> throw known;
        case Error error -> throw error;
        default -> throw new IllegalStateException(failure);
      }
    }
  }
}
