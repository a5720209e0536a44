package dev.kobako.debian;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.diagnostic.KobakoException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sets for packages drawn from bookworm's main are what apt takes as they are, on top of a minimal
 * system, and not larger than its own. {@code -Dkobako.test.large=true} draws all 300.
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class AptAgreementTest {
  private static final int SEED = 20261122;
  private static final int DRAWN = Boolean.getBoolean("kobako.test.large") ? 300 : 12;

  @TempDir static Path folder;

  private static TextPackages bookworm;
  private static PackageSet minbase;
  private static IsolatedApt apt;

  @BeforeAll
  static void prepare() throws IOException {
    List<Path> lists = HostLists.files();
    bookworm = HostLists.packages();
    List<Relation> required = new ArrayList<>(List.of(Relation.to("apt")));
    for (String name : bookworm.names("")) {
      if (bookworm
          .named(name)
          .getFirst()
          .stanza()
          .field("Priority")
          .equals(java.util.Optional.of("required"))) {
        required.add(Relation.to(name));
      }
    }
    minbase = solve(required, true);
    apt = new IsolatedApt(folder, lists, minbase);
  }

  private static PackageSet solve(List<Relation> packages, boolean essential) {
    return PackageSolver.solve(
        bookworm, new SolveRequest(packages, essential, false, new TreeMap<>(), new TreeSet<>()));
  }

  private static List<String> drawn() {
    List<String> names =
        new ArrayList<>(
            bookworm.names("").stream()
                .filter(name ->
                    bookworm.named(name).stream()
                        .anyMatch(each -> each.source().suite().equals("bookworm")))
                .toList());
    Collections.shuffle(names, new Random(SEED));
    return names.subList(0, DRAWN);
  }

  @Test
  void whatIsChosenIsInstallableAsAptSeesItAndNotLargerThanItsOwnChoice() throws Exception {
    List<String> differences = new ArrayList<>();
    int same = 0;
    int smaller = 0;
    int impossible = 0;
    long took = 0;
    for (String name : drawn()) {
      long start = System.nanoTime();
      TreeMap<String, AvailablePackage> ours;
      try {
        ours = chosenFor(name);
      } catch (KobakoException e) {
        impossible++;
        System.out.println(e.getMessage());
        IsolatedApt.Answer own = apt.install(List.of(name));
        if (own.exitCode() == 0) {
          differences.add(name + ": apt has a solution: " + own.installed());
        }
        continue;
      }
      took += System.nanoTime() - start;
      List<String> exact =
          ours.values().stream().map(each -> each.name() + "=" + each.version()).toList();
      IsolatedApt.Answer check = apt.install(exact);
      if (check.exitCode() != 0
          || !check.removed().isEmpty()
          || !check.installed().keySet().equals(ours.keySet())) {
        differences.add(name + ": " + exact + "\n" + check.text());
      }
      IsolatedApt.Answer own = apt.install(List.of(name));
      if (own.exitCode() != 0) {
        System.out.println(name + ": apt finds none");
        continue;
      }
      if (own.installed().keySet().equals(ours.keySet())) {
        same++;
      } else {
        TreeSet<String> more = new TreeSet<>(ours.keySet());
        more.removeAll(own.installed().keySet());
        TreeSet<String> fewer = new TreeSet<>(own.installed().keySet());
        fewer.removeAll(ours.keySet());
        long oursSize = ours.values().stream().mapToLong(AvailablePackage::size).sum();
        long aptSize = 0;
        for (var each : own.installed().entrySet()) {
          aptSize +=
              bookworm.named(each.getKey()).stream()
                  .filter(p -> p.version().text().equals(each.getValue()))
                  .findFirst()
                  .orElseThrow()
                  .size();
        }
        System.out.printf(
            "%s: ours %d (%d) apt %d (%d): +%s -%s%n",
            name, ours.size(), oursSize, own.installed().size(), aptSize, more, fewer);
        if (ours.size() > own.installed().size()) {
          differences.add(name + " larger");
        } else {
          smaller++;
        }
      }
    }
    System.out.printf(
        "same %d smaller %d impossible %d; solve %d ms%n",
        same, smaller, impossible, took / 1_000_000);
    assertThat(differences).isEmpty();
  }

  /** What comes to a minimal system. */
  private static TreeMap<String, AvailablePackage> chosenFor(String name) {
    List<Relation> asked = new ArrayList<>(List.of(Relation.to(name)));
    minbase.packages().forEach(each -> asked.add(Relation.to(each.available().name())));
    TreeMap<String, AvailablePackage> chosen = new TreeMap<>();
    solve(asked, true)
        .packages()
        .forEach(each -> chosen.put(each.available().name(), each.available()));
    minbase.packages().forEach(each -> chosen.remove(each.available().name()));
    return chosen;
  }
}
