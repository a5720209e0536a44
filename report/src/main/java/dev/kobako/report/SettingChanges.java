package dev.kobako.report;

import dev.kobako.image.Healthcheck;
import dev.kobako.image.ImageConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compares how two images are run. The secrets in what differs are not told, only that it does: two
 * values that have nothing but another secret look the same.
 */
final class SettingChanges {
  private SettingChanges() {}

  /** The settings on which the configurations don't agree, in the order in which people ask. */
  static List<SettingChange> between(ImageConfig before, ImageConfig after) {
    List<SettingChange> all = new ArrayList<>();
    note(all, "platform", before.platform().toString(), after.platform().toString());
    note(all, "entrypoint", words(before.entrypoint()), words(after.entrypoint()));
    note(all, "cmd", words(before.cmd()), words(after.cmd()));
    note(all, "workdir", before.workingDir(), after.workingDir());
    note(all, "user", before.user(), after.user());
    each(all, "env", before.environment(), after.environment());
    note(all, "ports", words(before.exposedPorts()), words(after.exposedPorts()));
    note(all, "volumes", words(before.volumes()), words(after.volumes()));
    note(all, "stop signal", before.stopSignal().orElse(""), after.stopSignal().orElse(""));
    note(all, "shell", words(before.shell()), words(after.shell()));
    note(
        all,
        "healthcheck",
        before.healthcheck().map(SettingChanges::text).orElse(""),
        after.healthcheck().map(SettingChanges::text).orElse(""));
    each(all, "label", before.labels(), after.labels());
    return all;
  }

  private static String words(List<String> words) {
    return words.isEmpty()
        ? ""
        : words.stream().map(SettingChanges::quoted).collect(Collectors.joining(", ", "[", "]"));
  }

  /** So that no two lists of words look the same, and none like nothing. */
  private static String quoted(String word) {
    return '"' + word.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static String value(@Nullable String value) {
    return value == null ? "" : value.isEmpty() ? quoted(value) : value;
  }

  private static String text(Healthcheck check) {
    StringBuilder text = new StringBuilder(words(check.test()));
    check.interval().ifPresent(time -> text.append(" interval ").append(time));
    check.timeout().ifPresent(time -> text.append(" timeout ").append(time));
    check.startPeriod().ifPresent(time -> text.append(" start period ").append(time));
    check.startInterval().ifPresent(time -> text.append(" start interval ").append(time));
    check.retries().ifPresent(count -> text.append(" retries ").append(count));
    return text.toString();
  }

  private static void note(List<SettingChange> all, String name, String before, String after) {
    if (!before.equals(after)) {
      all.add(
          new SettingChange(
              SecretSearch.masked(name), SecretSearch.masked(before), SecretSearch.masked(after)));
    }
  }

  private static void each(
      List<SettingChange> all,
      String name,
      SortedMap<String, String> before,
      SortedMap<String, String> after) {
    TreeSet<String> keys = new TreeSet<>(before.keySet());
    keys.addAll(after.keySet());
    for (String key : keys) {
      note(all, name + " " + key, value(before.get(key)), value(after.get(key)));
    }
  }
}
