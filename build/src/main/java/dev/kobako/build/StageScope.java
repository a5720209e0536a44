package dev.kobako.build;

import dev.kobako.image.ImageConfig;
import dev.kobako.image.Platform;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** What the instructions of a stage have made so far, and what a stage upon it goes on from. */
final class StageScope {
  private final ConfigDraft config;
  private final Platform platform;
  private final Environment variables;
  private final SequencedMap<String, String> arguments;
  private boolean cmdSet;

  private StageScope(
      ConfigDraft config,
      Platform platform,
      Environment variables,
      SequencedMap<String, String> arguments) {
    this.config = config;
    this.platform = platform;
    this.variables = variables;
    this.arguments = arguments;
    config.ensurePath();
    for (String line : config.environment) {
      variables.set(ConfigDraft.name(line), ConfigDraft.value(line));
    }
    config.workingDirectory =
        config.workingDirectory.map(path -> StepPath.workingDirectory("/", path));
  }

  /** From nothing. */
  static StageScope empty(Platform platform) {
    return new StageScope(
        ConfigDraft.empty(platform), platform, new Environment(), new LinkedHashMap<>());
  }

  /** From an image. */
  static StageScope upon(ImageConfig image, Platform platform) {
    return new StageScope(
        ConfigDraft.upon(image), platform, new Environment(), new LinkedHashMap<>());
  }

  /** From a finished stage: its arguments are inherited, but an ENV of it counts more. */
  static StageScope upon(StageScope base) {
    return new StageScope(
        ConfigDraft.upon(base.config.config()),
        base.platform,
        Environment.copyOf(base.variables),
        new LinkedHashMap<>(base.arguments));
  }

  ConfigDraft config() {
    return config;
  }

  /** What steps run for. */
  Platform platform() {
    return platform;
  }

  /** ENV and ARG: what words are expanded with and RUN sees. */
  Environment variables() {
    return variables;
  }

  /** Takes in an ARG, which RUN's history then has; without value it adds no variable. */
  void argument(String name, Optional<String> value) {
    if (!BuildArguments.isHidden(name)) {
      value.ifPresent(text -> variables.set(name, text));
    }
    arguments.put(name, value.orElse(""));
  }

  /** Whether an ARG has named it, with or without a value. */
  boolean declares(String name) {
    return arguments.containsKey(name);
  }

  /** Absolute. */
  String workingDirectory() {
    return config.workingDirectory.orElse("/");
  }

  /** Takes in CMD. */
  void cmd(List<String> words) {
    config.cmd = words;
    config.argsEscaped = true;
    cmdSet = true;
  }

  /** Takes in ENTRYPOINT: a CMD that comes from the base was meant for another one. */
  void entrypoint(List<String> words) {
    config.entrypoint = words;
    if (!cmdSet) {
      config.cmd = List.of();
    }
  }

  /** {@code |2 A=b C=d}, the arguments as RUN's history has them; nothing where there are none. */
  List<String> argumentsForHistory() {
    List<String> words = new ArrayList<>();
    arguments.forEach((name, value) -> words.add(name + "=" + variables.value(name).orElse(value)));
    if (!words.isEmpty()) {
      words.addFirst("|" + words.size());
    }
    return words;
  }
}
