package dev.kobako.sandbox;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Json;
import dev.kobako.image.JsonObject;
import dev.kobako.image.StagedFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
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
    Map<String, Object> json = new LinkedHashMap<>(ContainerJson.of(named));
    json.put("created", created.toString());
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
      JsonObject json = Json.object(folder.toString(), small("container.json"));
      return Optional.of(
          new KnownContainer(
              folder.getFileName().toString(),
              ContainerJson.read(json),
              Instant.parse(json.requiredText("created")),
              folder.resolve("log"),
              state()));
    } catch (IOException | KobakoException | DateTimeException | IllegalArgumentException _) {
      return Optional.empty();
    }
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
    Optional<ProcessMark> alive = process();
    try {
      String code = new String(small("ended"), StandardCharsets.US_ASCII).strip();
      return new KnownContainer.State.Ended(Integer.parseInt(code), written("ended"));
    } catch (IOException | NumberFormatException _) {
      return alive
          .<KnownContainer.State>map(
              mark -> new KnownContainer.State.Running(mark.pid(), written("process")))
          .orElseGet(() ->
              Files.exists(folder.resolve("process"))
                  ? new KnownContainer.State.Gone()
                  : new KnownContainer.State.Created());
    }
  }

  private Instant written(String name) {
    try {
      return Files.getLastModifiedTime(folder.resolve(name)).toInstant();
    } catch (IOException _) {
      return Instant.EPOCH; // It was removed just now.
    }
  }

  /** What an earlier run has left that a further one can't be made over. */
  List<Path> leftovers() throws IOException {
    List<Path> left = new ArrayList<>();
    for (String each : List.of("started", "ended", "process", "runtime.log", "m", "stubs")) {
      left.add(folder.resolve(each));
    }
    try (DirectoryStream<Path> work = Files.newDirectoryStream(folder, "*-work")) {
      work.forEach(left::add);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return left;
  }

  private byte[] small(String name) throws IOException {
    try (var in = Files.newInputStream(folder.resolve(name))) {
      return in.readNBytes(MAX_BYTES);
    }
  }
}
