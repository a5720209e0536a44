package dev.kobako.image;

import dev.kobako.diagnostic.KobakoException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The configuration of an image: config.md of the OCI image specification, with Docker's additions.
 * A view on the JSON: fields that kobako does not know survive, and a configuration that was read
 * has exactly the bytes that were read.
 */
public final class ImageConfig {
  private final JsonObject json;
  private final JsonObject run;
  private final Content bytes;
  private final Optional<Instant> created;
  private final Platform platform;
  private final List<Digest> diffIds;
  private final List<HistoryEntry> history;
  private final Optional<Healthcheck> healthcheck;

  private ImageConfig(JsonObject json, byte[] bytes) {
    this.json = json;
    this.run = json.object("config").orElse(new JsonObject(json.place() + ": config", Map.of()));
    this.bytes = Content.of(bytes);
    this.created = time(json, "created");
    this.platform =
        new Platform(
            json.text("os").orElse("linux"),
            json.text("architecture").orElse("unknown"),
            json.text("variant"),
            json.text("os.version"));
    this.diffIds = diffIds(json);
    this.history = json.objects("history").stream().map(HistoryEntry::of).toList();
    this.healthcheck = run.object("Healthcheck").map(Healthcheck::of);
    checkRun();
  }

  /**
   * Reads a configuration; whatever is wrong with a field that kobako knows is found here and not
   * later.
   *
   * @param place what image it belongs to, for messages
   * @throws KobakoException a finding
   */
  public static ImageConfig parse(String place, byte[] bytes) {
    return new ImageConfig(Json.object(place + ": config", bytes), bytes);
  }

  /** A configuration from nothing, for {@code linux} on this machine's CPU. */
  public static ImageConfigBuilder builder() {
    return new ImageConfigBuilder(new LinkedHashMap<>()).platform(Platform.host());
  }

  /** The same configuration to be changed; fields that aren't set stay as they are. */
  public ImageConfigBuilder toBuilder() {
    Map<String, Object> copy = new LinkedHashMap<>();
    json.members().forEach((key, value) -> copy.put(key.toString(), value));
    return new ImageConfigBuilder(copy);
  }

  /** The JSON; a fresh copy. */
  public byte[] bytes() {
    try {
      return bytes.bytes();
    } catch (java.io.IOException e) {
      throw new IllegalStateException("an array can always be read", e);
    }
  }

  /** What the image runs on. */
  public Platform platform() {
    return platform;
  }

  /** When the image was made. */
  public Optional<Instant> created() {
    return created;
  }

  /** Who made the image. */
  public Optional<String> author() {
    return json.text("author").filter(text -> !text.isEmpty());
  }

  /** The program and its fixed arguments; empty for none. */
  public List<String> entrypoint() {
    return run.texts("Entrypoint");
  }

  /** The default arguments, or program and arguments where there is no entrypoint. */
  public List<String> cmd() {
    return run.texts("Cmd");
  }

  /** Environment variables in their order, each {@code NAME=value}. */
  public List<String> env() {
    return run.texts("Env");
  }

  /** Environment variables by name; the last one of a name counts, lines without a name don't. */
  public SortedMap<String, String> environment() {
    return new TreeMap<>(EnvironmentLines.byName(env()));
  }

  /** The value of an environment variable; the last one counts. */
  public Optional<String> env(String name) {
    return env().reversed().stream()
        .filter(line -> line.startsWith(name + "="))
        .findFirst()
        .map(line -> line.substring(name.length() + 1));
  }

  /** The folder in which the program starts, {@code /} if not set. */
  public String workingDir() {
    return setWorkingDir().orElse("/");
  }

  /** The folder in which the program starts, if the configuration has one. */
  public Optional<String> setWorkingDir() {
    return run.text("WorkingDir").filter(text -> !text.isEmpty());
  }

  /** {@code user[:group]} by name or number; empty for root. */
  public String user() {
    return run.text("User").orElse("");
  }

  /** Free notes by key. */
  public SortedMap<String, String> labels() {
    return run.textMap("Labels");
  }

  /** Ports as {@code 80/tcp}, sorted. */
  public List<String> exposedPorts() {
    return run.names("ExposedPorts");
  }

  /** Folders that get a volume, sorted. */
  public List<String> volumes() {
    return run.names("Volumes");
  }

  /** The signal that stops a container, by name or number. */
  public Optional<String> stopSignal() {
    return run.text("StopSignal").filter(text -> !text.isEmpty());
  }

  /** The shell for commands without one, {@code ["/bin/sh", "-c"]} if empty. */
  public List<String> shell() {
    return run.texts("Shell");
  }

  /** How a container is asked whether it is well. */
  public Optional<Healthcheck> healthcheck() {
    return healthcheck;
  }

  /** What Dockerfiles that build upon this image run first. */
  public List<String> onBuild() {
    return run.texts("OnBuild");
  }

  /** Whether Windows is to take the words of {@link #cmd} as they are; Docker's. */
  public boolean argsEscaped() {
    return run.flag("ArgsEscaped");
  }

  /** A member that neither the specification nor Docker has. */
  public Optional<JsonObject> extension(String name) {
    return json.object(name);
  }

  /** The digests of the layers' tars, the lowest first. */
  public List<Digest> diffIds() {
    return diffIds;
  }

  /** How the layers came to be, the lowest first; may be empty although there are layers. */
  public List<HistoryEntry> history() {
    return history;
  }

  /**
   * What made each layer, the lowest first: the history's instruction or, as it is with images that
   * no Dockerfile made, its comment; empty where it says neither. As many as there are layers.
   */
  public List<String> layerInstructions() {
    List<String> instructions = new ArrayList<>(diffIds.size());
    for (HistoryEntry entry : history) {
      if (!entry.emptyLayer() && instructions.size() < diffIds.size()) {
        instructions.add(entry.createdBy().or(entry::comment).orElse(""));
      }
    }
    instructions.addAll(Collections.nCopies(diffIds.size() - instructions.size(), ""));
    return List.copyOf(instructions);
  }

  /** {@code rootfs.type}, which must be {@code layers}. */
  String rootfsType() {
    return json.object("rootfs").flatMap(rootfs -> rootfs.text("type")).orElse("");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ImageConfig config && java.util.Arrays.equals(bytes(), config.bytes());
  }

  @Override
  public int hashCode() {
    return java.util.Arrays.hashCode(bytes());
  }

  @Override
  public String toString() {
    return new String(bytes(), java.nio.charset.StandardCharsets.UTF_8);
  }

  /** Looks at every known field once, so that no accessor can fail later. */
  private void checkRun() {
    for (String list : List.of("Entrypoint", "Cmd", "Env", "Shell", "OnBuild")) {
      run.texts(list);
    }
    for (String text : List.of("WorkingDir", "User", "StopSignal")) {
      run.text(text);
    }
    for (String set : List.of("ExposedPorts", "Volumes")) {
      run.object(set);
    }
    run.textMap("Labels");
    run.flag("ArgsEscaped");
    json.text("author");
  }

  private static List<Digest> diffIds(JsonObject json) {
    JsonObject rootfs = json.object("rootfs").orElse(new JsonObject(json.place(), Map.of()));
    List<Digest> all = new ArrayList<>();
    for (String text : rootfs.texts("diff_ids")) {
      try {
        all.add(Digest.parse(text));
      } catch (KobakoException e) {
        throw rootfs
            .at("diff_ids[" + all.size() + "]")
            .finding(e.diagnostic().place() + ": " + e.diagnostic().fact());
      }
    }
    return List.copyOf(all);
  }

  static Optional<Instant> time(JsonObject json, String name) {
    Optional<String> text = json.text(name).filter(value -> !value.isEmpty());
    try {
      return text.map(value -> OffsetDateTime.parse(value).toInstant());
    } catch (DateTimeException _) {
      throw json.at(name).finding("'" + text.orElse("") + "', expected a time as in RFC 3339");
    }
  }
}
