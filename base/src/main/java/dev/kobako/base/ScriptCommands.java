package dev.kobako.base;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The simple commands of a shell script (POSIX 2.9.1), read but never run: words with their quotes
 * taken away, comments and here-documents passed over, conditions not judged. A variable that is
 * given a plain text is put in where it is used; any other word with a {@code $} keeps it.
 */
final class ScriptCommands {
  private static final int MAX_COMMANDS = 20_000;

  private final String script;
  private final List<List<String>> commands = new ArrayList<>();
  private final Map<String, String> variables = new HashMap<>();
  private final Deque<String> documents = new ArrayDeque<>();
  private List<String> words = new ArrayList<>();
  private StringBuilder word = new StringBuilder();
  private boolean inWord;
  private int at;

  private ScriptCommands(String script) {
    this.script = script;
  }

  /** The commands in the order of the script, each with at least one word. */
  static List<List<String>> of(String script) {
    ScriptCommands reading = new ScriptCommands(script);
    reading.read();
    return reading.commands;
  }

  private void read() {
    while (at < script.length() && commands.size() < MAX_COMMANDS) {
      char letter = script.charAt(at++);
      switch (letter) {
        case ' ', '\t', '\r' -> endWord();
        case '\n' -> {
          endCommand();
          skipDocuments();
        }
        case ';', '&', '|', '(', ')', '`' -> endCommand();
        case '\'' -> single();
        case '"' -> quoted();
        case '\\' -> escaped();
        case '#' -> comment();
        case '<' -> redirection();
        case '>' -> endWord();
        default -> add(letter);
      }
    }
    endCommand();
  }

  private void add(char letter) {
    word.append(letter);
    inWord = true;
  }

  private void single() {
    int end = script.indexOf('\'', at);
    int until = end < 0 ? script.length() : end;
    word.append(script, at, until);
    inWord = true;
    at = until + 1;
  }

  private void quoted() {
    inWord = true;
    while (at < script.length() && script.charAt(at) != '"') {
      if (script.charAt(at) == '\\' && at + 1 < script.length()) {
        at++;
      }
      word.append(script.charAt(at++));
    }
    at++;
  }

  private void escaped() {
    if (at < script.length() && script.charAt(at) != '\n') {
      add(script.charAt(at));
    }
    at++;
  }

  private void comment() {
    if (inWord) {
      word.append('#');
      return;
    }
    int end = script.indexOf('\n', at);
    at = end < 0 ? script.length() : end;
  }

  /** Remembers the end of a here-document, whose text starts with the next line. */
  private void redirection() {
    endWord();
    if (!script.startsWith("<", at)) {
      return;
    }
    at++;
    StringBuilder end = new StringBuilder();
    while (at < script.length() && " -'\"\\".indexOf(script.charAt(at)) >= 0) {
      at++;
    }
    while (at < script.length()
        && (Character.isLetterOrDigit(script.charAt(at)) || script.charAt(at) == '_')) {
      end.append(script.charAt(at++));
    }
    while (at < script.length() && "'\"".indexOf(script.charAt(at)) >= 0) {
      at++;
    }
    if (!end.isEmpty()) {
      documents.add(end.toString());
    }
  }

  private void skipDocuments() {
    while (!documents.isEmpty() && at < script.length()) {
      int end = script.indexOf('\n', at);
      int until = end < 0 ? script.length() : end;
      if (script.substring(at, until).strip().equals(documents.peek())) {
        documents.remove();
      }
      at = until + 1;
    }
  }

  private void endWord() {
    if (inWord) {
      words.add(substituted(word.toString()));
      word = new StringBuilder();
      inWord = false;
    }
  }

  private void endCommand() {
    endWord();
    while (!words.isEmpty() && isBefore(words.getFirst())) {
      words.removeFirst();
    }
    if (!words.isEmpty()) {
      commands.add(List.copyOf(words));
    }
    words = new ArrayList<>();
  }

  /** Whether a word stands before a command: reserved words, and assignments, which are noted. */
  private boolean isBefore(String first) {
    int equals = first.indexOf('=');
    if (equals > 0 && first.chars().limit(equals).allMatch(ScriptCommands::isNameLetter)) {
      variables.putIfAbsent(first.substring(0, equals), first.substring(equals + 1));
      return true;
    }
    return switch (first) {
      case "if", "then", "else", "elif", "while", "do", "!", "{", "exec", "eval" -> true;
      default -> false;
    };
  }

  private static boolean isNameLetter(int letter) {
    return letter == '_' || (letter < 128 && Character.isLetterOrDigit(letter));
  }

  private String substituted(String text) {
    int dollar = text.indexOf('$');
    if (dollar < 0) {
      return text;
    }
    boolean braced = text.startsWith("{", dollar + 1);
    int start = dollar + (braced ? 2 : 1);
    int end = start;
    while (end < text.length() && isNameLetter(text.charAt(end))) {
      end++;
    }
    String value = variables.get(text.substring(start, end));
    boolean closed = !braced || text.startsWith("}", end);
    return value == null || !closed || value.indexOf('$') >= 0
        ? text
        : text.substring(0, dollar) + value + substituted(text.substring(end + (braced ? 1 : 0)));
  }
}
