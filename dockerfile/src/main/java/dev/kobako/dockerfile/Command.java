package dev.kobako.dockerfile;

import java.util.List;

/** What RUN, CMD, ENTRYPOINT and HEALTHCHECK run. */
public sealed interface Command {
  /**
   * A line for the shell.
   *
   * @param line as BuildKit hands it to the shell: continuations joined; heredocs are appended by
   *     whoever runs it, or are its script where the line is nothing but a heredoc
   * @param heredocs of RUN only
   */
  record Shell(String line, List<Heredoc> heredocs) implements Command {
    public Shell {
      heredocs = List.copyOf(heredocs);
    }

    /** Whether the line is nothing but the announcement of a here-document. */
    public boolean isHeredocAlone() {
      return !heredocs.isEmpty() && HeredocOpening.parse(line).isPresent();
    }
  }

  /** Program and arguments; empty for {@code CMD []}. */
  record Exec(List<String> words) implements Command {
    public Exec {
      words = List.copyOf(words);
    }
  }
}
