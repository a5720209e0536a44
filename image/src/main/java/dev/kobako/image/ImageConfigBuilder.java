package dev.kobako.image;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** Changes to a configuration; not to be shared between threads. */
public final class ImageConfigBuilder {
  private final Map<String, Object> members;
  private final Map<String, Object> run = new LinkedHashMap<>();

  ImageConfigBuilder(Map<String, Object> members) {
    this.members = members;
    if (members.get("config") instanceof Map<?, ?> map) {
      map.forEach((key, value) -> run.put(key.toString(), value));
    }
  }

  /** Sets what the image runs on. */
  public ImageConfigBuilder platform(Platform platform) {
    members.put("architecture", platform.architecture());
    members.put("os", platform.os());
    put(members, "variant", platform.variant());
    put(members, "os.version", platform.osVersion());
    return this;
  }

  /** Sets when the image was made. */
  public ImageConfigBuilder created(Instant time) {
    members.put("created", time.toString());
    return this;
  }

  /** Sets who made the image. */
  public ImageConfigBuilder author(Optional<String> name) {
    put(members, "author", name.filter(text -> !text.isEmpty()));
    return this;
  }

  /** Sets the program; an empty list for none. */
  public ImageConfigBuilder entrypoint(List<String> words) {
    return put("Entrypoint", words);
  }

  /** Sets the default arguments; an empty list for none. */
  public ImageConfigBuilder cmd(List<String> words) {
    return put("Cmd", words);
  }

  /** Sets all environment variables, each {@code NAME=value}, in this order. */
  public ImageConfigBuilder env(List<String> lines) {
    return put("Env", lines);
  }

  /** Sets the folder in which the program starts. */
  public ImageConfigBuilder workingDir(String path) {
    put(run, "WorkingDir", Optional.of(path).filter(text -> !text.isEmpty()));
    return this;
  }

  /** Sets {@code user[:group]}; empty for root. */
  public ImageConfigBuilder user(String name) {
    put(run, "User", Optional.of(name).filter(text -> !text.isEmpty()));
    return this;
  }

  /** Sets all labels. */
  public ImageConfigBuilder labels(SortedMap<String, String> labels) {
    put(
        run,
        "Labels",
        Optional.of(labels).filter(map -> !map.isEmpty()).map(LinkedHashMap<String, String>::new));
    return this;
  }

  /** Sets the ports, as {@code 80/tcp}. */
  public ImageConfigBuilder exposedPorts(List<String> ports) {
    return putSet("ExposedPorts", ports);
  }

  /** Sets the folders that get a volume. */
  public ImageConfigBuilder volumes(List<String> paths) {
    return putSet("Volumes", paths);
  }

  /** Sets the signal that stops a container. */
  public ImageConfigBuilder stopSignal(Optional<String> signal) {
    put(run, "StopSignal", signal);
    return this;
  }

  /** Sets the shell for commands without one. */
  public ImageConfigBuilder shell(List<String> words) {
    return put("Shell", words);
  }

  /** Sets how a container is asked whether it is well. */
  public ImageConfigBuilder healthcheck(Optional<Healthcheck> healthcheck) {
    put(run, "Healthcheck", healthcheck.map(Healthcheck::toJson));
    return this;
  }

  /** Sets what Dockerfiles that build upon this image run first. */
  public ImageConfigBuilder onBuild(List<String> triggers) {
    return put("OnBuild", triggers);
  }

  /** Sets whether Windows is to take the words of Cmd as they are. */
  public ImageConfigBuilder argsEscaped(boolean escaped) {
    put(run, "ArgsEscaped", escaped ? Optional.of(true) : Optional.empty());
    return this;
  }

  /** Sets a member that neither the specification nor Docker has. */
  public ImageConfigBuilder extension(String name, Map<String, Object> value) {
    members.put(name, value);
    return this;
  }

  /** Sets the digests of the layers' tars, the lowest first. */
  public ImageConfigBuilder diffIds(List<Digest> digests) {
    Map<String, Object> rootfs = new LinkedHashMap<>();
    rootfs.put("type", "layers");
    rootfs.put("diff_ids", digests.stream().map(Digest::toString).toList());
    members.put("rootfs", rootfs);
    return this;
  }

  /** Sets how the layers came to be. */
  public ImageConfigBuilder history(List<HistoryEntry> entries) {
    members.put("history", entries.stream().map(HistoryEntry::toJson).toList());
    return this;
  }

  /** The configuration: known fields first and in the specification's order, then the others. */
  public ImageConfig build() {
    members.put("config", run);
    if (!members.containsKey("rootfs")) {
      diffIds(List.of());
    }
    Map<String, Object> ordered = new LinkedHashMap<>();
    for (String name :
        List.of(
            "created",
            "author",
            "architecture",
            "os",
            "os.version",
            "os.features",
            "variant",
            "config",
            "rootfs",
            "history")) {
      if (members.containsKey(name)) {
        ordered.put(name, members.get(name));
      }
    }
    members.forEach(ordered::putIfAbsent);
    return ImageConfig.parse("new image", Json.bytes(ordered));
  }

  private ImageConfigBuilder put(String name, List<String> words) {
    put(run, name, Optional.of(List.copyOf(words)).filter(list -> !list.isEmpty()));
    return this;
  }

  private ImageConfigBuilder putSet(String name, List<String> words) {
    Map<String, Object> set = new LinkedHashMap<>();
    words.stream().sorted().forEach(word -> set.put(word, Map.of()));
    put(run, name, Optional.of(set).filter(map -> !map.isEmpty()));
    return this;
  }

  private static void put(Map<String, Object> target, String name, Optional<?> value) {
    if (value.isPresent()) {
      target.put(name, value.get());
    } else {
      target.remove(name);
    }
  }
}
