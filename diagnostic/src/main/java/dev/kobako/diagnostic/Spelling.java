package dev.kobako.diagnostic;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** How near a written name is to a known one, for remedies that ask "did you mean". */
public final class Spelling {
  private static final int LONGEST = 64;

  private Spelling() {}

  /**
   * The known name that was probably meant: the nearest one, the first of equally near ones, if a
   * third of its letters at most is wrong.
   */
  public static Optional<String> nearest(String written, List<String> known) {
    if (written.length() > LONGEST) {
      return Optional.empty(); // and no table of distances is as large as a hostile file wants
    }
    int limit = Math.max(1, written.length() / 3);
    return known.stream()
        .filter(name -> distance(written, name) <= limit)
        .min(Comparator.comparingInt(name -> distance(written, name)));
  }

  /** The remedy that asks for the known name that was probably meant. */
  public static Optional<String> didYouMean(String written, List<String> known) {
    return nearest(written, known).map(near -> "did you mean '" + near + "'?");
  }

  /** The number of letters to add, drop or change, or pairs to swap (Damerau-Levenshtein). */
  public static int distance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          cost[i][j] = i + j;
          continue;
        }
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        cost[i][j] =
            Math.min(cost[i - 1][j - 1] + change, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
      }
    }
    return cost[a.length()][b.length()];
  }
}
