package dev.kobako.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads redirections, {@code >file}, {@code 2>&1} and here-documents (POSIX sh, 2.7). */
final class RedirectionReader {
  private static final List<String> OPERATORS =
      List.of("<<-", "<<", "<&", "<>", ">>", ">&", ">|", "<", ">");

  private static final List<String> OPERATORS_OF_BASH = List.of("<<<", "&>>", "&>");

  private final Scanner in;
  private final WordReader words;
  private final Dialect dialect;

  RedirectionReader(Scanner in, WordReader words, Dialect dialect) {
    this.in = in;
    this.words = words;
    this.dialect = dialect;
  }

  /** Those that come next, with the blanks around them; often none. */
  List<Command.Redirection> all() throws ShellException {
    List<Command.Redirection> all = new ArrayList<>();
    in.skipBlanks();
    while (isNext()) {
      all.add(redirection());
      in.skipBlanks();
    }
    return all;
  }

  private boolean isNext() {
    char c = Character.isDigit(in.peek()) ? in.peekNext() : in.peek();
    if (dialect.isBash() && (in.startsWith("<(") || in.startsWith(">("))) {
      return false; // that is a word
    }
    return c == '<' || c == '>' || (dialect.isBash() && in.startsWith("&>"));
  }

  private Command.Redirection redirection() throws ShellException {
    int file = Character.isDigit(in.peek()) ? in.next() - '0' : -1;
    String operator =
        (dialect.isBash() ? OPERATORS_OF_BASH.stream() : Stream.<String>empty())
            .filter(in::skip)
            .findFirst()
            .or(() -> OPERATORS.stream().filter(in::skip).findFirst())
            .orElseThrow();
    in.skipBlanks();
    Word target = words.word();
    if (target.parts().isEmpty()) {
      throw in.unexpected("the target of '" + operator + "'");
    }
    if (operator.equals("<<") || operator.equals("<<-")) {
      in.await(end(target));
    }
    return new Command.Redirection(
        file >= 0 ? file : operator.startsWith("<") ? 0 : 1, operator, target);
  }

  /** The line that ends a here-document: its word without quotes. */
  private static String end(Word target) {
    StringBuilder end = new StringBuilder();
    for (Word.Part part : target.parts()) {
      if (part instanceof Word.Part.Text(String text, _)) {
        end.append(text);
      }
    }
    return end.toString();
  }
}
