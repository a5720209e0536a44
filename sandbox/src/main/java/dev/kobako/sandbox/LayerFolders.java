package dev.kobako.sandbox;

import dev.kobako.image.Content;
import dev.kobako.image.Digest;
import dev.kobako.image.DiskFailure;
import dev.kobako.image.FolderLock;
import dev.kobako.tree.MemoryTree;
import dev.kobako.tree.OverlayTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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

  /** A layer's root in its folder. */
  private static final String ROOT = "fs";

  private final Path folder;
  private final LayerMark mark;

  /** One thread unpacks a layer, the others wait for it. */
  private final Map<Digest, Lock> unpacking = new ConcurrentHashMap<>();

  private @Nullable RootShell shell;
  private @Nullable WorkFolder work;

  /** Uses a folder, which is made when it is needed. */
  public LayerFolders(Path folder) {
    this.folder = folder.toAbsolutePath();
    this.mark = new LayerMark(this.folder);
  }

  LayerFolders(Path folder, RootShell shell) {
    this(folder);
    this.shell = shell;
  }

  /**
   * An unpacked layer.
   *
   * @param folder its root, in the form that overlayfs wants of a lower layer
   */
  public record Unpacked(Path folder) {}

  /**
   * A layer that can be unpacked.
   *
   * @param tar uncompressed and checked; opened only where it must be unpacked
   */
  public record Packed(Digest diffId, Content tar) {}

  /**
   * The layer's folder; unpacks it where it isn't there.
   *
   * @param below the layers below it, the lowest first: a layer can leave out directories that it
   *     puts something into, and then their modes and links count
   * @throws dev.kobako.diagnostic.KobakoException a finding, where a tar is not what it should be;
   *     outside, where it can't be read or unpacked
   */
  public Unpacked of(Packed layer, List<Packed> below) {
    Path alone = place(layer.diffId());
    if (isThere(alone)) {
      return new Unpacked(alone.resolve(ROOT));
    }
    Path over = over(alone, below);
    if (isThere(over)) {
      return new Unpacked(over.resolve(ROOT));
    }
    Lock lock = unpacking.computeIfAbsent(layer.diffId(), _ -> new ReentrantLock());
    lock.lock();
    try {
      Path place = isThere(alone) ? alone : isThere(over) ? over : null;
      if (place == null) {
        LayerInput input = LayerInput.of(layer, below, shell().owners());
        place = input.alone() ? alone : over;
        unpack(input, place);
      }
      return new Unpacked(place.resolve(ROOT));
    } finally {
      lock.unlock();
    }
  }

  private boolean isThere(Path place) {
    return Files.isDirectory(place) && (mark.isWhole(place) || !isDiscarded(place));
  }

  /**
   * Takes a folder away that may have lost something, unless another process has just done so. The
   * lock is held for a look and a renaming only: cleaning up behind dead processes, and removing a
   * layer of a million files, can take longer than others have patience.
   */
  private boolean isDiscarded(Path place) {
    Path away = work().next();
    try (FolderLock _ = FolderLock.on(folder.resolve("discarding.lock"))) {
      if (Files.isDirectory(place) && mark.isWhole(place)) {
        return false;
      }
      if (Files.isDirectory(place)) {
        Files.move(place, away.resolve("layer"), StandardCopyOption.ATOMIC_MOVE);
      }
      return true;
    } catch (IOException e) {
      throw DiskFailure.writing(place, e);
    } finally {
      shell().remove(List.of(away));
    }
  }

  private Path place(Digest diffId) {
    return folder.resolve(diffId.algorithm() + "-" + diffId.hex());
  }

  /** A layer that depends on those below it has a folder for each such state. */
  private static Path over(Path alone, List<Packed> below) {
    StringBuilder state = new StringBuilder();
    below.forEach(each -> state.append(each.diffId()).append('\n'));
    Digest digest = Digest.sha256(state.toString().getBytes(StandardCharsets.US_ASCII));
    return alone.resolveSibling(alone.getFileName() + "-" + digest.hex());
  }

  /**
   * Lays out a tree that is to become a layer with none below it, before anything of the layer is
   * written.
   *
   * @throws dev.kobako.diagnostic.KobakoException outside, where a file can't be read or made
   */
  public NewLayer layOut(MemoryTree tree) {
    LayerInput input =
        new LayerInput("the new layer", OverlayTree.ofWhole(tree), true, shell().owners());
    return new NewLayer(laidOut(input));
  }

  /** The folder of a layer that is still being made; it goes when this is closed. */
  public final class NewLayer implements AutoCloseable {
    private final Path made;
    private @Nullable Path place;

    private NewLayer(Path made) {
      this.made = made;
    }

    /** Where it lies until it becomes a layer's. */
    public synchronized Unpacked unpacked() {
      return new Unpacked((place == null ? made : place).resolve(ROOT));
    }

    /** Lets it become the folder of the layer that was made of its tree, for later runs too. */
    public void becomes(Digest diffId) {
      becomes(place(diffId));
    }

    private synchronized void becomes(Path there) {
      if (place == null) {
        boolean _ = isThere(there); // one that lost something makes room
        adopt(made, there);
        place = there;
        remove();
      }
    }

    /** Removes what became no layer; nothing may run on it any more. */
    @Override
    public synchronized void close() {
      if (place == null) {
        remove();
      }
    }

    private void remove() {
      if (Files.exists(made)) {
        shell().remove(List.of(made));
      }
    }
  }

  private void unpack(LayerInput input, Path place) {
    try (NewLayer layer = new NewLayer(laidOut(input))) {
      layer.becomes(place);
    }
  }

  private Path laidOut(LayerInput input) {
    Path made = work().next();
    boolean done = false;
    try {
      if (shell().isOfCaller() && input.isLaidOutByCaller()) {
        input.layOut(made.resolve(ROOT));
      } else {
        extract(input, WorkFolder.make(made.resolve(ROOT)));
      }
      done = true;
      return made;
    } catch (IOException e) {
      throw DiskFailure.writing(made, e);
    } finally {
      if (!done) {
        shell().remove(List.of(made));
      }
    }
  }

  private void extract(LayerInput input, Path root) {
    OutputPump _ =
        shell()
            .run(
                input.name() + " can't be unpacked",
                EXTRACT,
                List.of(root.toString(), ContainerSetup.tar()),
                input,
                OutputSink.KEPT);
  }

  /**
   * Lets a folder that has a layer in {@code fs} become the layer's, if there is none and it lies
   * on the same disk.
   */
  void adopt(Path made, Digest diffId) {
    adopt(made, place(diffId));
  }

  private static void adopt(Path made, Path place) {
    LayerMark.put(made);
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
