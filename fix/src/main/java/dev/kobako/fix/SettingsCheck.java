package dev.kobako.fix;

import dev.kobako.image.Healthcheck;
import dev.kobako.image.ImageConfig;
import dev.kobako.shell.Script;
import dev.kobako.shell.ShellException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Holds the settings of an image against those that it had. */
final class SettingsCheck {
  private SettingsCheck() {}

  /**
   * What is set in another way, for people.
   *
   * @param commands whether a command may be the words of the line that a shell had
   */
  static List<String> broken(boolean commands, BuiltImage before, BuiltImage after) {
    List<String> broken = new ArrayList<>();
    Map<String, Object> now = all(after.config());
    all(before.config())
        .forEach((name, value) -> {
          if (!Objects.equals(value, now.get(name))) {
            broken.add("the image's " + name + " is set in another way");
          }
        });
    check(commands, test(before), test(after), broken);
    command("cmd", commands, before.config().cmd(), after.config().cmd(), broken);
    command(
        "entrypoint", commands, before.config().entrypoint(), after.config().entrypoint(), broken);
    return broken;
  }

  private static Map<String, Object> all(ImageConfig config) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("environment", config.env());
    all.put("user", config.user());
    all.put("working directory", config.workingDir());
    all.put("ports", config.exposedPorts());
    all.put("volumes", config.volumes());
    all.put("stop signal", config.stopSignal());
    all.put("shell", config.shell());
    all.put("health check", config.healthcheck().map(SettingsCheck::withoutTest));
    all.put("labels", config.labels());
    all.put("triggers", config.onBuild());
    all.put("author", config.author());
    return all;
  }

  private static void command(
      String name,
      boolean mayChange,
      List<String> before,
      List<String> after,
      List<String> broken) {
    if (!before.equals(after) && !(mayChange && isSame(before, after))) {
      broken.add("the image's " + name + " is another one");
    }
  }

  private static Healthcheck withoutTest(Healthcheck check) {
    return new Healthcheck(
        List.of(),
        check.interval(),
        check.timeout(),
        check.startPeriod(),
        check.startInterval(),
        check.retries());
  }

  private static List<String> test(BuiltImage image) {
    return image.config().healthcheck().map(Healthcheck::test).orElse(List.of());
  }

  /** Its first word says whether the others are a line for a shell. */
  private static void check(
      boolean mayChange, List<String> before, List<String> after, List<String> broken) {
    boolean isExec =
        before.size() == 2
            && before.getFirst().equals("CMD-SHELL")
            && after.size() > 1
            && after.getFirst().equals("CMD");
    boolean same = isExec && isSame(before, after.subList(1, after.size()));
    if (!before.equals(after) && !(mayChange && same)) {
      broken.add("the image's health check is another one");
    }
  }

  private static boolean isSame(List<String> shellForm, List<String> words) {
    if (shellForm.isEmpty()) {
      return false;
    }
    try {
      List<String> line = Script.parseBash(shellForm.getLast()).plainWords();
      boolean exec = !line.isEmpty() && line.getFirst().equals("exec");
      return (exec ? line.subList(1, line.size()) : line).equals(words);
    } catch (ShellException _) {
      return false;
    }
  }
}
