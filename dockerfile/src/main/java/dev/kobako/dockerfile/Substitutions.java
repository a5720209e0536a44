package dev.kobako.dockerfile;

import static dev.kobako.dockerfile.Cursor.END;

import dev.kobako.dockerfile.Expansion.IllegalExpansionException;
import dev.kobako.dockerfile.Expansion.Variables;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.SequencedSet;

/** What a dollar sign begins, with the names that are asked for. */
final class Substitutions {
  private static final String MODIFIERS =
      "the modifiers are :- - :+ + :? ? # ## % %% / and //, as in ${NAME:-default}";

  private final ShellLexer lexer;
  private final Cursor cursor;
  private final char escape;
  private final Variables variables;
  private final LexerBudget budget = new LexerBudget();
  private final SequencedSet<String> used = new LinkedHashSet<>();
  private final SequencedSet<String> missing = new LinkedHashSet<>();
  private boolean keepUnset;
  private boolean checkOnly;

  /**
   * @param lexer reads what is between the braces
   * @param cursor which it shares
   */
  Substitutions(ShellLexer lexer, Cursor cursor, char escape, Variables variables) {
    this.lexer = lexer;
    this.cursor = cursor;
    this.escape = escape;
    this.variables = variables;
  }

  void keepUnset() {
    keepUnset = true;
  }

  /** From now on nothing fails that depends on values. */
  void checkOnly() {
    checkOnly = true;
  }

  SequencedSet<String> used() {
    return used;
  }

  SequencedSet<String> missing() {
    return missing;
  }

  /** The value of what the dollar at hand begins; the dollar, where it begins nothing. */
  String dollar() {
    int start = cursor.at();
    cursor.next();
    if (!cursor.passes('{')) {
      String name = name();
      return name.isEmpty()
          ? "$"
          : value(name).orElseGet(() -> keepUnset ? cursor.since(start) : "");
    }
    int first = cursor.peek();
    if (first == END) {
      throw unclosed("${");
    }
    if (first == '{' || first == '}' || first == ':') {
      throw new IllegalExpansionException(
          "${" + (char) first + " names no variable",
          "write ${NAME}, or " + escape + "${ for the characters themselves");
    }
    return braced(name());
  }

  /** Behind the name. */
  private String braced(String name) {
    int modifier = cursor.next();
    return switch (modifier) {
      case '}' -> value(name).orElse(keepUnset ? "${" + name + "}" : "");
      case '/' -> replaced(name);
      case ':' -> modified(name, ":", cursor.next());
      case '+', '-', '?', '#', '%' -> modified(name, "", modifier);
      case END -> throw unclosed("${" + name);
      case ' ', '\t', '\n' -> throw unclosed("${" + name);
      default -> throw unknownModifier(name, Character.toString(modifier));
    };
  }

  private String modified(String name, String colon, int sign) {
    if (sign == END) {
      throw unclosed("${" + name + colon);
    }
    boolean trims = sign == '#' || sign == '%';
    String modifier = colon + Character.toString(sign);
    if (trims && !colon.isEmpty()) {
      throw new IllegalExpansionException(
          "${" + name + modifier + "...} has a colon, which " + (char) sign + " does not take",
          "write ${" + name + (char) sign + "...}");
    }
    String word = lexer.nested('}', trims);
    Optional<String> value = value(name);
    if (keepUnset && value.isEmpty()) {
      return "${" + name + modifier + word + "}";
    }
    boolean given = value.isPresent() && (colon.isEmpty() || !value.get().isEmpty());
    return switch (sign) {
      case '-' -> given ? value.orElse("") : word;
      case '+' -> given ? word : "";
      case '?' -> {
        if (!given && !checkOnly) {
          throw demanded(name, value.isPresent(), word);
        }
        yield value.orElse("");
      }
      case '#', '%' -> trimmed(value.orElse(""), word, (char) sign);
      default -> throw unknownModifier(name, modifier);
    };
  }

  /** {@code #} and {@code %} take the shortest match, doubled ones the longest. */
  private String trimmed(String value, String word, char sign) {
    if (checkOnly) {
      return "";
    }
    boolean longest = !word.isEmpty() && word.charAt(0) == sign;
    ShellPattern pattern = ShellPattern.of(longest ? word.substring(1) : word, budget);
    return sign == '#' ? pattern.withoutStart(value, longest) : pattern.withoutEnd(value, longest);
  }

  private String replaced(String name) {
    boolean all = cursor.passes('/');
    String pattern = lexer.nested('/', true);
    String replacement = lexer.nested('}', true);
    Optional<String> value = value(name);
    if (keepUnset && value.isEmpty()) {
      return "${" + name + "/" + pattern + "/" + replacement + "}";
    }
    if (checkOnly) {
      return "";
    }
    return ShellPattern.of(pattern, budget).replaced(value.orElse(""), replacement, all);
  }

  /** A name, or one of the shell's parameters, or nothing. */
  private String name() {
    int start = cursor.at();
    int first = cursor.peek();
    if (first != END && "@*#?-$!".indexOf(first) >= 0) {
      cursor.next();
    } else if (Character.isDigit(first)) {
      while (Character.isDigit(cursor.peek())) {
        cursor.next();
      }
    } else {
      while (Character.isLetterOrDigit(cursor.peek()) || cursor.peek() == '_') {
        cursor.next();
      }
    }
    return cursor.since(start);
  }

  private Optional<String> value(String name) {
    Optional<String> value = variables.value(name);
    (value.isPresent() ? used : missing).add(name);
    value.ifPresent(text -> budget.spendOnText(text.length()));
    return value;
  }

  private static IllegalExpansionException demanded(String name, boolean set, String message) {
    String fact = set ? "is not allowed to be empty" : "is not allowed to be unset";
    return new IllegalExpansionException(
        name + ": " + (message.isEmpty() ? fact : message),
        "give it a value: 'ENV %s=...', or 'ARG %s' and --build-arg %s=..."
            .formatted(name, name, name));
  }

  private static IllegalExpansionException unknownModifier(String name, String modifier) {
    return new IllegalExpansionException(
        "${" + name + modifier + "...} has an unknown modifier " + modifier, MODIFIERS);
  }

  /** A brace is missing. */
  IllegalExpansionException unclosed(String what) {
    return new IllegalExpansionException(
        what + " is never closed: a } is missing",
        "write ${NAME}, or " + escape + "$ for the character itself");
  }
}
