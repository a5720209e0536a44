package dev.kobako.cli;

import dev.kobako.image.Image;
import dev.kobako.image.ImageReference;
import dev.kobako.image.ImageStore;
import dev.kobako.sandbox.Ending;
import dev.kobako.sandbox.LaidOutRoot;
import dev.kobako.sandbox.Run;
import dev.kobako.sandbox.RunResult;
import dev.kobako.sandbox.Sandbox;
import dev.kobako.slim.Sources;
import dev.kobako.transfer.Homes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A bundle from the store, unpacked: nothing is there but what its layers hold. */
final class BareRoot implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final LaidOutRoot root;
  private final Image image;

  private BareRoot(LaidOutRoot root, Image image) {
    this.root = root;
    this.image = image;
  }

  /** Unpacks the image of that name, with a folder {@code /tmp} to write to. */
  static BareRoot of(Kobako kobako, String name, Path temp) throws IOException {
    ImageStore store = ImageStore.open(kobako.home());
    Image image = store.image(ImageReference.parse(name)).orElseThrow();
    LaidOutRoot root =
        LaidOutRoot.of(
            new Sources(new Homes(store, Collections.emptySortedMap(), false)).tree(image), temp);
    Files.createDirectories(root.path().resolve("tmp"));
    return new BareRoot(root, image);
  }

  Path path() {
    return root.path();
  }

  Image image() {
    return image;
  }

  /** The variables of the image. */
  SortedMap<String, String> environment() {
    TreeMap<String, String> environment = new TreeMap<>();
    for (String line : image.config().env()) {
      int equals = line.indexOf('=');
      environment.put(line.substring(0, equals), line.substring(equals + 1));
    }
    return environment;
  }

  /** The sizes of all regular files, in bytes. */
  long fileBytes() throws IOException {
    try (Stream<Path> files = Files.walk(root.path())) {
      long bytes = 0;
      for (Path file :
          files.filter(path -> Files.isRegularFile(path) && !Files.isSymbolicLink(path)).toList()) {
        bytes += Files.size(file);
      }
      return bytes;
    }
  }

  /** What a command does in the root, started in {@code /tmp} with these and its own variables. */
  HostCommand.Result run(List<String> command, Map<String, String> variables) {
    SortedMap<String, String> environment = environment();
    environment.putAll(variables);
    RunResult result =
        Sandbox.available()
            .run(
                Run.of(root.path(), command, PATIENCE)
                    .withEnvironment(environment)
                    .withWorkingDirectory("/tmp"));
    int code =
        switch (result.ending()) {
          case Ending.Exited(int number) -> number;
          case Ending.Signalled(int signal) -> 128 + signal;
          case Ending.TimedOut() -> throw new AssertionError(command + " does not end");
        };
    return new HostCommand.Result(
        code,
        new String(result.stdout(), StandardCharsets.UTF_8),
        new String(result.stderr(), StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    root.close();
  }
}
