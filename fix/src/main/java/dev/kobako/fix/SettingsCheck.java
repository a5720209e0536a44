package dev.kobako.fix;

import dev.kobako.image.Healthcheck;
import dev.kobako.image.ImageConfig;
import dev.kobako.shell.Script;
import dev.kobako.shell.ShellException;
import dev.kobako.tree.Entry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** Holds the settings of an image against those that it had. */
final class SettingsCheck {
  private static final String PATH = "PATH";
  private static final int MOST_BYTES = 1 << 20;

  private SettingsCheck() {}

  /**
   * What is set in another way, for people.
   *
   * @param commands whether a command may be the words of the line that a shell had
   * @param forRunning whether variables that are for compilers may be gone, and folders of
   *     compilers that programs are looked for in
   */
  static List<String> broken(
      boolean commands, boolean forRunning, BuiltImage before, BuiltImage after) {
    List<String> broken = new ArrayList<>();
    Map<String, Object> now = all(after.config(), forRunning);
    all(before.config(), forRunning)
        .forEach((name, value) -> {
          if (!Objects.equals(value, now.get(name))) {
            broken.add("the image's " + name + " is set in another way");
          }
        });
    if (forRunning && !hasAllFolders(before, after)) {
      broken.add("the image's PATH has other folders");
    }
    user(forRunning, before, after, broken);
    check(commands, test(before), test(after), broken);
    command("cmd", commands, before.config().cmd(), after.config().cmd(), broken);
    command(
        "entrypoint", commands, before.config().entrypoint(), after.config().entrypoint(), broken);
    return broken;
  }

  private static Map<String, Object> all(ImageConfig config, boolean forRunning) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("environment", forRunning ? forRunning(config) : config.env());
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

  /** The variables that are not for compilers, whatever their order. */
  private static Map<String, String> forRunning(ImageConfig config) {
    Map<String, String> variables = new TreeMap<>(config.environment());
    variables.keySet().removeAll(BuilderBase.VARIABLES);
    variables.remove(PATH);
    return variables;
  }

  /** Whether no folder is new or in another order. */
  private static boolean hasAllFolders(BuiltImage before, BuiltImage after) {
    List<String> old = folders(before);
    List<String> now = folders(after);
    return old.stream().filter(now::contains).toList().equals(now);
  }

  private static List<String> folders(BuiltImage image) {
    return List.of(image.config().environment().getOrDefault(PATH, "").split(":"));
  }

  /** Whether a user that is named has the same numbers, home and shell. */
  private static void user(
      boolean mayChange, BuiltImage before, BuiltImage after, List<String> broken) {
    String user = before.config().user().replaceFirst(":.*", "");
    if (mayChange && !account(before, user).equals(account(after, user))) {
      broken.add("the image's user " + user + " has another account");
    }
  }

  private static Optional<String> account(BuiltImage image, String user) {
    Optional<Entry.RegularFile> file = image.tree().resolve("/etc/passwd").file();
    if (file.isEmpty() || file.get().content().size() > MOST_BYTES) {
      return Optional.empty();
    }
    try (InputStream in = file.get().content().open()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> line.startsWith(user + ":"))
          .findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
