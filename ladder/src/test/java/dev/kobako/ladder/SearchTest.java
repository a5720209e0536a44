package dev.kobako.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.tree.ImagePath;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Searches with oracles that are made up, of which it is known what they say of any set. */
class SearchTest {
  private static final int SEEDS = 60;

  private final List<Set<Unit>> tried = new ArrayList<>();

  /** Passes while what is left satisfies a rule; what is asked for does not help. */
  private Oracle oracle(List<Unit> units, Predicate<Set<Integer>> passes) {
    return candidates -> {
      List<Oracle.Outcome> outcomes = new ArrayList<>();
      for (Set<Unit> removed : candidates) {
        tried.add(removed);
        boolean passed = passes.test(left(units, removed));
        outcomes.add(new Oracle.Outcome(passed, Set.copyOf(units)));
        if (passed) {
          break;
        }
      }
      return outcomes;
    };
  }

  private static Set<Integer> left(List<Unit> units, Set<Unit> removed) {
    return units.stream()
        .filter(unit -> !removed.contains(unit))
        .map(Unit::number)
        .collect(Collectors.toCollection(HashSet::new));
  }

  private static List<Unit> units(int count, Random random) {
    return IntStream.range(0, count)
        .mapToObj(number ->
            new Unit(
                number,
                List.of(ImagePath.of("/d" + random.nextInt(7) + "/f" + number)),
                random.nextInt(3) == 0 ? "" : "p" + random.nextInt(5),
                random.nextInt(1000),
                random.nextBoolean(),
                random.nextInt(4) != 0))
        .toList();
  }

  private static SearchState search(List<Unit> units, Oracle oracle) {
    return new Search(units, Set.of(), oracle, _ -> {}).run();
  }

  private static Set<Integer> some(int count, int most, Random random) {
    return IntStream.range(0, random.nextInt(most + 1))
        .mapToObj(_ -> random.nextInt(count))
        .collect(Collectors.toSet());
  }

  @Test
  void leavesExactlyWhatIsNeeded() {
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      List<Unit> units = units(1 + random.nextInt(80), random);
      Set<Integer> needed = some(units.size(), 12, random);

      SearchState end = search(units, oracle(units, left -> left.containsAll(needed)));

      assertThat(left(units, end.removed())).as("seed %d", seed).isEqualTo(needed);
      assertThat(end.needed()).extracting(Unit::number).containsExactlyInAnyOrderElementsOf(needed);
    }
  }

  @Test
  void needsFewTriesWhereLittleIsNeeded() {
    Random random = new Random(1);
    List<Unit> units = units(1000, random).stream().map(SearchTest::unused).toList();

    SearchState end = search(units, oracle(units, left -> left.containsAll(Set.of(3, 500, 999))));

    assertThat(left(units, end.removed())).containsExactlyInAnyOrder(3, 500, 999);
    assertThat(end.tries()).isLessThan(70);
  }

  private static Unit unused(Unit unit) {
    return new Unit(unit.number(), unit.paths(), unit.owner(), unit.bytes(), false, true);
  }

  @Test
  void removesAtOnceWhatNoRunAskedFor() {
    List<Unit> units = units(500, new Random(2)).stream().map(SearchTest::unused).toList();
    Set<Unit> needed = Set.copyOf(units.subList(100, 104));
    Oracle oracle =
        oracle(units, left -> left.containsAll(needed.stream().map(Unit::number).toList()));

    SearchState end = new Search(units, needed, oracle, _ -> {}).run();

    assertThat(tried.getFirst()).hasSize(496).doesNotContainAnyElementsOf(needed);
    assertThat(end.needed()).isEqualTo(needed);
    assertThat(end.tries()).isLessThan(15);
  }

  @Test
  void leavesOutWhatAFailedTryAskedFor() {
    List<Unit> units = units(500, new Random(3)).stream().map(SearchTest::unused).toList();
    Set<Unit> needed = Set.copyOf(units.subList(0, 4));
    Oracle oracle =
        candidates -> {
          List<Oracle.Outcome> outcomes = new ArrayList<>();
          for (Set<Unit> removed : candidates) {
            tried.add(removed);
            boolean passed = Collections.disjoint(removed, needed);
            outcomes.add(new Oracle.Outcome(passed, needed));
            if (passed) {
              break;
            }
          }
          return outcomes;
        };

    SearchState end = new Search(units, Set.of(), oracle, _ -> {}).run();

    assertThat(tried.get(1)).hasSize(496).doesNotContainAnyElementsOf(needed);
    assertThat(end.needed()).isEqualTo(needed);
  }

  @Test
  void isMinimalAndPassesWhereOneOfTwoIsEnough() {
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      List<Unit> units = units(2 + random.nextInt(40), random);
      List<Set<Integer>> choices =
          IntStream.range(0, 8)
              .mapToObj(_ ->
                  Set.copyOf(
                      Set.of(
                          random.nextInt(units.size() / 2),
                          units.size() - 1 - random.nextInt(units.size() / 2))))
              .toList();
      Predicate<Set<Integer>> passes =
          left -> choices.stream().allMatch(choice -> choice.stream().anyMatch(left::contains));

      SearchState end = search(units, oracle(units, passes));

      requireMinimal(units, end, passes);
    }
  }

  /** Any subset may pass or fail, whatever those below and above it do. */
  @Test
  void isMinimalAndPassesWhereNothingIsMonotone() {
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      List<Unit> units = units(1 + random.nextInt(14), random);
      int salt = random.nextInt();
      int odds = 2 + random.nextInt(6);
      Predicate<Set<Integer>> passes =
          left ->
              left.size() == units.size()
                  || new Random(left.hashCode() * 31L + salt).nextInt(odds) == 0;

      SearchState end = search(units, oracle(units, passes));

      requireMinimal(units, end, passes);
    }
  }

  private static void requireMinimal(
      List<Unit> units, SearchState end, Predicate<Set<Integer>> passes) {
    assertThat(passes.test(left(units, end.removed()))).isTrue();
    assertThat(end.removed().size() + end.needed().size()).isEqualTo(units.size());
    for (Unit unit : end.needed()) {
      Set<Unit> more = new LinkedHashSet<>(end.removed());
      more.add(unit);
      assertThat(passes.test(left(units, more))).as("without %s", unit).isFalse();
    }
  }

  @Test
  void endsInAStateThatHasPassedWhereAnswersAreRandom() {
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      List<Unit> units = units(30, random);
      Set<Set<Unit>> passed = new HashSet<>();
      passed.add(Set.of());
      Oracle flaky =
          candidates -> {
            boolean passes = random.nextInt(3) == 0;
            if (passes) {
              passed.add(candidates.getFirst());
            }
            Set<Unit> asked =
                units.stream().filter(_ -> random.nextBoolean()).collect(Collectors.toSet());
            List<Oracle.Outcome> first = List.of(new Oracle.Outcome(passes, asked));
            return passes || candidates.size() == 1 ? first : failing(candidates.size());
          };

      SearchState end = search(units, flaky);

      assertThat(passed).contains(end.removed());
    }
  }

  private static List<Oracle.Outcome> failing(int count) {
    return IntStream.range(0, count).mapToObj(_ -> new Oracle.Outcome(false, Set.of())).toList();
  }

  @Test
  void saysWhatIsLeftToTryWhereThereIsNoTime() {
    for (int most = 0; most < 40; most++) {
      List<Unit> units = units(60, new Random(4));
      Set<Integer> needed = Set.of(1, 7, 22, 23, 24, 40, 59);
      Oracle endless = oracle(units, left -> left.containsAll(needed));
      int bound = most;
      Oracle bounded =
          candidates ->
              tried.size() >= bound
                  ? List.of()
                  : endless.firstPassing(
                      candidates.subList(0, Math.min(candidates.size(), bound - tried.size())));
      tried.clear();

      SearchState end = search(units, bounded);

      assertThat(end.tries()).isEqualTo(tried.size()).isLessThanOrEqualTo(bound);
      assertThat(left(units, end.removed())).containsAll(needed);
      assertThat(Collections.disjoint(end.removed(), end.needed())).isTrue();
    }
  }

  @Test
  void givesTheSameResultForTheSameAnswersWhateverIsAnsweredAhead() {
    for (int seed = 0; seed < SEEDS; seed++) {
      List<Unit> units = units(50, new Random(seed));
      Set<Integer> needed = some(50, 20, new Random(seed));
      Oracle lazy = oracle(units, left -> left.containsAll(needed));
      Oracle ahead =
          candidates -> {
            candidates.forEach(each -> lazy.firstPassing(List.of(each)));
            return lazy.firstPassing(candidates);
          };

      assertThat(search(units, ahead)).isEqualTo(search(units, lazy));
    }
  }

  @Test
  void asksNothingWhereThereIsNothing() {
    SearchState end = search(List.of(), oracle(List.of(), _ -> false));

    assertThat(end).isEqualTo(new SearchState(0, Set.of(), Set.of(), 0));
  }

  @Test
  void neverTriesTheSameTwice() {
    List<Unit> units = units(60, new Random(5));

    search(units, oracle(units, left -> left.containsAll(Set.of(0, 10, 20, 30, 40, 50))));

    assertThat(tried).doesNotHaveDuplicates();
  }
}
