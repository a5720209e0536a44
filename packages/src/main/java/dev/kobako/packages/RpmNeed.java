package dev.kobako.packages;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The names in what packages need. Most are plain; in parentheses stands an expression with {@code
 * and}, {@code or}, {@code if}, {@code else}, {@code unless}, {@code with} and {@code without}
 * (rpm's {@code docs/manual/boolean_dependencies}). What is a condition, or must not be there, is
 * not needed; of alternatives all are named.
 */
final class RpmNeed {
  /** As rpm writes expressions; a longer one it can't have written. */
  private static final int LONGEST = 16 << 10;

  /** {@code RPMSENSE_FIND_REQUIRES}: found in a file of the package. */
  private static final int FOUND = 1 << 14;

  /**
   * {@code RPMSENSE_INTERP}, {@code RPMSENSE_SCRIPT_*} and those of scripts that run before and
   * after all else.
   */
  private static final int SCRIPTS = 0x3F00 | (1 << 5) | (1 << 7) | (1 << 20) | (1 << 21);

  private RpmNeed() {}

  /** Whether only a script needs something that installs or removes packages, by rpm's flags. */
  static boolean isForScripts(int flags) {
    return (flags & SCRIPTS) != 0 && (flags & FOUND) == 0;
  }

  /** The names of all, each once. */
  static List<String> names(List<String> needs) {
    Set<String> names = new LinkedHashSet<>();
    for (String need : needs) {
      if (!need.startsWith("(")) {
        names.add(need);
      } else if (need.length() <= LONGEST) {
        names.addAll(expression(need));
      }
    }
    return new ArrayList<>(names);
  }

  private static List<String> expression(String need) {
    List<String> names = new ArrayList<>();
    Deque<Boolean> outer = new ArrayDeque<>();
    boolean isNeeded = true;
    boolean isName = true;
    for (String word : words(need)) {
      switch (word) {
        case "(" -> {
          outer.push(isNeeded);
          isName = true;
        }
        case ")" -> isNeeded = outer.isEmpty() || outer.pop();
        case "and", "or", "with", "else" -> {
          isNeeded = outer.isEmpty() || outer.peek();
          isName = true;
        }
        case "if", "unless", "without" -> {
          isNeeded = false;
          isName = true;
        }
        default -> {
          // behind a name come an operator and a version
          if (isName && isNeeded) {
            names.add(word);
          }
          isName = false;
        }
      }
    }
    return names;
  }

  /** Words between blanks, where parentheses that belong to names, as in perl(CPAN), stay there. */
  private static List<String> words(String need) {
    List<String> words = new ArrayList<>();
    int at = 0;
    while (at < need.length()) {
      char c = need.charAt(at);
      if (c == '(' || c == ')') {
        words.add(String.valueOf(c));
        at++;
      } else if (c == ' ') {
        at++;
      } else {
        int end = wordEnd(need, at);
        words.add(need.substring(at, end));
        at = end;
      }
    }
    return words;
  }

  private static int wordEnd(String need, int from) {
    int open = 0;
    int at = from;
    while (at < need.length() && need.charAt(at) != ' ') {
      char c = need.charAt(at);
      if (c == ')' && open == 0) {
        return at;
      }
      open += c == '(' ? 1 : c == ')' ? -1 : 0;
      at++;
    }
    return at;
  }
}
