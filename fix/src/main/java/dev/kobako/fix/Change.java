package dev.kobako.fix;

import dev.kobako.dockerfile.Statement;
import java.util.List;

/**
 * What a fix would do at one place: all of its edits or none.
 *
 * @param statement the first that it touches
 * @param says what is done, a clause for people
 * @param edits apart from each other, at least one
 */
public record Change(Statement statement, String says, List<Edit> edits) {
  public Change {
    edits = List.copyOf(edits);
    if (edits.isEmpty()) {
      throw new IllegalArgumentException("a change of nothing");
    }
  }
}
