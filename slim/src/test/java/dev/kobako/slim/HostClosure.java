package dev.kobako.slim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kobako.sandbox.Ending;
import dev.kobako.sandbox.LaidOutRoot;
import dev.kobako.sandbox.Run;
import dev.kobako.sandbox.RunResult;
import dev.kobako.sandbox.Sandbox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A closure of real programs, which can be run with nothing but what is in it. */
final class HostClosure {
  private final Closure closure;
  private final List<String> command;

  private HostClosure(Closure closure, List<String> command) {
    this.closure = closure;
    this.command = command;
  }

  /** What this command of this machine keeps; skipped where there is no such program. */
  static HostClosure of(String... command) throws IOException {
    assumeTrue(Files.isExecutable(Path.of(command[0])), "skipped: no " + command[0] + " here");
    return of(Sources.thisMachine(path(), "/"), ClosureOptions.defaults(), command);
  }

  /** The same with byte code in place of Python's source. */
  static HostClosure compiled(String... command) throws IOException {
    assumeTrue(Files.isExecutable(Path.of(command[0])), "skipped: no " + command[0] + " here");
    ClosureOptions options =
        ClosureOptions.defaults().withPythonCode(ClosureOptions.PythonCode.COMPILED);
    return of(Sources.thisMachine(path(), "/"), options, command);
  }

  /** What this command keeps of an unpacked root. */
  static HostClosure in(Path root, String... command) throws IOException {
    return of(Sources.rootFileSystem(root, path()), ClosureOptions.defaults(), command);
  }

  private static SortedMap<String, String> path() {
    SortedMap<String, String> environment = new TreeMap<>();
    environment.put("PATH", "/usr/bin:/bin");
    return environment;
  }

  private static HostClosure of(Source source, ClosureOptions options, String... command)
      throws IOException {
    Closure closure = new Closure(source, options);
    closure.keepProgram(command[0], List.of(command), Reason.asked("tested"));
    LoaderCache.keep(closure);
    return new HostClosure(closure, List.of(command));
  }

  KeepSet keepSet() {
    return closure.keepSet();
  }

  /** Whether what a path leads to is kept. */
  boolean has(String path) {
    return closure.has(closure.tree().resolve(path).place());
  }

  /** What the command prints with the closure as its root; it must end with 0. */
  String output(Path folder) {
    try (LaidOutRoot root = LaidOutRoot.of(keepSet().tree(), folder)) {
      Run run = Run.of(root.path(), command, Duration.ofSeconds(60));
      RunResult result = Sandbox.available().run(run);
      String errors = new String(result.stderr(), StandardCharsets.UTF_8);
      assertThat(result.ending()).as(errors).isEqualTo(new Ending.Exited(0));
      return new String(result.stdout(), StandardCharsets.UTF_8);
    }
  }
}
