package dev.kobako.slim;

import dev.kobako.slim.JavaScriptToken.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/**
 * The tokens of JavaScript text, as far as finding strings and names takes it: comments, regular
 * expressions and numbers are told apart from them. Text that is none, or TypeScript, gives some
 * tokens too and ends.
 *
 * <p>Whether a slash divides or begins a regular expression follows from what comes before it
 * (ECMA-262, 12.1). Without a full grammar a closing brace is ambiguous; it is judged by what came
 * before its opening one. A regular expression ends on its line, so a wrong judgement costs little.
 */
final class JavaScriptTokens {
  private static final JavaScriptToken OTHER = new JavaScriptToken(Kind.OTHER, "");
  private static final JavaScriptToken END = new JavaScriptToken(Kind.END, "");

  /** Keywords after which a value comes. */
  private static final Set<String> BEFORE_VALUE =
      Set.of(
          "return",
          "typeof",
          "case",
          "in",
          "of",
          "delete",
          "void",
          "throw",
          "new",
          "instanceof",
          "do",
          "else",
          "await",
          "yield");

  private static final Set<String> WITH_CONDITION = Set.of("if", "while", "for", "with");

  private final String text;
  private int at;
  private JavaScriptToken before = END;
  private boolean isMember;

  /** Whether a value ended right before, so that a slash divides. */
  private boolean afterValue;

  /** Open brackets: what their closing makes of {@link #afterValue}, or a template goes on. */
  private final Deque<Character> open = new ArrayDeque<>();

  private static final char VALUE = 'v';
  private static final char STATEMENT = 's';
  private static final char SUBSTITUTION = '$';

  JavaScriptTokens(String text) {
    this.text = text;
    int line = text.startsWith("#!") ? text.indexOf('\n') : 0;
    this.at = line < 0 ? text.length() : line;
  }

  /** The next token. */
  JavaScriptToken next() {
    skipBlanks();
    JavaScriptToken token = at >= text.length() ? END : read(text.charAt(at));
    isMember = before.isMark('.');
    before = token;
    return token;
  }

  private JavaScriptToken read(char c) {
    if (Character.isUnicodeIdentifierStart(c) || c == '$' || c == '_' || c == '#') {
      return name();
    }
    if (c >= '0' && c <= '9') {
      return number();
    }
    if (c == '"' || c == '\'') {
      at++;
      afterValue = true;
      return new JavaScriptToken(Kind.TEXT, string(c));
    }
    if (c == '`') {
      at++;
      return template(Kind.TEXT);
    }
    int regexEnd = c == '/' && !afterValue ? regexEnd() : 0;
    if (regexEnd > 0) {
      at = regexEnd;
      afterValue = true;
      return OTHER;
    }
    if (c == '}' && !open.isEmpty() && open.peek() == SUBSTITUTION) {
      open.pop();
      at++;
      return template(Kind.TEMPLATE_END);
    }
    return mark(c);
  }

  private void skipBlanks() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (text.startsWith("//", at)) {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else if (text.startsWith("/*", at)) {
        int end = text.indexOf("*/", at + 2);
        at = end < 0 ? text.length() : end + 2;
      } else if (c <= ' ' || c == '\ufeff' || Character.isWhitespace(c) || c == '\u00a0') {
        at++;
      } else {
        return;
      }
    }
  }

  private JavaScriptToken name() {
    int start = at++;
    while (at < text.length() && isNamePart(text.charAt(at))) {
      at++;
    }
    String name = text.substring(start, at);
    afterValue = !BEFORE_VALUE.contains(name) || before.isMark('.');
    return new JavaScriptToken(Kind.NAME, name);
  }

  private static boolean isNamePart(char c) {
    return Character.isUnicodeIdentifierPart(c) || c == '$';
  }

  private JavaScriptToken number() {
    while (at < text.length() && (isNamePart(text.charAt(at)) || text.charAt(at) == '.')) {
      at++;
    }
    afterValue = true;
    return OTHER;
  }

  private JavaScriptToken mark(char c) {
    at++;
    switch (c) {
      case '(' -> {
        boolean condition =
            before.kind() == Kind.NAME && !isMember && WITH_CONDITION.contains(before.text());
        open.push(condition ? STATEMENT : VALUE);
        afterValue = false;
      }
      case '[' -> {
        open.push(VALUE);
        afterValue = false;
      }
      case '{' -> {
        open.push(beginsBlock() ? STATEMENT : VALUE);
        afterValue = false;
      }
      case ')', ']', '}' -> afterValue = open.isEmpty() || open.pop() == VALUE;
      case '+', '-' -> {
        if (at < text.length() && text.charAt(at) == c) {
          at++;
        } else {
          afterValue = false;
        }
      }
      default -> afterValue = false;
    }
    return new JavaScriptToken(Kind.MARK, String.valueOf(c));
  }

  private boolean beginsBlock() {
    return switch (before.kind()) {
      case NAME ->
          isMember
              || !BEFORE_VALUE.contains(before.text())
              || before.isName("else")
              || before.isName("do");
      case MARK -> ");{}".indexOf(before.text().charAt(0)) >= 0 || before.isMark('>');
      case TEXT, TEMPLATE, OTHER -> false;
      case TEMPLATE_END, END -> true;
    };
  }

  /** The rest of a string; one that isn't closed ends with its line. */
  private String string(char quote) {
    StringBuilder value = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == quote) {
        at++;
        break;
      }
      if (c == '\n') {
        break;
      }
      at++;
      if (c == '\\') {
        escape(value);
      } else {
        value.append(c);
      }
    }
    return value.toString();
  }

  /** A part of a template, up to its end or a substitution. */
  private JavaScriptToken template(Kind last) {
    StringBuilder value = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '`') {
        break;
      }
      if (c == '$' && at < text.length() && text.charAt(at) == '{') {
        at++;
        open.push(SUBSTITUTION);
        afterValue = false;
        return new JavaScriptToken(Kind.TEMPLATE, value.toString());
      }
      if (c == '\\') {
        escape(value);
      } else {
        value.append(c);
      }
    }
    afterValue = true;
    return new JavaScriptToken(last, value.toString());
  }

  private void escape(StringBuilder value) {
    if (at >= text.length()) {
      return;
    }
    char c = text.charAt(at++);
    switch (c) {
      case 'n' -> value.append('\n');
      case 't' -> value.append('\t');
      case 'r' -> value.append('\r');
      case '0' -> value.append('\0');
      case '\n' -> {}
      case 'x' -> number(value, 2);
      case 'u' -> {
        if (at < text.length() && text.charAt(at) == '{') {
          int end = text.indexOf('}', at);
          at = end < 0 || end > at + 8 ? at : end + 1;
          value.append('\ufffd');
        } else {
          number(value, 4);
        }
      }
      default -> value.append(c);
    }
  }

  private void number(StringBuilder value, int digits) {
    int code = 0;
    for (int i = 0; i < digits && at < text.length(); i++) {
      int digit = Character.digit(text.charAt(at), 16);
      if (digit < 0) {
        return;
      }
      code = code * 16 + digit;
      at++;
    }
    value.append((char) code);
  }

  /** Where the regular expression ends that may begin here; 0 where none does. */
  private int regexEnd() {
    boolean inClass = false;
    for (int i = at + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        return 0;
      }
      if (c == '\\') {
        i++;
      } else if (c == '[') {
        inClass = true;
      } else if (c == ']') {
        inClass = false;
      } else if (c == '/' && !inClass) {
        return i + 1;
      }
    }
    return 0;
  }
}
