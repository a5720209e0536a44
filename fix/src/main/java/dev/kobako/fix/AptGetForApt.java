package dev.kobako.fix;

import dev.kobako.shell.Invocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The tool for scripts in place of the one for people. */
final class AptGetForApt implements Fix {
  private static final Set<String> BOTH_HAVE =
      Set.of(
          "update",
          "install",
          "dist-upgrade",
          "remove",
          "purge",
          "autoremove",
          "clean",
          "build-dep",
          "source",
          "download");

  @Override
  public Description description() {
    return new Description(
        "apt-get-for-apt",
        List.of("DL3027"),
        "Use apt-get, whose options stay what they are, in place of apt",
        new Promise(
            "the same packages; apt-get keeps archives where apt would not",
            List.of(),
            List.of("var/log/apt/**", "var/cache/apt/**"),
            false,
            false));
  }

  @Override
  public List<Change> changes(FixableFile file) {
    List<Change> changes = new ArrayList<>();
    for (FixableStage stage : file.stages()) {
      for (RunScript script : stage.scripts()) {
        List<Edit> edits = new ArrayList<>();
        for (Invocation each : script.invocations()) {
          if (isFor(each) && script.written(each.words().getFirst()).equals("apt")) {
            edits.add(new Edit(script.span(each.words().getFirst()), "apt-get"));
          }
        }
        if (!edits.isEmpty()) {
          changes.add(new Change(script.run().statement(), "apt-get in place of apt", edits));
        }
      }
    }
    return changes;
  }

  private static boolean isFor(Invocation invocation) {
    return invocation.name().equals("apt")
        && invocation.arguments().stream()
            .filter(each -> !each.startsWith("-"))
            .findFirst()
            .filter(BOTH_HAVE::contains)
            .isPresent();
  }
}
