package dev.kobako.build;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Compression;
import dev.kobako.image.Content;
import dev.kobako.image.Descriptor;
import dev.kobako.image.Digest;
import dev.kobako.image.DiskFailure;
import dev.kobako.image.ExpansionLimit;
import dev.kobako.image.FileContent;
import dev.kobako.image.FolderLock;
import dev.kobako.image.Json;
import dev.kobako.image.LastUse;
import dev.kobako.image.Layer;
import dev.kobako.image.MediaType;
import dev.kobako.image.StagedFile;
import dev.kobako.image.StoreUse;
import dev.kobako.image.UnpackedLayers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What builds remember, in a folder beside the store: step results by key, layer tars by diff id,
 * unpacked layers, folders of cache mounts. Safe for use by several processes; what is there was
 * written whole or is not there. Nothing is removed while a cache is open.
 */
public final class BuildCache implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Whoever runs a step is waited for as long as it takes: it can be a long one. */
  static final Duration AS_LONG_AS_IT_TAKES = Duration.ofDays(365);

  private final BuildCacheFolders folders;
  private final StoreUse use;
  private @Nullable UnpackedLayers tars;

  private BuildCache(BuildCacheFolders folders, StoreUse use) {
    this.folders = folders;
    this.use = use;
  }

  /**
   * Opens the cache, and makes it if need be.
   *
   * @throws KobakoException outside, where the folder can't be used, or somebody tidies it up for
   *     more than half a minute
   */
  public static BuildCache in(Path folder) {
    BuildCacheFolders folders = new BuildCacheFolders(folder.toAbsolutePath().normalize());
    try {
      Files.createDirectories(folders.root());
    } catch (IOException e) {
      throw DiskFailure.writing(folders.root(), e);
    }
    return new BuildCache(folders, new StoreUse(folders.use(), PATIENCE));
  }

  /** Where it is. */
  public Path folder() {
    return folders.root();
  }

  BuildCacheFolders folders() {
    return folders;
  }

  /** Where {@link dev.kobako.image.LayerWriter} puts layers that are to be {@link #kept}. */
  Path stagingFolder() {
    return folders.staging();
  }

  /** What a step came to, where that is known and its layer is here. */
  Optional<StepRecord> step(Digest key) {
    Path file = folders.step(key);
    Optional<StepRecord> found =
        read(file)
            .flatMap(bytes -> StepRecord.parse(file.toString(), bytes))
            .filter(record -> has(record.diffId(), record.size()));
    found.ifPresent(record -> {
      LastUse.note(file);
      LastUse.note(folders.blob(record.diffId()));
    });
    return found;
  }

  /** Notes what a step came to; its layer was {@linkplain #kept kept} before. */
  void remember(Digest key, StepRecord record) {
    write(folders.step(key), Json.bytes(record.toJson()));
  }

  /** The digest that was computed of something that is known by a key. */
  Optional<Digest> fingerprint(Digest key) {
    Path file = folders.fingerprint(key);
    Optional<Digest> found = read(file).flatMap(BuildCache::digest);
    found.ifPresent(_ -> LastUse.note(file));
    return found;
  }

  private static Optional<Digest> digest(byte[] bytes) {
    try {
      return Optional.of(Digest.parse(new String(bytes, StandardCharsets.US_ASCII)));
    } catch (KobakoException _) {
      return Optional.empty();
    }
  }

  void rememberFingerprint(Digest key, Digest fingerprint) {
    write(folders.fingerprint(key), fingerprint.toString().getBytes(StandardCharsets.US_ASCII));
  }

  /**
   * Keeps a layer that was written, uncompressed, into the staging folder.
   *
   * @return the layer with its blob here
   */
  Layer kept(Layer staged) {
    if (!(staged.blob() instanceof FileContent file)
        || !staged.diffId().equals(staged.descriptor().digest())) {
      throw new IllegalArgumentException("no staged, uncompressed layer: " + staged.descriptor());
    }
    Path target = folders.blob(staged.diffId());
    StagedFile written = new StagedFile(file.file());
    try {
      if (has(staged.diffId(), file.size())) {
        written.delete(); // images may share the one that is there
      } else {
        Files.createDirectories(StagedFile.folderOf(target));
        written.renameTo(target);
      }
    } catch (IOException e) {
      throw DiskFailure.writing(target, e);
    }
    return layer(staged.diffId(), file.size());
  }

  /** Whether the tar of a layer is here. */
  boolean has(Digest diffId, long size) {
    try {
      return Files.size(folders.blob(diffId)) == size;
    } catch (IOException _) {
      return false;
    }
  }

  /** A layer whose tar is here. */
  Layer layer(Digest diffId, long size) {
    return Layer.of(
        Descriptor.of(MediaType.ociLayer(Compression.NONE), diffId, size),
        diffId,
        Content.kept(folders.blob(diffId), size));
  }

  /** The tar of a layer, for random access; one of a base is unpacked if need be. */
  Content tar(Layer layer) {
    long size = layer.descriptor().size();
    return layer.diffId().equals(layer.descriptor().digest()) && has(layer.diffId(), size)
        ? Content.kept(folders.blob(layer.diffId()), size)
        : tars().tar(layer);
  }

  private synchronized UnpackedLayers tars() {
    UnpackedLayers known = tars;
    if (known == null) {
      known = new UnpackedLayers(folders.tars(), ExpansionLimit.DEFAULT);
      tars = known;
    }
    return known;
  }

  /** The right to run the step of a key; waits for others who do. */
  FolderLock lock(Digest key) {
    Path file = folders.lock(key);
    try {
      Files.createDirectories(StagedFile.folderOf(file));
    } catch (IOException e) {
      throw DiskFailure.writing(file, e);
    }
    return FolderLock.on(file, AS_LONG_AS_IT_TAKES);
  }

  private static Optional<byte[]> read(Path file) {
    try {
      return Optional.of(Files.readAllBytes(file));
    } catch (IOException _) {
      return Optional.empty(); // whatever can't be read is as good as absent
    }
  }

  private void write(Path target, byte[] bytes) {
    StagedFile staged = StagedFile.create(folders.staging());
    boolean done = false;
    try {
      Files.write(staged.path(), bytes);
      Files.createDirectories(StagedFile.folderOf(target));
      staged.renameTo(target);
      done = true;
    } catch (IOException e) {
      throw DiskFailure.writing(target, e);
    } finally {
      if (!done) {
        staged.delete();
      }
    }
  }

  @Override
  public void close() {
    use.close();
  }
}
