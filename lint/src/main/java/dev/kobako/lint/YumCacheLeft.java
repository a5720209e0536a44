package dev.kobako.lint;

import dev.kobako.dockerfile.Instruction;
import java.util.function.Predicate;

/** yum install that leaves its cache in the layer. */
final class YumCacheLeft extends RunRule {
  @Override
  public Description description() {
    return new Description(
        "DL3032", Severity.WARNING, "Run yum clean all behind yum install, in the same RUN");
  }

  @Override
  boolean breaks(Instruction.Run run, RunScript script) {
    Predicate<ShellCommand> install = command -> command.installs("yum");
    return script.any(install) && !script.isBefore(install, YumCacheLeft::cleans);
  }

  private static boolean cleans(ShellCommand command) {
    return command.is("yum", "clean", "all") || command.is("rm", "-rf", "/var/cache/yum/*");
  }
}
