package dev.kobako.build;

import dev.kobako.image.Healthcheck;
import dev.kobako.image.ImageConfig;
import dev.kobako.image.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The configuration of an image while instructions change it. What neither the OCI specification
 * nor Docker's has is not carried on from a base, nor when it was made, its layers and history.
 */
final class ConfigDraft {
  private static final String DEFAULT_PATH =
      "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  Platform platform;
  Optional<String> author = Optional.empty();
  final List<String> environment = new ArrayList<>();
  List<String> entrypoint = List.of();
  List<String> cmd = List.of();
  boolean argsEscaped;

  /** Absolute; a base image may have none. */
  Optional<String> workingDirectory = Optional.empty();

  String user = "";
  final SortedMap<String, String> labels = new TreeMap<>();
  final SortedSet<String> ports = new TreeSet<>();
  final SortedSet<String> volumes = new TreeSet<>();
  Optional<String> stopSignal = Optional.empty();
  List<String> shell = List.of();
  Optional<Healthcheck> healthcheck = Optional.empty();
  final List<String> triggers = new ArrayList<>();

  private ConfigDraft(Platform platform) {
    this.platform = platform;
  }

  /** That of {@code scratch}: it starts in the root. */
  static ConfigDraft empty(Platform platform) {
    ConfigDraft draft = new ConfigDraft(platform);
    draft.workingDirectory = Optional.of("/");
    return draft;
  }

  /** What a stage has of its base: all but the triggers, which are run and gone. */
  static ConfigDraft upon(ImageConfig base) {
    ConfigDraft draft = new ConfigDraft(base.platform());
    draft.author = base.author();
    draft.environment.addAll(base.env());
    draft.entrypoint = base.entrypoint();
    draft.cmd = base.cmd();
    draft.argsEscaped = base.argsEscaped();
    draft.workingDirectory = base.setWorkingDir();
    draft.user = base.user();
    draft.labels.putAll(base.labels());
    draft.ports.addAll(base.exposedPorts());
    draft.volumes.addAll(base.volumes());
    draft.stopSignal = base.stopSignal();
    draft.shell = base.shell();
    draft.healthcheck = base.healthcheck();
    return draft;
  }

  /** Sets a variable in its place, or as the last one. */
  void set(String name, String value) {
    String line = name + "=" + value;
    for (int i = 0; i < environment.size(); i++) {
      if (name(environment.get(i)).equals(name)) {
        environment.set(i, line);
        return;
      }
    }
    environment.add(line);
  }

  /** Every image that is built has a PATH; Windows has its own. */
  void ensurePath() {
    if (!platform.os().equals("windows")
        && environment.stream().noneMatch(line -> name(line).equals("PATH"))) {
      environment.add("PATH=" + DEFAULT_PATH);
    }
  }

  /** Words for the shell with the shell before them. */
  List<String> inShell(String line) {
    List<String> words = new ArrayList<>(shell);
    if (words.isEmpty()) {
      words.addAll(
          platform.os().equals("windows") ? List.of("cmd", "/S", "/C") : List.of("/bin/sh", "-c"));
    }
    words.add(line);
    return List.copyOf(words);
  }

  /** About how many characters the configuration has. */
  long text() {
    long characters = 0;
    for (String line : environment) {
      characters += line.length();
    }
    for (var label : labels.entrySet()) {
      characters += label.getKey().length() + label.getValue().length();
    }
    return characters;
  }

  ImageConfig config() {
    return ImageConfig.builder()
        .platform(platform)
        .author(author)
        .env(environment)
        .entrypoint(entrypoint)
        .cmd(cmd)
        .argsEscaped(argsEscaped)
        .workingDir(workingDirectory.orElse(""))
        .user(user)
        .labels(labels)
        .exposedPorts(List.copyOf(ports))
        .volumes(List.copyOf(volumes))
        .stopSignal(stopSignal)
        .shell(shell)
        .healthcheck(healthcheck)
        .onBuild(triggers)
        .build();
  }

  static String name(String line) {
    int equals = line.indexOf('=');
    return equals < 0 ? line : line.substring(0, equals);
  }

  static String value(String line) {
    int equals = line.indexOf('=');
    return equals < 0 ? "" : line.substring(equals + 1);
  }
}
