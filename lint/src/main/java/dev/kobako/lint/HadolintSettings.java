package dev.kobako.lint;

import dev.kobako.config.ConfigurationFiles;
import dev.kobako.diagnostic.KobakoException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What hadolint's users have settled, where hadolint looks for it. */
public final class HadolintSettings {
  private static final Set<String> YES = Set.of("1", "y", "on", "true", "yes");
  private static final List<String> ENDINGS = List.of(".yaml", ".yml");

  private HadolintSettings() {}

  /**
   * What a file says.
   *
   * @throws KobakoException a finding, for a value that a field can't have or no such file;
   *     outside, where it can't be read
   */
  public static LintSettings read(Path file) {
    return LintSettingsReader.hadolint(file.toString(), ConfigurationFiles.bytes(file));
  }

  /**
   * The one file that counts: the first of those in the working folder, the XDG configuration
   * folder, {@code ~/.hadolint} and the home folder.
   *
   * @param environment of the process
   */
  public static Optional<Path> find(SortedMap<String, String> environment, Path workingFolder) {
    List<Path> places = new ArrayList<>();
    add(places, workingFolder, ".hadolint");
    Optional<Path> home = folder(environment, "HOME");
    folder(environment, "XDG_CONFIG_HOME")
        .or(() -> home.map(folder -> folder.resolve(".config")))
        .ifPresent(folder -> add(places, folder, "hadolint"));
    home.ifPresent(folder -> {
      add(places, folder.resolve(".hadolint"), "hadolint");
      add(places, folder.resolve(".hadolint"), "config");
      add(places, folder, ".hadolint");
    });
    return places.stream().filter(Files::isRegularFile).findFirst();
  }

  private static void add(List<Path> places, Path folder, String name) {
    ENDINGS.forEach(ending -> places.add(folder.resolve(name + ending)));
  }

  private static Optional<Path> folder(SortedMap<String, String> environment, String variable) {
    String value = environment.getOrDefault(variable, "");
    return value.startsWith("/") ? Optional.of(Path.of(value)) : Optional.empty();
  }

  /** What variables of the environment say; what no value can be says nothing. */
  public static LintSettings of(SortedMap<String, String> environment) {
    SortedMap<Severity, SortedSet<String>> severities = new TreeMap<>();
    for (Severity severity :
        List.of(Severity.ERROR, Severity.WARNING, Severity.INFO, Severity.STYLE)) {
      SortedSet<String> ids = list(environment, "OVERRIDE_" + severity.name());
      if (!ids.isEmpty()) {
        severities.put(severity, ids);
      }
    }
    return new LintSettings(
        list(environment, "IGNORE"),
        severities,
        list(environment, "TRUSTED_REGISTRIES"),
        labels(environment),
        flag(environment, "STRICT_LABELS"),
        flag(environment, "DISABLE_IGNORE_PRAGMA"),
        text(environment, "FAILURE_THRESHOLD").flatMap(Severity::of),
        flag(environment, "NOFAIL"),
        list(environment, "FORMAT").stream().findFirst(),
        Optional.empty(),
        Optional.empty());
  }

  private static Optional<String> text(SortedMap<String, String> environment, String name) {
    return Optional.ofNullable(environment.get("HADOLINT_" + name));
  }

  private static Optional<Boolean> flag(SortedMap<String, String> environment, String name) {
    return text(environment, name).map(value -> YES.contains(value.toLowerCase(Locale.ROOT)));
  }

  private static SortedSet<String> list(SortedMap<String, String> environment, String name) {
    SortedSet<String> all = new TreeSet<>();
    text(environment, name)
        .filter(value -> !value.isEmpty())
        .ifPresent(value -> all.addAll(List.of(value.split(","))));
    return all;
  }

  private static SortedMap<String, LabelType> labels(SortedMap<String, String> environment) {
    SortedMap<String, LabelType> labels = new TreeMap<>();
    for (String each : list(environment, "REQUIRE_LABELS")) {
      int colon = each.indexOf(':');
      LabelType.of(colon < 0 ? "" : each.substring(colon + 1))
          .ifPresent(type -> labels.put(colon < 0 ? each : each.substring(0, colon), type));
    }
    return labels;
  }
}
