package dev.kobako.cli;

import dev.kobako.image.Compression;
import dev.kobako.image.Digest;
import dev.kobako.image.HashingOutput;
import dev.kobako.image.Json;
import dev.kobako.image.LayerWriter;
import dev.kobako.sandbox.Containers;
import dev.kobako.sandbox.RunningContainers;
import dev.kobako.slim.Source;
import dev.kobako.tree.HostTree;
import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A head start: what takes long the first time in a JVM, and is needed later in the same command,
 * is begun on another core. Nothing depends on it but time; what fails here fails again, and is
 * reported, where it is needed.
 */
final class Head {
  private static final int HASHED_BLOCK = 64 * 1024;

  /** The compiler is done after 2 to 4 MB. */
  private static final int HASHED_BLOCKS = 64;

  private Head() {}

  /** Links the system calls by which the host's files are looked at. */
  static void ofFileCalls() {
    start(() -> HostTree.of(Path.of("/")).entry(ImagePath.of("/etc/passwd")));
  }

  /** Links the system calls by which containers are started, while the image is looked up. */
  static void ofContainers() {
    start(() -> {
      RunningContainers _ = RunningContainers.available(Path.of("runc"), Path.of("/"));
    });
  }

  /** A head start that makes something on the disk; who closes it finds that gone again. */
  record Begun(List<Thread> threads) implements AutoCloseable {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(5);

    /** Of nothing. */
    static final Begun NOTHING = new Begun(List.of());

    @Override
    public void close() {
      for (Thread each : threads) {
        try {
          boolean _ = each.join(LONG_ENOUGH);
        } catch (InterruptedException _) {
          // who is in a hurry leaves it to the next run's cleaning
          Thread.currentThread().interrupt();
        }
      }
    }
  }

  /**
   * Does what the first watched container waits for, too.
   *
   * @param folder where containers work
   */
  static Begun ofWatchedContainers(Path folder) {
    return new Begun(
        List.of(start(() -> Containers.available(Path.of("runc"), folder).rehearse())));
  }

  /** Loads what reads manifests. */
  static void ofJson() {
    start(Head::readJson);
  }

  /** Loads what reads manifests, and what hashes configurations. */
  static void ofImages() {
    start(() -> {
      readJson();
      Digest _ = Digest.sha256(new byte[1]);
    });
  }

  private static void readJson() {
    Json.object("head start", "{\"size\": 1}".getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads JSON, and then hashes until the JVM has compiled the hash: otherwise all blobs that come
   * at once are hashed by the interpreter meanwhile. Seven blobs of 175 MB in all took 0.65 s of
   * processor time without that, and 0.43 s with it.
   */
  static void ofTransfers() {
    start(() -> {
      readJson();
      HashingOutput hash = new HashingOutput(OutputStream.nullOutputStream());
      byte[] block = new byte[HASHED_BLOCK];
      for (int i = 0; i < HASHED_BLOCKS; i++) {
        hash.write(block, 0, block.length);
      }
    });
  }

  /** Loads the compressor, if there will be layers, and reads the package database. */
  static void of(Source source, Optional<Compression> compression) {
    start(() -> {
      compression.ifPresent(LayerWriter::prepare);
      source.packages().all();
    });
  }

  private interface Work {
    void run() throws IOException;
  }

  private static Thread start(Work work) {
    return Thread.ofPlatform()
        .daemon()
        .name("head start")
        .start(() -> {
          try {
            work.run();
          } catch (IOException | RuntimeException _) {
            // told where it is needed
          }
        });
  }
}
