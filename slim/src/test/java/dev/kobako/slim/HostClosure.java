package dev.kobako.slim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kobako.sandbox.Ending;
import dev.kobako.sandbox.LaidOutRoot;
import dev.kobako.sandbox.Run;
import dev.kobako.sandbox.RunResult;
import dev.kobako.sandbox.Sandbox;
import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A closure of programs of this machine, which can be run with nothing but what is in it. */
final class HostClosure {
  private final Closure closure;

  private HostClosure(Closure closure) {
    this.closure = closure;
  }

  /** What this way of starting a program keeps; skipped where there is no such program. */
  static HostClosure of(String... command) throws IOException {
    assumeTrue(Files.isExecutable(Path.of(command[0])), "skipped: no " + command[0] + " here");
    SortedMap<String, String> environment = new TreeMap<>();
    environment.put("PATH", "/usr/bin:/bin");
    Closure closure = new Closure(Sources.thisMachine(environment, "/"), ClosureOptions.defaults());
    closure.keepProgram(command[0], List.of(command), Reason.asked("tested"));
    LoaderCache.keep(closure);
    return new HostClosure(closure);
  }

  KeepSet keepSet() {
    return closure.keepSet();
  }

  boolean has(String path) {
    return closure.has(closure.source().tree().resolve(path).place());
  }

  boolean holds(ImagePath path) {
    return closure.has(path);
  }

  /** What a command prints that is run with the closure as its root; it must end with 0. */
  String output(Path folder, String... command) {
    try (LaidOutRoot root = LaidOutRoot.of(keepSet().tree(), folder)) {
      Run run = Run.of(root.path(), List.of(command), Duration.ofSeconds(60));
      RunResult result = Sandbox.available().run(run);
      String errors = new String(result.stderr(), StandardCharsets.UTF_8);
      assertThat(result.ending()).as(errors).isEqualTo(new Ending.Exited(0));
      return new String(result.stdout(), StandardCharsets.UTF_8);
    }
  }
}
