package dev.kobako.fix;

import dev.kobako.lint.ScratchMount;
import dev.kobako.lint.ShellCommand;
import java.util.List;
import java.util.Set;

/** apk fetches its index for one command only. */
final class ApkCacheOff extends AddedFlag {
  @Override
  public Description description() {
    return new Description(
        "apk-no-cache",
        List.of("DL3019", "S03"),
        "Let apk add leave no index behind",
        Promise.without("apk's index is gone", "var/cache/apk/**"));
  }

  @Override
  String flag() {
    return "--no-cache";
  }

  @Override
  Set<String> behind() {
    return Set.of("add");
  }

  @Override
  boolean lacks(ShellCommand command, RunScript script) {
    return command.is("apk", "add")
        && !command.hasFlag("no-cache")
        && !ScratchMount.isAt(script.run(), "/var/cache/apk")
        && !ScratchMount.isAt(script.run(), "/etc/apk/cache");
  }
}
