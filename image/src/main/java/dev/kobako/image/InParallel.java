package dev.kobako.image;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Work that keeps a processor busy (hashing, unpacking) on several things at once, as many as there
 * are processors. To be replaced by structured concurrency when that is final.
 */
public final class InParallel {
  private InParallel() {}

  public static <T> void forEach(List<T> items, Consumer<T> work) {
    map(
        items,
        item -> {
          work.accept(item);
          return item;
        });
  }

  /** The results in the order of the items; the failure of the first item that fails. */
  public static <T, R> List<R> map(List<T> items, Function<T, R> work) {
    return map(items, Runtime.getRuntime().availableProcessors(), work);
  }

  /** The same with at most so many at once, for work that needs much memory. */
  public static <T, R> List<R> map(List<T> items, int atOnce, Function<T, R> work) {
    if (items.size() < 2 || atOnce < 2) {
      return items.stream().map(work).toList();
    }
    int threads = Math.min(items.size(), atOnce);
    ExecutorService pool =
        Executors.newFixedThreadPool(threads, Thread.ofPlatform().daemon().factory());
    try (pool) {
      try {
        List<Future<R>> futures = new ArrayList<>();
        for (T item : items) {
          futures.add(pool.submit(() -> work.apply(item)));
        }
        List<R> results = new ArrayList<>();
        for (Future<R> future : futures) {
          results.add(future.get());
        }
        return results;
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
