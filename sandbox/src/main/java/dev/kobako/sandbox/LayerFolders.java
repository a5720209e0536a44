package dev.kobako.sandbox;

import dev.kobako.image.Content;
import dev.kobako.image.Digest;
import dev.kobako.image.DiskFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Layers that lie unpacked for overlay mounts, each in a folder named after its diff id, with the
 * owners that they have inside a user namespace. All of it can be thrown away at any time when
 * nobody runs. Safe for use by several processes at once.
 */
public final class LayerFolders {
  private static final String EXTRACT =
      """
      exec "$2" --extract --file=- --directory="$1" --same-permissions --same-owner \\
        --numeric-owner --xattrs '--xattrs-include=*' --warning=no-timestamp
      """;

  private final Path folder;

  /** One thread unpacks a layer, the others wait for it. */
  private final Map<Digest, Lock> unpacking = new ConcurrentHashMap<>();

  private @Nullable RootShell shell;
  private @Nullable WorkFolder work;

  /** Uses a folder, which is made when it is needed. */
  public LayerFolders(Path folder) {
    this.folder = folder.toAbsolutePath();
  }

  LayerFolders(Path folder, RootShell shell) {
    this(folder);
    this.shell = shell;
  }

  /**
   * An unpacked layer.
   *
   * @param diffId what it holds
   * @param folder its root, in the form that overlayfs wants of a lower layer
   */
  public record Unpacked(Digest diffId, Path folder) {}

  /**
   * The layer's folder; unpacks it where it isn't there.
   *
   * @param tar of the layer, uncompressed and checked
   * @throws dev.kobako.diagnostic.KobakoException a finding, where the tar is not what it should
   *     be; outside, where it can't be read or unpacked
   */
  public Unpacked of(Digest diffId, Content tar) {
    Path place = place(diffId);
    Unpacked unpacked = new Unpacked(diffId, place.resolve("fs"));
    if (Files.isDirectory(unpacked.folder())) {
      return unpacked;
    }
    Lock lock = unpacking.computeIfAbsent(diffId, _ -> new ReentrantLock());
    lock.lock();
    try {
      if (!Files.isDirectory(unpacked.folder())) {
        unpack("layer " + diffId, tar, place);
      }
      return unpacked;
    } finally {
      lock.unlock();
    }
  }

  private Path place(Digest diffId) {
    return folder.resolve(diffId.algorithm() + "-" + diffId.hex());
  }

  private void unpack(String name, Content tar, Path place) {
    Path made = work().next();
    try {
      Path root = WorkFolder.make(made.resolve("fs"));
      LayerInput input = new LayerInput(tar, name, shell().owners());
      OutputPump _ =
          shell()
              .run(
                  name + " can't be unpacked",
                  EXTRACT,
                  List.of(root.toString(), HostTools.find("tar", "install GNU tar")),
                  input,
                  Launch.Sink.KEPT);
      adopt(made, place);
    } finally {
      if (Files.exists(made)) {
        shell().remove(List.of(made));
      }
    }
  }

  /**
   * Lets a folder that has a layer in {@code fs} become the layer's, if there is none and it lies
   * on the same disk.
   */
  void adopt(Path made, Digest diffId) {
    adopt(made, place(diffId));
  }

  private static void adopt(Path made, Path place) {
    try {
      Files.move(made, place, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      if (!Files.isDirectory(place)) {
        throw DiskFailure.writing(place, e);
      }
      // Another process was quicker.
    }
  }

  private synchronized WorkFolder work() {
    WorkFolder there = work;
    if (there == null) {
      WorkFolder.sweep(folder, shell());
      there = WorkFolder.in(folder);
      work = there;
    }
    return there;
  }

  private synchronized RootShell shell() {
    RootShell there = shell;
    if (there == null) {
      there = RootShell.ofCaller();
      shell = there;
    }
    return there;
  }
}
