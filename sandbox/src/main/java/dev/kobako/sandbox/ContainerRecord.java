package dev.kobako.sandbox;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Json;
import dev.kobako.image.JsonObject;
import dev.kobako.image.StagedFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The folder of a container with a name: {@code container.json} says what it is, {@code process}
 * which process it runs below, {@code started} is there once it has, {@code ended} holds its exit
 * code. Only its owner can enter it: the environment may hold secrets.
 *
 * @param folder called by the container's id
 */
record ContainerRecord(Path folder) {
  private static final int MAX_BYTES = 1 << 20;

  /** Says what the container is. */
  void write(NamedContainer named, Instant created) throws IOException {
    Container container = named.container();
    ContainerUser user = container.user();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", named.name());
    json.put("created", created.toString());
    json.put("command", container.command());
    json.put("environment", container.environment());
    json.put("workingDirectory", container.workingDirectory());
    json.put("uid", user.uid());
    json.put("gid", user.gid());
    json.put("groups", user.groups().stream().map(Object::toString).toList());
    ProcessRights rights = container.rights();
    json.put("layers", container.layers().stream().map(each -> each.folder().toString()).toList());
    json.put("insecure", Boolean.toString(rights.insecure()));
    json.put("capabilities", rights.capabilities());
    json.put("limits", rights.limits().stream().map(ResourceLimit::toString).toList());
    json.put("labels", named.labels());
    StagedFile staged = StagedFile.createPrivate(folder);
    Files.write(staged.path(), Json.bytes(json));
    staged.renameTo(folder.resolve("container.json"));
  }

  /** Says which process it runs below. */
  void writeProcess(long pid) throws IOException {
    StagedFile staged = StagedFile.createPrivate(folder);
    Files.writeString(staged.path(), ProcessMark.of(pid).toString());
    staged.renameTo(folder.resolve("process"));
  }

  /** Says how it ended. */
  void writeEnd(int code) throws IOException {
    StagedFile staged = StagedFile.createPrivate(folder);
    Files.writeString(staged.path(), code + "\n");
    staged.renameTo(folder.resolve("ended"));
  }

  /** The container as it is now; empty where there is none any more, or not yet. */
  Optional<KnownContainer> read() {
    try {
      byte[] bytes = small("container.json");
      JsonObject json = Json.object(folder.toString(), bytes);
      List<Integer> groups = new ArrayList<>();
      json.texts("groups").forEach(each -> groups.add(Integer.valueOf(each)));
      ContainerUser user =
          new ContainerUser(
              (int) json.requiredNumber("uid"), (int) json.requiredNumber("gid"), groups);
      ContainerProcess process =
          new ContainerProcess(
              json.texts("command"),
              json.texts("environment"),
              json.requiredText("workingDirectory"),
              user,
              rights(json));
      return Optional.of(
          new KnownContainer(
              folder.getFileName().toString(),
              json.requiredText("name"),
              process,
              Instant.parse(json.requiredText("created")),
              folder.resolve("log"),
              json.texts("layers").stream().map(Path::of).toList(),
              json.textMap("labels"),
              state()));
    } catch (IOException | KobakoException | DateTimeException | NumberFormatException _) {
      return Optional.empty();
    }
  }

  private static ProcessRights rights(JsonObject json) {
    return new ProcessRights(
        json.text("insecure").filter("true"::equals).isPresent(),
        json.texts("capabilities"),
        json.texts("limits").stream().map(ResourceLimit::parse).toList());
  }

  /** Whether its first process has been started. */
  boolean isStarted() {
    return Files.exists(folder.resolve("started"));
  }

  /** The process it runs below; empty if that has ended. */
  Optional<ProcessMark> process() {
    try {
      String text = new String(small("process"), StandardCharsets.US_ASCII);
      return ProcessMark.parse(text).filter(ProcessMark::isAlive);
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /** The end is written before the process ends: looked for in this order, one of them is there. */
  KnownContainer.State state() {
    boolean alive = process().isPresent();
    try {
      String code = new String(small("ended"), StandardCharsets.US_ASCII).strip();
      Instant at = Files.getLastModifiedTime(folder.resolve("ended")).toInstant();
      return new KnownContainer.State.Ended(Integer.parseInt(code), at);
    } catch (IOException | NumberFormatException _) {
      return alive ? new KnownContainer.State.Running() : new KnownContainer.State.Gone();
    }
  }

  private byte[] small(String name) throws IOException {
    try (var in = Files.newInputStream(folder.resolve(name))) {
      return in.readNBytes(MAX_BYTES);
    }
  }
}
