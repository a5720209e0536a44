package dev.kobako.debian;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.diagnostic.KobakoException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is chosen for packages drawn from bookworm's main is what apt takes as it is on top of a
 * minimal system, and not more than it would choose itself. {@code -Dkobako.test.large=true} draws
 * 300, which takes some minutes; otherwise there are a few, to keep the tests quick.
 */
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class AptAgreementTest {
  private static final int SEED = 20261122;
  private static final int DRAWN = Boolean.getBoolean("kobako.test.large") ? 300 : 6;

  @TempDir(cleanup = CleanupMode.ALWAYS)
  static Path folder;

  private static TextPackages bookworm;
  private static PackageSet minimal;
  private static IsolatedApt apt;

  private final List<String> objections = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private int same;
  private int smaller;
  private int impossible;
  private long nanoseconds;

  @BeforeAll
  static void takeAMinimalSystem() throws IOException {
    List<Path> lists = HostLists.files();
    bookworm = HostLists.packages();
    List<Relation> required = new ArrayList<>(List.of(Relation.to("apt")));
    for (String name : bookworm.names("")) {
      Stanza latest = bookworm.named(name).getFirst().stanza();
      if (latest.field("Priority").equals(Optional.of("required"))) {
        required.add(Relation.to(name));
      }
    }
    minimal = solve(required);
    apt = new IsolatedApt(folder, lists, minimal);
  }

  private static PackageSet solve(List<Relation> packages) {
    return PackageSolver.solve(
        bookworm,
        new SolveRequest(
            packages, SolveRequest.Core.ESSENTIAL, false, new TreeMap<>(), new TreeSet<>()));
  }

  @Test
  void aptAddsAndRemovesNothingAndWouldNotChooseLess() throws Exception {
    for (String each : drawn()) {
      compare(each);
    }

    notes.forEach(System.out::println);
    System.out.printf(
        "apt and we on %d packages (300 with -Dkobako.test.large=true): the same set for %d,"
            + " a smaller one for %d, none for %d; solving took %d ms each%n",
        DRAWN, same, smaller, impossible, nanoseconds / 1_000_000 / DRAWN);
    assertThat(objections).isEmpty();
    assertThat(same + smaller + impossible).isEqualTo(DRAWN);
  }

  private static List<String> drawn() {
    List<String> names = new ArrayList<>(bookworm.names(""));
    names.removeIf(name ->
        bookworm.named(name).stream().noneMatch(each -> each.source().suite().equals("bookworm")));
    Collections.shuffle(names, new Random(SEED));
    return names.subList(0, DRAWN);
  }

  private void compare(String name) throws Exception {
    IsolatedApt.Answer own = apt.install(List.of(name));
    Map<String, AvailablePackage> ours;
    try {
      ours = chosenFor(name);
    } catch (KobakoException e) {
      impossible++;
      notes.add(e.getMessage());
      if (own.exitCode() == 0) {
        objections.add(name + ": apt finds " + own.installed());
      }
      return;
    }
    IsolatedApt.Answer exact =
        apt.install(
            ours.values().stream().map(each -> each.name() + "=" + each.version()).toList());
    if (exact.exitCode() != 0
        || !exact.removed().isEmpty()
        || !exact.installed().keySet().equals(ours.keySet())) {
      objections.add(name + ": " + ours.keySet() + ", but apt says\n" + exact.text());
    }
    if (own.installed().keySet().equals(ours.keySet())) {
      same++;
    } else if (own.exitCode() != 0 || isLess(name, ours, own.installed())) {
      smaller++;
    } else {
      objections.add(name + ": apt chooses less: " + notes.removeLast());
    }
  }

  private boolean isLess(
      String name, Map<String, AvailablePackage> ours, Map<String, String> apts) {
    TreeSet<String> more = new TreeSet<>(ours.keySet());
    more.removeAll(apts.keySet());
    TreeSet<String> less = new TreeSet<>(apts.keySet());
    less.removeAll(ours.keySet());
    long ourBytes = ours.values().stream().mapToLong(AvailablePackage::size).sum();
    long aptsBytes =
        apts.entrySet().stream().mapToLong(each -> size(each.getKey(), each.getValue())).sum();
    notes.add(
        "%s: %d packages of %d bytes, apt %d of %d; more %s, less %s"
            .formatted(name, ours.size(), ourBytes, apts.size(), aptsBytes, more, less));
    return ours.size() <= apts.size() && ourBytes <= aptsBytes;
  }

  private static long size(String name, String version) {
    return bookworm.named(name).stream()
        .filter(each -> each.version().text().equals(version))
        .findFirst()
        .orElseThrow()
        .size();
  }

  /** What comes to the minimal system. */
  private Map<String, AvailablePackage> chosenFor(String name) {
    List<Relation> asked = new ArrayList<>(List.of(Relation.to(name)));
    minimal.packages().forEach(each -> asked.add(Relation.to(each.available().name())));
    long start = System.nanoTime();
    PackageSet set = solve(asked);
    nanoseconds += System.nanoTime() - start;
    Map<String, AvailablePackage> chosen = new TreeMap<>();
    set.packages().forEach(each -> chosen.put(each.available().name(), each.available()));
    minimal.packages().forEach(each -> chosen.remove(each.available().name()));
    return chosen;
  }
}
