package dev.kobako.fix;

import dev.kobako.dockerfile.Statement;
import java.util.List;

/**
 * What a fix would do at one place: all of its edits or none.
 *
 * @param statement the first that it touches
 * @param says what is done, a clause for people
 * @param edits of the Dockerfile, apart from each other
 * @param ignored lines that the context's ignore file gets
 */
public record Change(Statement statement, String says, List<Edit> edits, List<String> ignored) {
  public Change {
    edits = List.copyOf(edits);
    ignored = List.copyOf(ignored);
    if (edits.isEmpty() && ignored.isEmpty()) {
      throw new IllegalArgumentException("a change of nothing");
    }
  }

  /** One of the Dockerfile only. */
  Change(Statement statement, String says, List<Edit> edits) {
    this(statement, says, edits, List.of());
  }
}
