package dev.kobako.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.image.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which cells are made, and what is kept of them. */
class ComparerTest {
  private static final Matrix MATRIX = Trial.matrix("axes: {A: [x, y, z]}");

  @TempDir Path folder;
  private final List<String> made = Collections.synchronizedList(new ArrayList<>());
  private String source = "one";

  /** Work that is done at once; cell y fails. */
  private CellWork work(boolean passing) {
    return cell -> {
      SortedMap<String, String> inputs = new TreeMap<>(cell.settings().words());
      inputs.put("source", cell.name().equals("z") ? source : "same");
      return new CellWork.Prepared() {
        @Override
        public CellInputs inputs() {
          return new CellInputs(inputs);
        }

        @Override
        public Figures measure() throws CellFailure {
          made.add(cell.name());
          if (cell.name().equals("y")) {
            throw new CellFailure("build", "no luck", passing, new IOException("x"));
          }
          return Figures.NONE.with(Measure.DISK, cell.name().charAt(0));
        }
      };
    };
  }

  private Comparison compare(CellWork work, int jobs, boolean fresh) {
    ComparisonEvents nobody =
        new ComparisonEvents() {
          @Override
          public void started(int number, int count, Cell cell) {}

          @Override
          public void done(int number, int count, CellResult result) {}
        };
    return new Comparer(work, new KeptOutcomes(folder), nobody, jobs, fresh)
        .compare(MATRIX, MATRIX.cells());
  }

  private static String table(Comparison comparison) {
    return TableFormat.TEXT.write(comparison);
  }

  @Test
  void aSecondCallOnlyTellsTheSameAlsoOfAFailure() {
    Comparison first = compare(work(false), 1, false);
    assertThat(table(first))
        .isEqualTo(
            """
            A  on disk  failure
            x    120 B
            y        –  build: no luck
            z    122 B
            """);
    assertThat(made).containsExactly("x", "y", "z");
    Comparison second = compare(work(false), 1, false);
    assertThat(made).hasSize(3);
    assertThat(table(second)).isEqualTo(table(first));
    assertThat(second.results()).allMatch(CellResult::kept);
  }

  @Test
  void onlyTheCellWhoseInputsChangedIsMadeAgain() {
    Comparison _ = compare(work(false), 1, false);
    made.clear();
    source = "two";
    Comparison _ = compare(work(false), 1, false);
    assertThat(made).containsExactly("z");
    made.clear();
    Comparison _ = compare(work(false), 1, true);
    assertThat(made).containsExactly("x", "y", "z");
  }

  @Test
  void whatTheWorldOutsideHasSpoiltIsTriedAgain() {
    Comparison _ = compare(work(true), 1, false);
    made.clear();
    Comparison _ = compare(work(true), 1, false);
    assertThat(made).containsExactly("y");
  }

  @Test
  void severalAtOnceComeToTheSameTable() {
    assertThat(table(compare(work(false), 3, false)))
        .isEqualTo(table(compare(work(false), 1, true)));
  }

  @Test
  void damagedAndForeignFilesAreMeasuredAgain() throws IOException {
    Comparison _ = compare(work(false), 1, false);
    made.clear();
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.sorted().toList();
    }
    assertThat(files).hasSize(3);
    Files.writeString(files.get(0), "{");
    Files.writeString(files.get(1), "{\"version\":1,\"figures\":{\"disk\":-1}}");
    Files.writeString(files.get(2), "{\"version\":99}");
    Comparison _ = compare(work(false), 1, false);
    assertThat(made).containsExactly("x", "y", "z");
    made.clear();
    Files.writeString(files.get(0), "{\"version\":1}");
    Comparison _ = compare(work(false), 1, false);
    assertThat(made).hasSize(1);
  }

  @Test
  void nothingIsStillWorkingWhenAFailureIsTold() {
    AtomicInteger working = new AtomicInteger();
    CountDownLatch started = new CountDownLatch(2);
    CellWork work =
        cell -> {
          working.incrementAndGet();
          started.countDown();
          try {
            started.await();
            if (cell.name().equals("x")) {
              throw new IllegalStateException("broken");
            }
            Thread.sleep(60_000);
          } catch (InterruptedException _) {
            // A build ends its container before it goes, which takes a while.
            LockSupport.parkNanos(200_000_000);
          } finally {
            working.decrementAndGet();
          }
          throw new CellFailure("build", "ended");
        };
    assertThatThrownBy(() -> compare(work, 2, false)).hasMessage("broken");
    assertThat(working).hasValue(0);
  }

  @Test
  void theKeyIsThatOfAllInputsAndOfTheirNames() {
    SortedMap<String, String> one = new TreeMap<>();
    one.put("a", "bc");
    SortedMap<String, String> other = new TreeMap<>();
    other.put("ab", "c");
    Digest key = new CellInputs(one).key();
    assertThat(key).isEqualTo(new CellInputs(new TreeMap<>(one)).key());
    assertThat(key).isNotEqualTo(new CellInputs(other).key());
  }
}
