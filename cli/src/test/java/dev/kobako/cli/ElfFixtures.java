package dev.kobako.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.jr.ob.JSON;

/**
 * Programs that were built to tell closures apart, in the folder {@code shared/elf} beside the
 * repository: each was run, and what it needs was found by taking files away.
 *
 * @param root the small system that has them, built here
 * @param cases in the order of {@code expected.json}
 */
record ElfFixtures(Path root, List<Case> cases) {
  /**
   * One recorded run.
   *
   * @param how the insight that it takes: elf, shebang, string, knowledge, trace or corrupt
   * @param runs whether the program started on the whole system
   * @param required files and links of which it misses each
   * @param decoys files that it never opens
   * @param missing libraries without which it does not start
   */
  record Case(
      String name,
      String how,
      String program,
      Map<String, String> environment,
      String workingDirectory,
      boolean runs,
      List<String> required,
      List<String> decoys,
      List<String> missing) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** Builds them; skips the test where the folder or a compiler is missing. */
  static ElfFixtures build(Path temp) throws IOException, InterruptedException {
    Path fixtures = folder().orElse(null);
    assumeTrue(
        fixtures != null, "skipped: needs the folder shared/elf/fixtures beside the repository");
    HostCommand.assume("make", "gcc", "musl-gcc", "python3", "bash", "localedef");
    copy(fixtures, temp);
    HostCommand.Result make = HostCommand.of(temp, "make").run();
    assumeTrue(
        make.code() == 0, () -> "skipped: the fixtures do not build here: " + lastLine(make.err()));
    List<Case> cases = new ArrayList<>();
    JSON.std
        .mapFrom(Files.readString(fixtures.resolve("expected.json")))
        .forEach((name, value) -> cases.add(readCase(name, (Map<?, ?>) value)));
    return new ElfFixtures(temp.resolve("root"), cases);
  }

  private static Case readCase(String name, Map<?, ?> fields) {
    Map<String, String> environment = new java.util.TreeMap<>();
    if (fields.get("env") instanceof Map<?, ?> variables) {
      variables.forEach((key, value) -> environment.put(key.toString(), value.toString()));
    }
    return new Case(
        name,
        text(fields, "how"),
        texts(fields, "argv").getFirst(),
        environment,
        text(fields, "cwd"),
        Boolean.TRUE.equals(fields.get("runs")),
        texts(fields, "required"),
        texts(fields, "decoys"),
        texts(fields, "missing"));
  }

  private static String text(Map<?, ?> fields, String key) {
    return fields.get(key) instanceof String text ? text : "";
  }

  private static List<String> texts(Map<?, ?> fields, String key) {
    return fields.get(key) instanceof List<?> list
        ? list.stream().map(Object::toString).toList()
        : List.of();
  }

  private static Optional<Path> folder() {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path fixtures = at.resolve("shared/elf/fixtures");
      if (Files.isRegularFile(fixtures.resolve("expected.json"))) {
        return Optional.of(fixtures);
      }
    }
    return Optional.empty();
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.sorted().toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }

  private static String lastLine(String text) {
    return text.lines().reduce("", (_, line) -> line);
  }
}
