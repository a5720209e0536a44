package dev.kobako.debian;

import dev.kobako.debian.Relation.Bound;
import dev.kobako.debian.Relation.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the value of a field such as Depends as dpkg does for binary packages: {@code a (>= 1) | b,
 * c:any}. What dpkg only warns of is taken: {@code <} and {@code >}, which once meant {@code <=}
 * and {@code >=}, and a version without an operator, which means {@code =}.
 */
final class RelationshipField {
  private final String text;
  private int at;

  RelationshipField(String text) {
    this.text = text;
  }

  /**
   * The dependencies, none for an empty field.
   *
   * @throws IllegalArgumentException for what dpkg would not take
   */
  List<Dependency> read() {
    List<Dependency> dependencies = new ArrayList<>();
    skipBlanks();
    if (at == text.length()) {
      return List.of();
    }
    do {
      dependencies.add(dependency());
    } while (passes(','));
    if (at < text.length()) {
      throw unexpected("',' or '|'");
    }
    return List.copyOf(dependencies);
  }

  private Dependency dependency() {
    List<Relation> alternatives = new ArrayList<>();
    do {
      alternatives.add(relation());
    } while (passes('|'));
    return new Dependency(alternatives);
  }

  private Relation relation() {
    skipBlanks();
    String name = word("._+-", "the name of a package");
    Optional<String> qualifier =
        at < text.length() && text.charAt(at) == ':' ? Optional.of(qualifier()) : Optional.empty();
    return new Relation(name, qualifier, passes('(') ? Optional.of(bound()) : Optional.empty());
  }

  private String qualifier() {
    at++;
    return word("-", "an architecture");
  }

  private Bound bound() {
    skipBlanks();
    Operator operator = operator();
    skipBlanks();
    int end = text.indexOf(')', at);
    if (end < 0) {
      throw unexpected("a version and ')'");
    }
    PackageVersion version = PackageVersion.of(text.substring(at, end));
    at = end + 1;
    return new Bound(operator, version);
  }

  private Operator operator() {
    for (Operator each : Operator.values()) {
      if (text.startsWith(each.sign(), at)) {
        at += each.sign().length();
        return each;
      }
    }
    if (text.startsWith("<", at) || text.startsWith(">", at)) {
      return text.charAt(at++) == '<' ? Operator.EARLIER_OR_EQUAL : Operator.LATER_OR_EQUAL;
    }
    return Operator.EQUAL;
  }

  private String word(String signs, String expected) {
    int start = at;
    while (at < text.length()
        && (isAlphanumeric(text.charAt(at))
            || (at > start && signs.indexOf(text.charAt(at)) >= 0))) {
      at++;
    }
    if (at == start) {
      throw unexpected(expected);
    }
    return text.substring(start, at);
  }

  private static boolean isAlphanumeric(char each) {
    return (each >= 'a' && each <= 'z')
        || (each >= 'A' && each <= 'Z')
        || (each >= '0' && each <= '9');
  }

  private boolean passes(char sign) {
    skipBlanks();
    boolean there = at < text.length() && text.charAt(at) == sign;
    at += there ? 1 : 0;
    return there;
  }

  private void skipBlanks() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private IllegalArgumentException unexpected(String expected) {
    String rest = text.substring(at, Math.min(text.length(), at + 40));
    return new IllegalArgumentException(
        rest.isEmpty()
            ? "it ends where " + expected + " was expected"
            : "'" + rest + "' stands where " + expected + " was expected");
  }
}
