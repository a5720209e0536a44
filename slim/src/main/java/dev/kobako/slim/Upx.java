package dev.kobako.slim;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Content;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The {@code upx} tool: packs a program so that it unpacks itself in memory when it starts. */
public final class Upx {
  private static final long TIME_LIMIT_MINUTES = 30;
  private static final int MOST_OUTPUT = 64 << 10;

  /** How hard it tries. */
  public sealed interface Level {
    /** Level 1. */
    record Fast() implements Level {}

    /** upx' own choice. */
    record Standard() implements Level {}

    /** {@code --best} with LZMA: smallest, slowest to start. */
    record Best() implements Level {}

    /**
     * One of upx' levels.
     *
     * @param number 1 to 9
     */
    record Numbered(int number) implements Level {
      public Numbered {
        if (number < 1 || number > 9) {
          throw new IllegalArgumentException("upx has levels 1 to 9, not " + number);
        }
      }
    }

    /**
     * Reads the value of {@code --upx}: empty, {@code fast}, {@code best} or a number.
     *
     * @throws KobakoException usage, for anything else
     */
    static Level parse(String text) {
      return switch (text) {
        case "" -> new Standard();
        case "fast" -> new Fast();
        case "best" -> new Best();
        default -> {
          if (text.matches("[1-9]")) {
            yield new Numbered(Integer.parseInt(text));
          }
          throw KobakoException.usage(
              Diagnostic.of(
                  "--upx=" + text,
                  "is no level of upx, expected fast, best or 1 to 9",
                  "write --upx for upx' own choice"));
        }
      };
    }
  }

  private final Path tool;

  /** The tool at {@code tool}, an absolute path. */
  public Upx(Path tool) {
    this.tool = tool;
  }

  /**
   * Packs a program into a new file in {@code folder}.
   *
   * @return empty where upx can't or won't pack it
   */
  public Optional<Path> pack(Content program, Level level, Path folder) throws IOException {
    Path plain = Files.createTempFile(folder, "plain", "");
    Path packed = folder.resolve(plain.getFileName() + ".upx");
    try (InputStream in = program.open()) {
      Files.copy(in, plain, StandardCopyOption.REPLACE_EXISTING);
    }
    plain.toFile().setExecutable(true);
    List<String> command = new ArrayList<>();
    command.add(tool.toString());
    command.addAll(options(level));
    command.addAll(List.of("-q", "-q", "-o", packed.toString(), plain.toString()));
    Path said = Files.createTempFile(folder, "upx", "");
    boolean done = run(command, said);
    Files.delete(said);
    Files.delete(plain);
    return done && Files.exists(packed) ? Optional.of(packed) : Optional.empty();
  }

  private static List<String> options(Level level) {
    return switch (level) {
      case Level.Fast _ -> List.of("-1");
      case Level.Standard _ -> List.of();
      case Level.Best _ -> List.of("--best", "--lzma");
      case Level.Numbered(int number) -> List.of("-" + number);
    };
  }

  /** What it says goes to a file, so that a tool that hangs or chatters holds nothing up. */
  private static boolean run(List<String> command, Path said) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(said.toFile())
            .start();
    try (InputStream out = Files.newInputStream(said)) {
      return process.waitFor(TIME_LIMIT_MINUTES, TimeUnit.MINUTES)
          && process.exitValue() == 0
          && !new String(out.readNBytes(MOST_OUTPUT), StandardCharsets.UTF_8).contains("Exception");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      process.destroyForcibly();
    }
  }
}
