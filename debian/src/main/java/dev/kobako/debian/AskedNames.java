package dev.kobako.debian;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.diagnostic.Spelling;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Whether the names that a user asks for are names of packages, and of which if not. */
final class AskedNames {
  private static final int MAX_NAMED = 5;
  private static final int MAX_DISTANCE = 2;

  private AskedNames() {}

  /**
   * Checks the names of a request.
   *
   * @throws KobakoException usage, where a name is unknown, excluded at the same time, or one that
   *     several packages provide
   */
  static void check(AvailablePackages available, SolveRequest request) {
    for (Relation each : request.packages()) {
      String name = each.name();
      if (request.excluded().contains(name)) {
        throw KobakoException.usage(
            Diagnostic.of(name, "is asked for and excluded", "do only one of both"));
      }
      if (available.named(name).isEmpty()) {
        checkVirtual(available, name);
      }
    }
  }

  private static void checkVirtual(AvailablePackages available, String name) {
    List<String> providers =
        available.providing(name).stream().map(AvailablePackage::name).distinct().toList();
    if (providers.isEmpty()) {
      List<String> near = near(available, name);
      throw KobakoException.usage(
          Diagnostic.of(
              name,
              "there is no such package for " + available.architecture(),
              near.isEmpty()
                  ? "look up the package's name, or name a suite or component that has it"
                  : "did you mean " + listed(near, " or ") + "?"));
    }
    if (providers.size() > 1) {
      throw KobakoException.usage(
          Diagnostic.of(
              name,
              "is no package itself; "
                  + providers.size()
                  + " packages provide it: "
                  + listed(providers, " and "),
              "ask for one of them"));
    }
  }

  private static List<String> near(AvailablePackages available, String name) {
    record Near(String name, int distance) {}

    return available.names(name.substring(0, 1)).stream()
        .filter(each -> Math.abs(each.length() - name.length()) <= MAX_DISTANCE)
        .map(each -> new Near(each, Spelling.distance(name, each)))
        .filter(each -> each.distance() <= MAX_DISTANCE)
        .sorted(Comparator.comparingInt(Near::distance).thenComparing(Near::name))
        .limit(MAX_NAMED)
        .map(Near::name)
        .toList();
  }

  private static String listed(List<String> names, String last) {
    if (names.size() > MAX_NAMED) {
      return names.stream().limit(MAX_NAMED).collect(Collectors.joining(", ")) + ", …";
    }
    return names.size() == 1
        ? names.getFirst()
        : String.join(", ", names.subList(0, names.size() - 1)) + last + names.getLast();
  }
}
