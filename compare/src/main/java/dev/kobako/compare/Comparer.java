package dev.kobako.compare;

import dev.kobako.diagnostic.KobakoException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Measures cells, less those that are known. A cell that fails ends nothing but itself.
 *
 * @param jobs how many cells are made at once; more than one spoils their times
 * @param fresh whether cells are measured again that are known
 */
public record Comparer(
    CellWork work, KeptOutcomes kept, ComparisonEvents events, int jobs, boolean fresh) {
  /** Measures them. */
  public Comparison compare(Matrix matrix, List<Cell> cells) {
    List<Future<CellResult>> coming = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(jobs);
    try {
      for (int i = 0; i < cells.size(); i++) {
        int number = i + 1;
        Cell cell = cells.get(i);
        coming.add(threads.submit(() -> result(number, cells.size(), cell)));
      }
      List<CellResult> results = new ArrayList<>();
      for (Future<CellResult> each : coming) {
        results.add(each.get());
      }
      return new Comparison(matrix, results);
    } catch (InterruptedException e) {
      throw KobakoException.interrupted("compare", e);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException failure -> throw failure;
        case Error failure -> throw failure;
        case null, default -> throw new IllegalStateException(e.getCause());
      }
    } finally {
      threads.shutdownNow();
      threads.close(); // what cells work in is removed after this
    }
  }

  private CellResult result(int number, int count, Cell cell) {
    CellResult result = result(cell, () -> events.started(number, count, cell));
    events.done(number, count, result);
    return result;
  }

  private CellResult result(Cell cell, Runnable starting) {
    CellWork.Prepared prepared;
    try {
      prepared = work.prepare(cell);
    } catch (CellFailure e) {
      return new CellResult(cell, e.outcome(), false);
    }
    CellInputs inputs = prepared.inputs();
    Optional<Outcome> known = fresh ? Optional.empty() : kept.of(inputs);
    if (known.isPresent()) {
      return new CellResult(cell, known.get(), true);
    }
    starting.run();
    Outcome outcome;
    try {
      outcome = new Outcome.Measured(prepared.measure());
    } catch (CellFailure e) {
      outcome = e.outcome();
    }
    kept.keep(inputs, outcome);
    return new CellResult(cell, outcome, false);
  }
}
