package dev.kobako.image;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The same work on several things at once. After a failure what has not begun is left and what runs
 * is interrupted. To be replaced by structured concurrency when that is final.
 */
public final class InParallel {
  /** As many blobs as containers/image moves at once; Docker takes 3, go-containerregistry 4. */
  private static final int CONNECTIONS = 6;

  private InParallel() {}

  /** Work that keeps a processor busy, on as many items at once as there are processors. */
  public static <T> void forEach(List<T> items, Consumer<T> work) {
    map(
        items,
        item -> {
          work.accept(item);
          return item;
        });
  }

  /**
   * Work that keeps a processor busy (hashing, unpacking). The results in the order of the items;
   * the failure of the first item that fails.
   */
  public static <T, R> List<R> map(List<T> items, Function<T, R> work) {
    return map(items, Runtime.getRuntime().availableProcessors(), work);
  }

  /** The same with at most so many at once, for work that needs much memory. */
  public static <T, R> List<R> map(List<T> items, int atOnce, Function<T, R> work) {
    List<R> results = new ArrayList<>(items.size());
    inTurn(items, atOnce, work, results::add);
    return results;
  }

  /**
   * The same; each result is handed on by the calling thread in the order of the items, as soon as
   * it and all before it are there, while others are worked on.
   */
  public static <T, R> void inTurn(List<T> items, Function<T, R> work, Consumer<R> next) {
    inTurn(items, Runtime.getRuntime().availableProcessors(), work, next);
  }

  private static <T, R> void inTurn(
      List<T> items, int atOnce, Function<T, R> work, Consumer<R> next) {
    if (items.size() < 2 || atOnce < 2) {
      items.forEach(item -> next.accept(work.apply(item)));
      return;
    }
    inPool(
        Math.min(items.size(), atOnce),
        Thread.ofPlatform().daemon().factory(),
        pool -> {
          List<Future<R>> futures = new ArrayList<>();
          for (T item : items) {
            futures.add(pool.submit(() -> work.apply(item)));
          }
          for (Future<R> future : futures) {
            next.accept(future.get());
          }
          return items;
        });
  }

  /**
   * Work that waits for the network, on a few items at once however many processors there are. Ends
   * with whatever fails first, which must not wait for a long transfer before it in the list.
   *
   * <p>Not on virtual threads: those that wait for a socket are watched by threads that sit in a
   * call of the system, and for such threads a JVM waits 0.3 s before it ends.
   */
  public static <T> void forEachRemote(List<T> items, Consumer<T> work) {
    if (items.size() < 2) {
      items.forEach(work);
      return;
    }
    inPool(
        Math.min(items.size(), CONNECTIONS),
        Thread.ofPlatform().daemon().factory(),
        pool -> {
          var running = new ExecutorCompletionService<T>(pool);
          for (T item : items) {
            running.submit(() -> work.accept(item), item);
          }
          for (T _ : items) {
            running.take().get();
          }
          return items;
        });
  }

  private interface PooledWork<R> {
    R in(ExecutorService pool) throws ExecutionException, InterruptedException;
  }

  private static <R> R inPool(int width, ThreadFactory threads, PooledWork<R> work) {
    ExecutorService pool = Executors.newFixedThreadPool(width, threads);
    try (pool) {
      try {
        return work.in(pool);
      } finally {
        // After a failure, closing the pool would wait for work that nobody needs any more.
        pool.shutdownNow();
      }
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException known -> throw known;
        case Error error -> throw error;
        case null, default -> throw new IllegalStateException(e);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw KobakoException.outside(Diagnostic.of("kobako", "stopped"), e);
    }
  }
}
