package dev.kobako.fix;

import dev.kobako.lint.ShellCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Packages that apt-get installs only because others recommend them stay out. */
final class AptRecommendsOff extends AddedFlag {
  private static final Set<String> FETCHING = Set.of("curl", "wget", "git");

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

  /** Somebody may have settled it for all. */
  @Override
  boolean isSettledIn(FixableStage stage) {
    return hasText(stage, "Install-Recommends");
  }

  @Override
  boolean lacks(ShellCommand command, RunScript script) {
    return command.is("apt-get", "install")
        && !command.hasFlag("no-install-recommends", "install-recommends")
        && command.arguments().stream().noneMatch(each -> each.contains("Install-Recommends"));
  }

  /** Certificates and the C library's headers are no more than recommended, and mostly needed. */
  @Override
  List<String> missing(ShellCommand command, FixableStage stage, FixableFile file) {
    List<String> missing = new ArrayList<>();
    if (FETCHING.stream().anyMatch(each -> installs(command, each))
        && file.syntax().source().text().contains("https://")
        && !hasText(stage, "ca-certificates")) {
      missing.add("ca-certificates");
    }
    if (installs(command, "gcc")
        && Stream.of("libc6-dev", "build-essential", "g++")
            .noneMatch(each -> hasText(stage, each))) {
      missing.add("libc6-dev");
    }
    return missing;
  }

  private static boolean installs(ShellCommand command, String name) {
    return command.arguments().stream()
        .anyMatch(each -> each.equals(name) || each.startsWith(name + "="));
  }

  private static boolean hasText(FixableStage stage, String text) {
    return stage.scripts().stream().anyMatch(each -> each.outline().text().contains(text));
  }
}
