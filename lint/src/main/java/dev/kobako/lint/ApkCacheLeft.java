package dev.kobako.lint;

import dev.kobako.dockerfile.Instruction;

/** apk add that leaves its index in the layer. */
final class ApkCacheLeft extends RunRule {
  @Override
  public Description description() {
    return new Description(
        "DL3019", Severity.INFO, "Give apk add --no-cache, and it leaves no index behind");
  }

  @Override
  boolean breaks(Instruction.Run run, RunScript script) {
    return !ScratchMount.isAt(run, "/var/cache/apk")
        && script.any(command -> command.is("apk", "add") && !command.hasFlag("no-cache"));
  }
}
