package dev.kobako.slim;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The names of the commands that a shell text calls: the first word of every simple command, where
 * it is a plain word. It reads quoting, comments, here-documents' beginnings and compound commands
 * well enough to find command words; expansions are not evaluated.
 */
final class ShellCommands {
  private static final Set<String> KEYWORDS =
      Set.of(
          "if", "then", "else", "elif", "fi", "do", "done", "while", "until", "!", "{", "}",
          "time");

  /** Words after which the rest of the simple command is no command. */
  private static final Set<String> SKIP_REST = Set.of("for", "case", "select", "function", "in");

  /** Commands whose next plain word is a command too. */
  private static final Set<String> PREFIXES =
      Set.of("exec", "command", "nohup", "env", "nice", "sudo", "xargs", "builtin", "setsid");

  private static final Set<String> BUILTINS =
      Set.of(
          ".",
          ":",
          "[",
          "[[",
          "alias",
          "bg",
          "break",
          "cd",
          "continue",
          "declare",
          "echo",
          "esac",
          "eval",
          "exit",
          "export",
          "false",
          "fg",
          "getopts",
          "hash",
          "jobs",
          "let",
          "local",
          "mapfile",
          "printf",
          "pwd",
          "read",
          "readonly",
          "return",
          "set",
          "shift",
          "shopt",
          "source",
          "test",
          "times",
          "trap",
          "true",
          "type",
          "typeset",
          "ulimit",
          "umask",
          "unalias",
          "unset",
          "wait",
          "kill");

  private final String text;
  private final Set<String> commands = new LinkedHashSet<>();
  private int at;
  private boolean commandPosition = true;
  private boolean skipping;

  private ShellCommands(String text) {
    this.text = text;
  }

  /** The command names in the order of their first use; builtins and keywords are left out. */
  static Set<String> in(String text) {
    ShellCommands reader = new ShellCommands(text);
    reader.read();
    return reader.commands;
  }

  private void read() {
    while (at < text.length()) {
      char c = text.charAt(at);
      switch (c) {
        case ' ', '\t', '\r' -> at++;
        case '\n', ';', '&', '|', '(', ')', '`' -> {
          at++;
          commandPosition = true;
          skipping = false;
        }
        case '#' -> skipLine();
        case '<', '>' -> redirection();
        default -> word();
      }
    }
  }

  private void skipLine() {
    int end = text.indexOf('\n', at);
    at = end < 0 ? text.length() : end;
  }

  /** The target of a redirection is no command. */
  private void redirection() {
    while (at < text.length() && "<>&-|".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
    boolean before = commandPosition;
    boolean skippingBefore = skipping;
    skipping = true;
    if (at < text.length() && "\n;&|()#`".indexOf(text.charAt(at)) < 0) {
      word();
    }
    commandPosition = before;
    skipping = skippingBefore;
  }

  private void word() {
    StringBuilder word = new StringBuilder();
    boolean plain = true;
    while (at < text.length() && " \t\r\n;&|()<>`".indexOf(text.charAt(at)) < 0) {
      char c = text.charAt(at);
      if (c == '$') {
        plain = false;
        at++;
        if (at < text.length() && text.charAt(at) == '(') {
          break;
        }
      } else if (c == '\'') {
        int end = text.indexOf('\'', at + 1);
        end = end < 0 ? text.length() : end;
        word.append(text, at + 1, end);
        at = end + 1;
      } else if (c == '"') {
        plain &= doubleQuoted(word);
      } else if (c == '\\') {
        if (at + 1 < text.length() && text.charAt(at + 1) != '\n') {
          word.append(text.charAt(at + 1));
        }
        at += 2;
      } else {
        word.append(c);
        at++;
      }
    }
    at = Math.min(at, text.length());
    take(word.toString(), plain);
  }

  /** Reads to the closing quote; a command substitution inside is read as a text of its own. */
  private boolean doubleQuoted(StringBuilder word) {
    boolean plain = true;
    int start = at + 1;
    int i = start;
    while (i < text.length() && text.charAt(i) != '"') {
      if (text.charAt(i) == '\\') {
        i++;
      } else if (text.charAt(i) == '$' || text.charAt(i) == '`') {
        plain = false;
      }
      i++;
    }
    int end = Math.min(i, text.length());
    String inside = text.substring(start, end);
    int substitution = inside.indexOf("$(");
    if (substitution >= 0) {
      int close = inside.lastIndexOf(')');
      if (close > substitution) {
        commands.addAll(in(inside.substring(substitution + 2, close)));
      }
    }
    word.append(inside);
    at = end + 1;
    return plain;
  }

  private void take(String word, boolean plain) {
    if (!commandPosition || skipping) {
      return;
    }
    if (SKIP_REST.contains(word)) {
      skipping = true;
    } else if (KEYWORDS.contains(word) || isAssignment(word) || word.startsWith("-")) {
      return;
    } else {
      commandPosition = false;
      if (plain && !word.isEmpty() && !BUILTINS.contains(word)) {
        if (PREFIXES.contains(word)) {
          commandPosition = true;
          if (word.equals("exec") || word.equals("command") || word.equals("builtin")) {
            return;
          }
        }
        commands.add(word);
      }
    }
  }

  private static boolean isAssignment(String word) {
    int equals = word.indexOf('=');
    return equals > 0
        && word.substring(0, equals)
            .chars()
            .allMatch(c -> c == '_' || Character.isLetterOrDigit(c));
  }
}
