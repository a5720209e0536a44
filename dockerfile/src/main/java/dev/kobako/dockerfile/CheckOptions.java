package dev.kobako.dockerfile;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What {@code # check=} says: {@code skip=RULES}, {@code experimental=RULES} and {@code
 * error=BOOLEAN}, with semicolons between them. {@code all} is all rules; names that nobody knows
 * are passed over, as BuildKit does.
 *
 * @param skipped names of checks that are not made
 * @param experimental names of checks that are made although they are experimental
 * @param error whether a build with a warning fails
 */
public record CheckOptions(
    SortedSet<String> skipped, SortedSet<String> experimental, boolean error) {
  /** Where nothing is said. */
  public static final CheckOptions NONE =
      new CheckOptions(Collections.emptySortedSet(), Collections.emptySortedSet(), false);

  private static final String ALL = "all";

  public CheckOptions {
    skipped = Collections.unmodifiableSortedSet(new TreeSet<>(skipped));
    experimental = Collections.unmodifiableSortedSet(new TreeSet<>(experimental));
  }

  /** What a Dockerfile says at its top. */
  public static CheckOptions of(SyntaxTree syntax) {
    return syntax.directives().stream()
        .filter(directive -> directive.name().equals("check"))
        .findFirst()
        .map(directive -> parse(directive.value()))
        .orElse(NONE);
  }

  /**
   * Reads options.
   *
   * @throws IllegalArgumentException whose message is the option that is none
   */
  public static CheckOptions parse(String text) {
    SortedSet<String> skipped = new TreeSet<>();
    SortedSet<String> experimental = new TreeSet<>();
    boolean error = false;
    for (String option : text.isBlank() ? new String[0] : text.strip().split(";", 3)) {
      int equals = option.indexOf('=');
      String value = option.substring(equals + 1).strip();
      switch (equals < 0 ? "" : option.substring(0, equals).strip()) {
        case "skip" -> addNames(skipped, value);
        case "experimental" -> addNames(experimental, value);
        case "error" ->
            error =
                GoBoolean.parse(value)
                    .orElseThrow(() -> new IllegalArgumentException(option.strip()));
        default -> throw new IllegalArgumentException(option.strip());
      }
    }
    return new CheckOptions(skipped, experimental, error);
  }

  private static void addNames(SortedSet<String> names, String list) {
    for (String name : list.split(",")) {
      names.add(name.strip());
    }
  }

  /** With what the first comment before an instruction says that is a {@code check=}, if any. */
  CheckOptions with(List<String> comments) {
    return comments.stream()
        .map(String::strip)
        .filter(comment -> comment.startsWith("check=") || comment.startsWith("check ="))
        .findFirst()
        .flatMap(CheckOptions::ofComment)
        .map(more ->
            new CheckOptions(
                joined(skipped, more.skipped), joined(experimental, more.experimental), error))
        .orElse(this);
  }

  /** Up to the first blank, behind which a reason can stand; what is malformed says nothing. */
  private static Optional<CheckOptions> ofComment(String comment) {
    String value = comment.substring(comment.indexOf('=') + 1).strip();
    int blank = value.indexOf(' ');
    try {
      return Optional.of(parse(blank < 0 ? value : value.substring(0, blank)));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static SortedSet<String> joined(SortedSet<String> a, SortedSet<String> b) {
    SortedSet<String> all = new TreeSet<>(a);
    all.addAll(b);
    return all;
  }

  /** Whether a check is made. */
  boolean include(BuildCheck check) {
    return check.isExperimental()
        ? experimental.contains(ALL) || experimental.contains(check.name())
        : !skipped.contains(ALL) && !skipped.contains(check.name());
  }
}
