package dev.kobako.base;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A call of update-alternatives(1), from its arguments. */
sealed interface AlternativesCall {
  /** {@code --install}. */
  record Install(
      String link, String name, String path, int priority, SortedMap<String, Follower> followers)
      implements AlternativesCall {
    public Install {
      followers = Collections.unmodifiableSortedMap(new TreeMap<>(followers));
    }
  }

  /** {@code --slave}: a link that changes with another. */
  record Follower(String link, String path) {}

  /** {@code --remove}. */
  record Remove(String name, String path) implements AlternativesCall {}

  /** {@code --remove-all}. */
  record RemoveAll(String name) implements AlternativesCall {}

  /** {@code --set}, or {@code --auto} with an empty path. */
  record Choose(String name, String path) implements AlternativesCall {}

  /** {@code --display} and its kin, which change nothing. */
  record Question(String option, String name) implements AlternativesCall {}

  /** The options that take a value and say where the real one keeps its files. */
  List<String> PLACES = List.of("--altdir", "--admindir", "--instdir", "--root", "--log");

  /** Reads the arguments; empty for what the real one would refuse. */
  static Optional<AlternativesCall> of(List<String> arguments) {
    Optional<AlternativesCall> call = Optional.empty();
    TreeMap<String, Follower> followers = new TreeMap<>();
    int at = 0;
    while (at < arguments.size()) {
      String option = arguments.get(at);
      int values = values(option);
      if (values < 0 || PLACES.contains(option) || at + values >= arguments.size()) {
        return Optional.empty();
      }
      List<String> given = arguments.subList(at + 1, at + 1 + values);
      if (option.equals("--slave")) {
        if (!isLink(given)) {
          return Optional.empty();
        }
        followers.put(given.get(1), new Follower(given.get(0), given.get(2)));
      } else if (values > 0) {
        Optional<AlternativesCall> found = call(option, given);
        if (call.isPresent() || found.isEmpty()) {
          return Optional.empty();
        }
        call = found;
      }
      at += 1 + values;
    }
    return call.map(found ->
        found instanceof Install install
            ? new Install(install.link, install.name, install.path, install.priority, followers)
            : found);
  }

  /** How many values follow an option; -1 for one that is not known. */
  private static int values(String option) {
    return switch (option) {
      case "--quiet", "--verbose", "--force", "--skip-auto", "--debug" -> 0;
      case "--install" -> 4;
      case "--slave" -> 3;
      case "--remove", "--set" -> 2;
      case "--remove-all", "--auto", "--display", "--query", "--list", "--config" -> 1;
      default -> -1;
    };
  }

  private static Optional<AlternativesCall> call(String option, List<String> given) {
    String first = given.getFirst();
    return switch (option) {
      case "--install" ->
          isLink(given) && given.get(3).matches("[+-]?[0-9]{1,9}")
              ? Optional.of(
                  new Install(
                      first,
                      given.get(1),
                      given.get(2),
                      Integer.parseInt(given.get(3)),
                      Collections.emptySortedMap()))
              : Optional.empty();
      case "--remove" -> Optional.of(new Remove(first, given.get(1)));
      case "--remove-all" -> Optional.of(new RemoveAll(first));
      case "--set" -> Optional.of(new Choose(first, given.get(1)));
      case "--auto" -> Optional.of(new Choose(first, ""));
      default -> Optional.of(new Question(option, first));
    };
  }

  /** Link, name and path, as they may be; also no hostile ones. */
  private static boolean isLink(List<String> given) {
    String name = given.get(1);
    return isPath(given.get(0))
        && isPath(given.get(2))
        && !name.isEmpty()
        && !name.startsWith(".")
        && name.chars().noneMatch(c -> c == '/' || c <= ' ' || c == 0x7f);
  }

  private static boolean isPath(String path) {
    return path.startsWith("/")
        && !path.endsWith("/")
        && !path.contains("/../")
        && !path.endsWith("/..")
        && path.chars().noneMatch(c -> c < ' ');
  }
}
