package dev.kobako.lint;

import dev.kobako.dockerfile.Instruction;
import java.util.function.Predicate;

/** dnf install that leaves its cache in the layer. */
final class DnfCacheLeft extends RunRule {
  private static final String[] INSTALLING = {
    "install", "in", "upgrade", "up", "upgrade-minimal", "up-min", "reinstall", "rei"
  };

  @Override
  public Description description() {
    return new Description(
        "DL3040", Severity.WARNING, "Run dnf clean all behind dnf install, in the same RUN");
  }

  @Override
  boolean breaks(Instruction.Run run, RunScript script) {
    return !ScratchMount.isAt(run, "/var/cache/libdnf5")
        && !ScratchMount.isAt(run, ".cache/libdnf5")
        && (leaves(script, "dnf") || leaves(script, "microdnf"));
  }

  private static boolean leaves(RunScript script, String program) {
    Predicate<ShellCommand> install = command -> command.is(program, INSTALLING);
    return script.any(install)
        && !script.isBefore(
            install,
            command ->
                command.is(program, "clean", "all")
                    || command.is("rm", "-rf", "/var/cache/libdnf5*"));
  }
}
