package dev.kobako.build;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.tree.Entry;
import java.util.ArrayList;
import java.util.List;

/** What {@code --chmod} says. */
sealed interface FileMode {
  /** The mode of an entry that had another one. */
  int of(Entry entry);

  /** The mode of directories that are made because something is copied into them. */
  int ofParents();

  /** Nothing: entries keep their mode. */
  record AsItIs() implements FileMode {
    @Override
    public int of(Entry entry) {
      return entry.attributes().mode();
    }

    @Override
    public int ofParents() {
      return LayerDraft.PARENT_MODE;
    }
  }

  /** A number. */
  record Octal(int mode) implements FileMode {
    @Override
    public int of(Entry entry) {
      return mode;
    }

    @Override
    public int ofParents() {
      return mode & 0777;
    }
  }

  /**
   * Clauses as chmod(1) has them in BSD, with no umask: {@code u=rwX,go=rX}.
   *
   * @param actions in their order
   */
  record Symbolic(List<Action> actions) implements FileMode {
    public Symbolic {
      actions = List.copyOf(actions);
    }

    @Override
    public int of(Entry entry) {
      int before = entry.attributes().mode();
      int mode = before;
      for (Action action : actions) {
        mode = action.apply(mode, before, entry instanceof Entry.Directory);
      }
      return mode;
    }

    @Override
    public int ofParents() {
      return LayerDraft.PARENT_MODE;
    }
  }

  /**
   * One operator with what follows it.
   *
   * @param who mask of the bits that may change; 0 where the clause names nobody
   * @param operator {@code +}, {@code -} or {@code =}
   * @param bits that are named, for all three classes
   * @param conditional bits of {@code X}, which count for directories and for what can be executed
   *     already
   * @param copied classes whose bits are copied, of {@code ugo}
   */
  record Action(int who, char operator, int bits, int conditional, String copied) {
    private static final int ALL = 06777;

    int apply(int mode, int before, boolean directory) {
      int mask = who == 0 ? ALL : who;
      int named = bits & (who == 0 ? 07777 : who);
      if (conditional != 0 && (directory || (before & 0111) != 0)) {
        named |= conditional & mask;
      }
      for (int i = 0; i < copied.length(); i++) {
        int three = (mode >> shift(copied.charAt(i))) & 7;
        named |= ((three << 6) | (three << 3) | three) & mask;
      }
      return switch (operator) {
        case '+' -> mode | named;
        case '-' -> mode & ~named;
        default -> (mode & ~(isCopy() ? mask & 0777 : mask)) | named;
      };
    }

    /** What is copied from another class has no set-id bits, so those stay as they are. */
    private boolean isCopy() {
      return !copied.isEmpty() && bits == 0;
    }

    private static int shift(char who) {
      return switch (who) {
        case 'u' -> 6;
        case 'g' -> 3;
        default -> 0;
      };
    }
  }

  /**
   * Reads the value of {@code --chmod}.
   *
   * @throws KobakoException a finding
   */
  static FileMode parse(String text) {
    if (!text.isEmpty() && text.charAt(0) >= '0' && text.charAt(0) <= '9') {
      return octal(text);
    }
    List<Action> actions = new ArrayList<>();
    for (String clause : text.split(",", -1)) {
      clause(text, clause, actions);
    }
    return new Symbolic(actions);
  }

  private static FileMode octal(String text) {
    try {
      int mode = Integer.parseInt(text, 8);
      if (mode <= 07777) {
        return new Octal(mode);
      }
    } catch (NumberFormatException _) {
      // said below
    }
    throw invalid(text);
  }

  private static void clause(String text, String clause, List<Action> actions) {
    int at = 0;
    int who = 0;
    while (at < clause.length() && "augo".indexOf(clause.charAt(at)) >= 0) {
      who |=
          switch (clause.charAt(at)) {
            case 'a' -> 06777;
            case 'u' -> 04700;
            case 'g' -> 02070;
            default -> 0007;
          };
      at++;
    }
    if (at == clause.length()) {
      throw invalid(text);
    }
    while (at < clause.length()) {
      char operator = clause.charAt(at++);
      if ("+-=".indexOf(operator) < 0) {
        throw invalid(text);
      }
      int start = at;
      while (at < clause.length() && "rwxXstugo".indexOf(clause.charAt(at)) >= 0) {
        at++;
      }
      actions.add(action(who, operator, clause.substring(start, at)));
    }
  }

  private static Action action(int who, char operator, String permissions) {
    int bits = 0;
    int conditional = 0;
    int mask = who;
    StringBuilder copied = new StringBuilder();
    boolean more = who == 0 || (who & ~0007) != 0;
    for (int i = 0; i < permissions.length(); i++) {
      char letter = permissions.charAt(i);
      switch (letter) {
        case 'r' -> bits |= 0444;
        case 'w' -> bits |= 0222;
        case 'x' -> bits |= 0111;
        case 'X' -> {
          if (operator == '-') {
            bits |= 0111;
          } else {
            conditional = 0111;
          }
        }
        case 's' -> bits |= more ? 06000 : 0;
        case 't' -> {
          bits |= more ? 01000 : 0;
          mask |= more ? 01000 : 0;
        }
        default -> copied.append(letter);
      }
    }
    return new Action(mask, operator, bits, conditional, copied.toString());
  }

  private static KobakoException invalid(String text) {
    return KobakoException.finding(
        Diagnostic.of(
            "--chmod=" + text,
            "is no mode",
            "give an octal number from 0 to 7777, or clauses as of chmod: u=rwX,go=rX"));
  }
}
