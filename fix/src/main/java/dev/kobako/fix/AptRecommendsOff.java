package dev.kobako.fix;

import dev.kobako.lint.ShellCommand;
import java.util.List;
import java.util.Set;

/** Packages that apt-get installs only because others recommend them stay out. */
final class AptRecommendsOff extends AddedFlag {
  @Override
  public Description description() {
    return new Description(
        "apt-no-recommends",
        List.of("DL3015", "S05"),
        "Let apt-get install nothing that is only recommended",
        new Promise(
            "packages are gone that others only recommended", List.of(), List.of(), true, false));
  }

  @Override
  String flag() {
    return "--no-install-recommends";
  }

  @Override
  Set<String> behind() {
    return Set.of("install");
  }

  @Override
  boolean lacks(ShellCommand command, RunScript script, FixableStage stage) {
    return command.is("apt-get", "install")
        && !command.hasFlag("no-install-recommends", "install-recommends")
        && command.arguments().stream().noneMatch(each -> each.contains("Install-Recommends"))
        // somebody may have settled it for all
        && stage.scripts().stream()
            .noneMatch(each -> each.outline().text().contains("Install-Recommends"));
  }
}
