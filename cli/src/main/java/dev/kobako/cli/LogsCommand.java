package dev.kobako.cli;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.sandbox.KnownContainer;
import dev.kobako.sandbox.RunningContainers;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code kobako logs}: what a container in the background has written. */
final class LogsCommand {
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final int BLOCK = 64 << 10;

  private final ParseResult parsed;
  private final Console console;

  LogsCommand(ParseResult parsed, Console console) {
    this.parsed = parsed;
    this.console = console;
  }

  static CommandSpec spec() {
    CommandSpec spec =
        Options.command(
            "logs",
            "Prints what a container in the background has written.",
            "kobako logs -f --tail 10 web");
    new Options(spec)
        .arguments("CONTAINER", "1", "Its name or id.")
        .flag("Go on until the container ends.", "-f", "--follow")
        .text("LINES", "Only so many of the last lines (default: all).", "-n", "--tail")
        .help();
    return spec;
  }

  int run() throws IOException {
    RunningContainers containers = ContainerAccess.known(console);
    KnownContainer container = containers.find(Options.arguments(parsed).getFirst());
    long lines = tail();
    Path log = container.log();
    if (!Files.exists(log)) {
      return 0;
    }
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      file.seek(lines < 0 ? 0 : startOfLast(file, lines));
      InputStream in = Channels.newInputStream(file.getChannel());
      boolean more = parsed.hasMatchedOption("--follow");
      while (more) {
        // asked before reading: what was written last is read in any case
        more = isRunning(containers, container.id());
        pass(in, console.out());
        Thread.sleep(more ? PAUSE : Duration.ZERO);
      }
      pass(in, console.out());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return 0;
  }

  private static void pass(InputStream in, PrintStream out) throws IOException {
    in.transferTo(out);
    out.flush();
  }

  private static boolean isRunning(RunningContainers containers, String id) {
    return containers.all().stream()
        .anyMatch(
            each -> each.id().equals(id) && each.state() instanceof KnownContainer.State.Running);
  }

  private long tail() {
    Optional<String> text = Options.text(parsed, "--tail").filter(each -> !each.equals("all"));
    if (text.isPresent() && !text.get().matches("[0-9]{1,9}")) {
      throw KobakoException.usage(
          Diagnostic.of("--tail " + text.get(), "is no number of lines", "write --tail 10"));
    }
    return text.map(Long::parseLong).orElse(-1L);
  }

  /** Goes back block by block; a last line without its end counts. */
  private static long startOfLast(RandomAccessFile file, long lines) throws IOException {
    long end = file.length();
    byte[] block = new byte[BLOCK];
    long left = lines;
    for (long start = end; start > 0; ) {
      int length = (int) Math.min(BLOCK, start);
      start -= length;
      file.seek(start);
      file.readFully(block, 0, length);
      for (int i = length - 1; i >= 0; i--) {
        boolean last = start + i == end - 1;
        if (block[i] == '\n' && !last && --left == 0) {
          return start + i + 1;
        }
      }
    }
    return lines == 0 ? end : 0;
  }
}
