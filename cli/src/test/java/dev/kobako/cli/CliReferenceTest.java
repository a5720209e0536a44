package dev.kobako.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/cli.md} is what the commands say of themselves. {@code -Dkobako.update=true} writes
 * it anew.
 */
class CliReferenceTest {
  private static final Path REFERENCE = Path.of("..", "docs", "cli.md");

  /** Every command by the words that lead to it. A new command belongs here. */
  private static final List<List<String>> COMMANDS =
      List.of(
          List.of(),
          List.of("bundle"),
          List.of("build"),
          List.of("slim"),
          List.of("run"),
          List.of("create"),
          List.of("start"),
          List.of("restart"),
          List.of("exec"),
          List.of("ps"),
          List.of("logs"),
          List.of("stop"),
          List.of("kill"),
          List.of("wait"),
          List.of("port"),
          List.of("rm"),
          List.of("base"),
          List.of("pull"),
          List.of("push"),
          List.of("copy"),
          List.of("save"),
          List.of("load"),
          List.of("images"),
          List.of("inspect"),
          List.of("lint"),
          List.of("compare"),
          List.of("fix"),
          List.of("init"),
          List.of("explain"),
          List.of("why"),
          List.of("diff"),
          List.of("tag"),
          List.of("rmi"),
          List.of("gc"),
          List.of("index"),
          List.of("index", "create"),
          List.of("tags"),
          List.of("referrers"),
          List.of("attach"),
          List.of("login"),
          List.of("logout"),
          List.of("setup"));

  @Test
  void theReferenceIsWhatTheHelpTextsSay() throws IOException {
    String expected = reference();
    if (Boolean.getBoolean("kobako.update")) {
      Files.writeString(REFERENCE, expected);
    }
    assertThat(REFERENCE)
        .as("docs/cli.md, which -Dkobako.update=true writes anew")
        .hasContent(expected);
  }

  @Test
  void theReferenceHasEveryCommandThatTheMainHelpNames() {
    List<String> named =
        help(List.of())
            .lines()
            .dropWhile(line -> !line.equals("Commands:"))
            .skip(1)
            .takeWhile(line -> line.startsWith("  "))
            .filter(line -> !line.startsWith("   "))
            .map(line -> line.strip().split(" ")[0])
            .toList();
    assertThat(named)
        .isEqualTo(
            COMMANDS.stream().filter(words -> words.size() == 1).map(List::getFirst).toList());
  }

  private static String reference() {
    StringBuilder text =
        new StringBuilder(
            """
            # Commands

            Generated from the help texts by `CliReferenceTest`; change those, not this file.
            What the options mean in depth is in [bundle.md](bundle.md), [bases.md](bases.md), [tools.md](tools.md),
            [moving-images.md](moving-images.md) and [registries.md](registries.md).
            """);
    for (List<String> words : COMMANDS) {
      List<String> heading = new ArrayList<>(List.of("kobako"));
      heading.addAll(words);
      text.append("\n## ")
          .append(String.join(" ", heading))
          .append("\n\n```\n")
          .append(help(words))
          .append("```\n");
    }
    return text.toString();
  }

  private static String help(List<String> words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    List<String> arguments = new ArrayList<>(words);
    arguments.add("--help");
    int code =
        Main.run(
            arguments,
            new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                InputStream.nullInputStream(),
                Collections.emptySortedMap(),
                "/"));
    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(code).isZero();
    return out.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
  }
}
