package dev.kobako.lint;

import dev.kobako.dockerfile.Instruction;
import java.util.function.Predicate;

/** zypper install that leaves its cache in the layer. */
final class ZypperCacheLeft extends RunRule {
  @Override
  public Description description() {
    return new Description(
        "DL3036", Severity.WARNING, "Run zypper clean behind zypper install, in the same RUN");
  }

  @Override
  boolean breaks(Instruction.Run run, RunScript script) {
    Predicate<ShellCommand> install = command -> command.is("zypper", "install", "in");
    return script.any(install)
        && !ScratchMount.isAt(run, "/var/cache/zypp")
        && !script.isBefore(install, command -> command.is("zypper", "clean", "cc"));
  }
}
