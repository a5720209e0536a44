package dev.kobako.sandbox;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** What runc tells of a container that it could not start, in its log of JSON lines. */
final class RuntimeLog {
  private static final int NOT_FOUND = 127;
  private static final int NOT_EXECUTABLE = 126;

  private RuntimeLog() {}

  /**
   * How the container's process ended, or would have if there were such a program.
   *
   * @param ended how the runtime ended
   * @throws KobakoException outside, where it could not be set up
   */
  static Ending ending(Launch launch, Ending ended) {
    String report = launch.report();
    int ready = report.indexOf(SetupScript.READY + "\n");
    if (ready < 0) {
      throw SetupFailure.of("a container can't be set up", launch);
    }
    Optional<String> error = error(report.substring(ready).lines());
    if (error.isEmpty() || !(ended instanceof Ending.Exited)) {
      return ended;
    }
    String said = error.get();
    if (said.contains("exec: ") || said.contains(" exec ")) {
      return new Ending.Exited(said.contains("permission denied") ? NOT_EXECUTABLE : NOT_FOUND);
    }
    throw KobakoException.outside(Diagnostic.of("container", "can't be started: " + said), null);
  }

  /** Why a container whose folder this is could not be started. */
  static String error(Path folder) {
    try (Stream<String> lines = Files.lines(folder.resolve("runtime.log"))) {
      return error(lines).orElse("no reason was given");
    } catch (IOException | UncheckedIOException e) {
      return "no reason can be read: " + e.getMessage();
    }
  }

  private static Optional<String> error(Stream<String> lines) {
    return lines
        .filter(line -> line.startsWith("{"))
        .map(line -> Json.object("log", line.getBytes(StandardCharsets.UTF_8)))
        .filter(line -> line.text("level").orElse("").equals("error"))
        .flatMap(line -> line.text("msg").stream())
        .findFirst();
  }
}
