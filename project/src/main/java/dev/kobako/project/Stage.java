package dev.kobako.project;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A stage of a Dockerfile that is being written.
 *
 * @param comment what it is for
 * @param base an image or the name of an earlier stage
 * @param name unless it is the last one
 */
record Stage(List<String> comment, String base, Optional<String> name, List<Line> lines) {
  Stage {
    comment = List.copyOf(comment);
    lines = List.copyOf(lines);
  }

  static Stage named(String name, String base) {
    return new Stage(List.of(), base, Optional.of(name), List.of());
  }

  static Stage last(String base) {
    return new Stage(List.of(), base, Optional.empty(), List.of());
  }

  Stage saying(String... words) {
    return new Stage(List.of(words), base, name, lines);
  }

  Stage with(Line... more) {
    return with(Arrays.asList(more));
  }

  Stage with(List<Line> more) {
    List<Line> all = new ArrayList<>(lines);
    all.addAll(more);
    return new Stage(comment, base, name, all);
  }

  Stage with(String... instructions) {
    return with(Arrays.stream(instructions).map(Line::of).toList());
  }

  /** With the manifests and steps of a layer, the comment above its first instruction. */
  Stage with(DependencyLayer layer, String... comment) {
    List<Line> more = new ArrayList<>(layer.instructions().stream().map(Line::of).toList());
    if (!more.isEmpty()) {
      more.set(0, more.getFirst().saying(comment));
    }
    return with(more);
  }

  /** The text, which ends with a line end. */
  String text() {
    StringBuilder text = new StringBuilder();
    comment.forEach(line -> text.append("# ").append(line).append('\n'));
    text.append("FROM ").append(base);
    name.ifPresent(word -> text.append(" AS ").append(word));
    text.append('\n');
    for (Line line : lines) {
      line.comment().forEach(words -> text.append("# ").append(words).append('\n'));
      text.append(line.instruction()).append('\n');
    }
    return text.toString();
  }
}
