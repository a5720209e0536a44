package dev.kobako.slim;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The first line of a script, as the kernel reads it (execve(2)): an interpreter and at most one
 * argument.
 *
 * @param interpreter the path after {@code #!}
 * @param argument the rest of the line, if there is any
 */
public record Shebang(String interpreter, Optional<String> argument) {
  /** The kernel looks at no more of the file than this (BINPRM_BUF_SIZE). */
  public static final int LIMIT = 256;

  /** The option of {@code env} that splits what follows it, alone or last of several letters. */
  private static final String SPLIT = "(^|[ \t])(-[0iv]*S|--split-string[= \t])";

  /** Options of {@code env} whose value is the next word. */
  private static final Set<String> VALUED = Set.of("-u", "-C", "-a", "--unset", "--chdir");

  /** Reads the line from the first bytes of a file; empty where the file is no script. */
  public static Optional<Shebang> of(byte[] head) {
    if (head.length < 3 || head[0] != '#' || head[1] != '!') {
      return Optional.empty();
    }
    String text =
        new String(head, 2, Math.min(head.length, LIMIT) - 2, StandardCharsets.ISO_8859_1);
    int end = 0;
    while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\0') {
      end++;
    }
    String line = withoutBlanks(text.substring(0, end));
    if (line.isEmpty()) {
      return Optional.empty();
    }
    int space = 0;
    while (space < line.length() && line.charAt(space) != ' ' && line.charAt(space) != '\t') {
      space++;
    }
    String rest = withoutBlanks(line.substring(space));
    return Optional.of(
        new Shebang(
            line.substring(0, space), rest.isEmpty() ? Optional.empty() : Optional.of(rest)));
  }

  /** A carriage return is no blank to the kernel: it belongs to the name, which then fails. */
  private static String withoutBlanks(String text) {
    return text.replaceAll("^[ \t]+|[ \t]+$", "");
  }

  /** Whether the interpreter is {@code env}, which looks for the program in PATH. */
  public boolean isEnv() {
    return interpreter.endsWith("/env");
  }

  /**
   * The program that {@code env} is asked to start: the first word that is no option or variable.
   */
  public Optional<String> envProgram() {
    if (!isEnv() || argument.isEmpty()) {
      return Optional.empty();
    }
    String rest = argument.get();
    if (!rest.startsWith("-")) {
      return Optional.of(rest);
    }
    List<String> words = words(rest.replaceFirst(SPLIT, ""));
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (VALUED.contains(word)) {
        i++;
      } else if (!word.startsWith("-") && word.indexOf('=') < 0) {
        return Optional.of(word);
      }
    }
    return Optional.empty();
  }

  /** Splits as {@code env -S} does: blanks separate, quotes hold together. */
  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    char quote = 0;
    boolean inWord = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        if (c == quote) {
          quote = 0;
        } else {
          word.append(c);
        }
      } else if (c == '"' || c == '\'') {
        quote = c;
        inWord = true;
      } else if (c == ' ' || c == '\t') {
        if (inWord) {
          words.add(word.toString());
          word.setLength(0);
          inWord = false;
        }
      } else {
        word.append(c);
        inWord = true;
      }
    }
    if (inWord) {
      words.add(word.toString());
    }
    return words;
  }
}
