package dev.kobako.project;

import java.util.List;

/**
 * An instruction, with what is said above it.
 *
 * @param comment lines without the number sign; none where nothing needs saying
 */
record Line(List<String> comment, String instruction) {
  Line {
    comment = List.copyOf(comment);
  }

  static Line of(String instruction) {
    return new Line(List.of(), instruction);
  }

  static Line of(FileCopy copy) {
    return of(copy.text());
  }

  static Line of(RunStep step) {
    return of(step.text());
  }

  /** The same with a comment. */
  Line saying(String... lines) {
    return new Line(List.of(lines), instruction);
  }
}
