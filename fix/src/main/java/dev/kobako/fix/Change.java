package dev.kobako.fix;

import dev.kobako.dockerfile.Statement;
import dev.kobako.tree.ImagePath;
import java.util.List;

/**
 * What a fix would do at one place: all of its edits or none.
 *
 * @param statement the first that it touches
 * @param says what is done, a clause for people
 * @param edits of the Dockerfile, apart from each other
 * @param ignored lines that the context's ignore file gets
 * @param kept what stays in an image of which else nothing needs to, see {@link Promise#kept}
 */
public record Change(
    Statement statement,
    String says,
    List<Edit> edits,
    List<String> ignored,
    List<ImagePath> kept) {
  public Change {
    edits = List.copyOf(edits);
    ignored = List.copyOf(ignored);
    kept = List.copyOf(kept);
    if (edits.isEmpty() && ignored.isEmpty()) {
      throw new IllegalArgumentException("a change of nothing");
    }
  }

  /** One of the Dockerfile only. */
  Change(Statement statement, String says, List<Edit> edits) {
    this(statement, says, edits, List.of());
  }

  /** One of an image that keeps all that no promise names. */
  Change(Statement statement, String says, List<Edit> edits, List<String> ignored) {
    this(statement, says, edits, ignored, List.of());
  }
}
