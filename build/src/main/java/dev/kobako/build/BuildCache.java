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
import dev.kobako.image.InParallel;
import dev.kobako.image.Layer;
import dev.kobako.image.MediaType;
import dev.kobako.image.PackedLayers;
import dev.kobako.image.StagedFile;
import dev.kobako.image.StoreUse;
import dev.kobako.image.UnpackedLayers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
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
  private final StepFiles steps;
  private final StoreUse use;
  private final List<ImportedCache> imports = new CopyOnWriteArrayList<>();
  private @Nullable UnpackedLayers tars;

  private BuildCache(BuildCacheFolders folders, StoreUse use) {
    this.folders = folders;
    this.steps = new StepFiles(folders);
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
    BuildCache cache = new BuildCache(folders, new StoreUse(folders.use(), PATIENCE));
    StagedFile.sweep(folders.staging());
    FolderLock.sweep(folders.locks());
    return cache;
  }

  /** Where it is. */
  public Path folder() {
    return folders.root();
  }

  BuildCacheFolders folders() {
    return folders;
  }

  /** What compresses layers for outputs, each once. */
  public PackedLayers packed() {
    return new PackedLayers(folders.packed(), folders.staging());
  }

  /** Where {@link dev.kobako.image.LayerWriter} puts layers that are to be {@link #kept}. */
  Path stagingFolder() {
    return folders.staging();
  }

  /** Counts what others have built as well, from now on. */
  public void add(ImportedCache imported) {
    imports.add(imported);
  }

  boolean hasImports() {
    return !imports.isEmpty();
  }

  /**
   * What a step came to, where that is known. Its layer need not be here: whoever needs it may find
   * that it is {@linkplain MissingLayerException missing}.
   */
  Optional<StepRecord> step(StepKey key) {
    return steps.read(key).or(() -> imported(each -> each.step(key.digest())));
  }

  private <T> Optional<T> imported(Function<ImportedCache, Optional<T>> question) {
    return imports.stream().flatMap(each -> question.apply(each).stream()).findFirst();
  }

  /** A layer where an import has it. */
  Optional<Layer> imported(Digest diffId) {
    return imported(each -> each.layer(diffId));
  }

  /** Notes what a step came to; its layer was {@linkplain #kept kept} before. */
  void remember(StepKey key, StepRecord record) {
    steps.write(key, record);
  }

  /** Notes what was found under one of a step's names under those that say less than the first. */
  void spread(StepKey key, StepRecord record) {
    steps.spread(key, record);
  }

  /**
   * Forgets what all steps came to, so that they run again; layers, downloads and cache mounts
   * stay. For who is alone with a cache and wants to know how long that takes.
   *
   * @throws KobakoException outside, where the disk fails
   */
  public void forgetSteps() {
    steps.forget();
  }

  /** The digest that was computed of something that is known by a key. */
  Optional<Digest> fingerprint(Digest key) {
    return steps.fingerprint(key).or(() -> imported(each -> each.fingerprint(key)));
  }

  void rememberFingerprint(Digest key, Digest fingerprint) {
    steps.writeFingerprint(key, fingerprint);
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
  private boolean has(Digest diffId, long size) {
    try {
      return Files.size(folders.blob(diffId)) == size;
    } catch (IOException _) {
      return false;
    }
  }

  /** Whether a step's layer is here or can be fetched. */
  boolean has(Layer layer) {
    return has(layer.diffId(), layer.descriptor().size()) || imported(layer.diffId()).isPresent();
  }

  /** The layer of a step; it may be {@linkplain MissingLayerException missing}. */
  Layer layer(Digest diffId, long size) {
    return Layer.of(
        Descriptor.of(MediaType.ociLayer(Compression.NONE), diffId, size),
        diffId,
        Content.kept(folders.blob(diffId), size));
  }

  /** The same of a record. */
  Layer layer(StepRecord.Tar tar) {
    return layer(tar.diffId(), tar.size());
  }

  /**
   * The tar of a layer, for random access: fetched where only an import has it, unpacked where it
   * is a compressed one of a base.
   */
  Content tar(Layer layer) {
    if (isOfStep(layer)) {
      require(layer);
      return layer.blob();
    }
    if (has(layer.diffId(), layer.descriptor().size())) {
      return layer(layer.diffId(), layer.descriptor().size()).blob(); // a base that was built here
    }
    return new KnownTars(new RecordFiles(folders.staging()), folders).of(layer, tars()::tar);
  }

  /** Whether a step has made a layer, and not somebody else who made a base. */
  boolean isOfStep(Layer layer) {
    return layer.blob() instanceof FileContent file
        && file.file().equals(folders.blob(layer.diffId()));
  }

  /** Sees to it that the layers of steps are here; others are left alone. */
  void require(List<Layer> layers) {
    InParallel.forEachRemote(
        layers.stream()
            .filter(this::isOfStep)
            .filter(layer -> !has(layer.diffId(), layer.descriptor().size()))
            .toList(),
        this::require);
  }

  private void require(Layer layer) {
    Digest diffId = layer.diffId();
    if (has(diffId, layer.descriptor().size())) {
      return;
    }
    Layer elsewhere = imported(diffId).orElseThrow(() -> new MissingLayerException(diffId));
    try (FolderLock _ = lock(diffId)) {
      if (!has(diffId, layer.descriptor().size())) {
        new LayerFetch(folders).fetch(elsewhere, layer.descriptor().size());
      }
    } catch (KobakoException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw e;
      }
      imports.clear(); // whoever has it is not asked again
      throw new MissingLayerException(diffId);
    }
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

  @Override
  public void close() {
    use.close();
  }
}
