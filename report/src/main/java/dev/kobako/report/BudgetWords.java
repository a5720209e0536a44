package dev.kobako.report;

import dev.kobako.diagnostic.Spelling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What users write after {@code forbid}. */
public final class BudgetWords {
  private static final String SECRETS = "secrets";
  private static final String SETUID = "setuid";

  private BudgetWords() {}

  /** All words that are no paths. */
  public static List<String> names() {
    List<String> names = new ArrayList<>(List.of(SECRETS, SETUID));
    Arrays.stream(FileKind.values())
        .filter(kind -> kind != FileKind.OTHER)
        .map(FileKind::id)
        .forEach(names::add);
    return names;
  }

  /** What is expected, for messages. */
  public static String expected() {
    return "a path as /root/.ssh/** or *.pem, or one of " + String.join(", ", names());
  }

  /** What to write in place of a word that is none. */
  public static String remedy(String word) {
    return Spelling.didYouMean(word, names())
        .orElse("write a path with a slash in front, or one of the words");
  }

  /** The budget that forbids it; empty for what is neither path nor known word. */
  public static Optional<Budget> forbid(String word) {
    if (word.equals(SECRETS)) {
      return Optional.of(new Budget.ForbidSecrets());
    }
    if (word.equals(SETUID)) {
      return Optional.of(new Budget.ForbidSetuid());
    }
    if (word.contains("/") || word.contains("*") || word.contains(".")) {
      return PathPattern.parse(word).map(Budget.ForbidPath::new);
    }
    return Arrays.stream(FileKind.values())
        .filter(kind -> kind != FileKind.OTHER && kind.id().equals(word))
        .findFirst()
        .map(Budget.ForbidKind::new);
  }
}
