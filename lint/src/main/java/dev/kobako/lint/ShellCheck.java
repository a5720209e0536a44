package dev.kobako.lint;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Json;
import dev.kobako.image.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The program <a href="https://www.shellcheck.net/">shellcheck</a>, asked of many scripts at once:
 * it takes longer to start than to read a script.
 */
public final class ShellCheck {
  /** Of scripts that one process is asked of. */
  private static final int MOST_SCRIPTS = 100;

  /** Processes at a time. */
  private static final int MOST_PROCESSES = 2;

  private static final int LONGEST_SECONDS = 120;
  private static final int MOST_BYTES = 16 << 20;

  /** What it can only be told in the script itself, which nobody writes into a Dockerfile. */
  private static final String EXCLUDED = "SC1090,SC1091,SC2187";

  private final Path program;

  /** The program in that file. */
  public ShellCheck(Path program) {
    this.program = program;
  }

  /** Answers for scripts. */
  static final class Answers {
    /** Where nobody was asked. */
    static final Answers NONE = new Answers(Map.of());

    private final Map<String, List<ShellRemark>> byScript;

    private Answers(Map<String, List<ShellRemark>> byScript) {
      this.byScript = byScript;
    }

    /** The last of what is said of a script. */
    Optional<ShellRemark> last(ShellScript script) {
      return byScript.getOrDefault(script.text(), List.of()).stream().max(ShellRemark.ORDER);
    }
  }

  /**
   * Asks of the scripts of files.
   *
   * @throws KobakoException outside, where the program fails
   */
  Answers ask(List<ShellScript> scripts) {
    Set<String> different = new LinkedHashSet<>();
    scripts.forEach(each -> different.add(each.text()));
    if (different.isEmpty()) {
      return Answers.NONE;
    }
    List<String> texts = List.copyOf(different);
    int parts =
        Math.max(
            Math.min(MOST_PROCESSES, (texts.size() + 9) / 10),
            (texts.size() + MOST_SCRIPTS - 1) / MOST_SCRIPTS);
    int size = (texts.size() + parts - 1) / parts;
    try {
      Path folder = Files.createTempDirectory("kobako-shellcheck");
      try {
        Map<String, List<ShellRemark>> all = new HashMap<>();
        List<Part> running = new ArrayList<>();
        for (int from = 0; from < texts.size(); from += size) {
          if (running.size() == MOST_PROCESSES) {
            running.removeFirst().collect(all);
          }
          running.add(
              start(folder, from, texts.subList(from, Math.min(texts.size(), from + size))));
        }
        for (Part each : running) {
          each.collect(all);
        }
        return new Answers(all);
      } finally {
        remove(folder);
      }
    } catch (IOException e) {
      throw failed(String.valueOf(e.getMessage()), e);
    }
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  private Part start(Path folder, int first, List<String> texts) throws IOException {
    List<String> command = new ArrayList<>();
    Collections.addAll(command, program.toString(), "--norc", "--format=json1", "--severity=style");
    command.add("--exclude=" + EXCLUDED);
    for (int i = 0; i < texts.size(); i++) {
      String name = Integer.toString(first + i);
      Files.writeString(folder.resolve(name), texts.get(i));
      command.add(name);
    }
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    Map<String, String> environment = builder.environment();
    environment.remove("SHELLCHECK_OPTS");
    environment.put("LC_ALL", "C.UTF-8");
    Process process = builder.start();
    process.getOutputStream().close();
    return new Part(process, first, texts);
  }

  /** A process that was asked of some scripts. */
  private final class Part {
    private final Process process;
    private final int first;
    private final List<String> texts;
    private byte[] answer = {};

    private final Thread reader;

    Part(Process process, int first, List<String> texts) {
      this.process = process;
      this.first = first;
      this.texts = texts;
      this.reader = Thread.ofPlatform().daemon().start(this::read);
    }

    private void read() {
      try (InputStream out = process.getInputStream()) {
        answer = out.readNBytes(MOST_BYTES);
      } catch (IOException _) {
        process.destroy(); // its exit code says the rest
      }
    }

    void collect(Map<String, List<ShellRemark>> all) {
      try {
        if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
          throw failed("did not end in " + LONGEST_SECONDS + " seconds", null);
        }
        reader.join();
      } catch (InterruptedException e) {
        throw KobakoException.interrupted(program.toString(), e);
      } finally {
        process.destroyForcibly();
      }
      if (process.exitValue() > 1) {
        throw failed("ended with exit code " + process.exitValue(), null);
      }
      for (JsonObject comment : Json.object(program + "'s answer", answer).objects("comments")) {
        int number = Integer.parseInt(comment.requiredText("file")) - first;
        all.computeIfAbsent(texts.get(number), _ -> new ArrayList<>()).add(remark(comment));
      }
    }
  }

  private static ShellRemark remark(JsonObject comment) {
    return new ShellRemark(
        (int) comment.requiredNumber("line"),
        (int) comment.requiredNumber("column"),
        switch (comment.requiredText("level")) {
          case "warning" -> Severity.WARNING;
          case "info" -> Severity.INFO;
          case "style" -> Severity.STYLE;
          default -> Severity.ERROR;
        },
        (int) comment.requiredNumber("code"),
        comment.requiredText("message"));
  }

  private KobakoException failed(String fact, @Nullable Throwable cause) {
    return KobakoException.outside(
        Diagnostic.of(program.toString(), fact, "run it by hand, or give --no-shellcheck"), cause);
  }
}
