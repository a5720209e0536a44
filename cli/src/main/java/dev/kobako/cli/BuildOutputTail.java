package dev.kobako.cli;

import dev.kobako.diagnostic.PrintableText;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** The last lines that a failing step of a build wrote, where nobody watches the build. */
final class BuildOutputTail {
  private static final int LINES = 20;

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  /** What the build is told to. */
  BuildDisplay display() {
    return new BuildDisplay(new QuietBuild(new PrintStream(said, true, StandardCharsets.UTF_8)));
  }

  /** The lines, without what would steer a terminal. */
  String lines() {
    List<String> all =
        said.toString(StandardCharsets.UTF_8).lines().map(PrintableText::of).toList();
    return all.stream().skip(Math.max(0, all.size() - LINES)).collect(Collectors.joining("\n"));
  }
}
