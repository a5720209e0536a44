package dev.kobako.image;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * kobako's own images: an OCI image layout in {@code store}, which skopeo, crane and podman read as
 * it is, with names as complete references. Beside it lie {@code staging}, for what is being
 * written, and {@code unpacked}, which can be thrown away at any time.
 *
 * <p>What an open store holds stays there until it is closed, whatever other processes remove.
 */
public final class ImageStore implements ImageHome, AutoCloseable {
  private final StoreFolders folders;
  private final LayoutFolder layout;
  private final LayoutReader reader;
  private final StoreUse use;

  private ImageStore(Path root, Duration patience) {
    this.folders = new StoreFolders(root);
    this.layout = folders.layout();
    this.reader = new LayoutReader(layout);
    this.use = new StoreUse(folders.lock(), patience);
  }

  /**
   * Opens the store below a folder, makes it if need be, and removes what killed runs have left.
   *
   * @throws dev.kobako.diagnostic.KobakoException outside, where the folder can't be made or
   *     somebody cleans it up for more than half a minute
   */
  public static ImageStore open(Path root) {
    return open(root, FolderLock.PATIENCE);
  }

  static ImageStore open(Path root, Duration patience) {
    Path absolute = root.toAbsolutePath().normalize();
    try {
      Files.createDirectories(absolute);
    } catch (IOException e) {
      throw DiskFailure.writing(absolute, e);
    }
    ImageStore store = new ImageStore(absolute, patience);
    StagedFile.sweep(store.stagingFolder());
    store.layout.create();
    return store;
  }

  /**
   * Where the user's store is: {@code KOBAKO_HOME}, else {@code kobako} in the XDG data folder.
   *
   * @param environment of the process
   */
  public static Path defaultRoot(Map<String, String> environment) {
    String own = environment.getOrDefault("KOBAKO_HOME", "");
    if (!own.isEmpty()) {
      return Path.of(own).toAbsolutePath();
    }
    // The XDG base directory specification says that a relative path is to be ignored.
    Path data = Path.of(environment.getOrDefault("XDG_DATA_HOME", ""));
    if (!data.isAbsolute()) {
      String home = environment.getOrDefault("HOME", System.getProperty("user.home", "/"));
      data = Path.of(home, ".local", "share");
    }
    return data.resolve("kobako").toAbsolutePath();
  }

  /** The folder of the OCI image layout. */
  public Path layoutFolder() {
    return layout.path();
  }

  /** Where {@link LayerWriter} should put blobs that are meant for this store. */
  public Path stagingFolder() {
    return layout.stagingFolder();
  }

  /** The uncompressed tars of layers, kept beside the store. */
  public UnpackedLayers unpackedLayers() {
    return new UnpackedLayers(folders.unpacked(), ExpansionLimit.DEFAULT);
  }

  /** The image of that name for this machine, if there is one. */
  public Optional<Image> image(ImageReference reference) {
    return image(reference, Platform.host());
  }

  /** The image of that name for a platform, if there is one of that name. */
  public Optional<Image> image(ImageReference reference, Platform platform) {
    return reader.find(reference).map(entry -> reader.image(used(entry), platform));
  }

  /** Whether there is something of that name, or with that digest. */
  public boolean holds(ImageReference reference) {
    return reader.find(reference).isPresent();
  }

  @Override
  public Image read(ImageSelector selector) {
    return reader.image(used(reader.entry(selector)), selector.platform());
  }

  @Override
  public Artifact artifact(ImageSelector selector) {
    return reader.artifact(used(reader.entry(selector)));
  }

  /** Notes that a cached image was needed. */
  private Descriptor used(Descriptor entry) {
    if (CachedImages.isMarked(entry)) {
      LastUse.note(layout.blobFile(entry.digest()));
    }
    return entry;
  }

  @Override
  public Descriptor write(Artifact artifact, String name, Progress progress) {
    return put(artifact, ImageReference.parse(name), progress);
  }

  /** Stores an image under a reference, replacing what had it. */
  public Descriptor put(Image image, ImageReference reference) {
    return put(Artifact.of(image), reference, Progress.NONE);
  }

  /** Stores an artifact under a reference, replacing what had it. */
  public Descriptor put(Artifact artifact, ImageReference reference, Progress progress) {
    new BlobIntake(layout).putAll(artifact, progress);
    Descriptor entry = named(artifact.descriptor(), reference);
    layout.name(entry);
    return entry;
  }

  /**
   * Stores an artifact that some command needs and nobody asked to keep: it goes when the store
   * becomes too large. A name that somebody gave by hand stays one.
   */
  public Descriptor cache(Artifact artifact, ImageReference reference, Progress progress) {
    new BlobIntake(layout).putAll(artifact, progress);
    Descriptor entry = named(artifact.descriptor(), reference);
    layout.update(index -> {
      boolean given =
          LayoutReader.named(index, reference.toString()).stream()
              .anyMatch(old -> !CachedImages.isMarked(old));
      return LayoutFolder.named(index, given ? entry : CachedImages.marked(entry));
    });
    return entry;
  }

  /**
   * Stores an artifact without a name, so that it is known by its digest until the next {@link
   * StoreUpkeep#gc}. What is there already, with a name or without, stays as it is.
   */
  public Descriptor keep(Artifact artifact, Progress progress) {
    Descriptor entry = artifact.descriptor();
    if (LayoutReader.matching(reader.index(), each -> each.digest().equals(entry.digest()))
        .isEmpty()) {
      new BlobIntake(layout).putAll(artifact, progress);
      layout.update(index -> LayoutFolder.named(index, CachedImages.marked(nameless(entry))));
    }
    return entry;
  }

  private static Descriptor nameless(Descriptor descriptor) {
    TreeMap<String, String> annotations = new TreeMap<>(descriptor.annotations());
    annotations.remove(LayoutReader.REF_NAME);
    annotations.remove(LayoutReader.CONTAINERD_NAME);
    return descriptor.withAnnotations(annotations);
  }

  private static Descriptor named(Descriptor descriptor, ImageReference reference) {
    TreeMap<String, String> annotations = new TreeMap<>(descriptor.annotations());
    annotations.put(LayoutReader.REF_NAME, reference.toString());
    annotations.put(LayoutReader.CONTAINERD_NAME, reference.toString());
    return CachedImages.unmarked(descriptor.withAnnotations(annotations));
  }

  /** The entries that a text means: a name, a digest or its first twelve digits or more. */
  public List<StoredImage> find(String text) {
    return search(reader.index(), text).stream()
        .map(entry -> new StoredImage(LayoutReader.names(entry), entry))
        .toList();
  }

  private List<Descriptor> search(Index index, String text) {
    return new EntrySearch(layout.path(), index).find(text);
  }

  /**
   * Gives an image one more name, and takes that from whatever had it.
   *
   * @param source a name, a digest or its first twelve digits or more
   */
  public Descriptor tag(String source, ImageReference name) {
    if (name.digest().isPresent()) {
      throw KobakoException.usage(
          Diagnostic.of(
              "image name " + name, "has a digest, expected a name to give", "leave @… out"));
    }
    List<Descriptor> made = new ArrayList<>();
    layout.update(index -> {
      made.add(named(search(index, source).getFirst(), name));
      return LayoutFolder.named(index, made.getFirst());
    });
    return made.getFirst();
  }

  /**
   * Takes a name away; blobs stay until the next {@link StoreUpkeep#gc}.
   *
   * @param text a name; a digest or its first twelve digits or more for all names of an image
   */
  public RemovedImage untag(String text) {
    List<Descriptor> gone = new ArrayList<>();
    List<Descriptor> left = new ArrayList<>();
    layout.update(index -> {
      gone.addAll(search(index, text));
      left.addAll(index.manifests());
      left.removeAll(gone);
      return new Index(left);
    });
    Digest digest = gone.getFirst().digest();
    left.removeIf(entry -> !entry.digest().equals(digest));
    return new RemovedImage(digest, names(gone), names(left), Freed.NOTHING, Optional.empty());
  }

  private static List<String> names(List<Descriptor> entries) {
    return entries.stream().flatMap(entry -> LayoutReader.names(entry).stream()).toList();
  }

  /**
   * Attaches files to an image of this store; they go when it does.
   *
   * @param subject the image or index, which should be here
   * @return the descriptor of the new artifact's manifest
   */
  public Descriptor attach(Descriptor subject, Attachment attachment) {
    Artifact artifact = attachment.artifact(subject);
    new BlobIntake(layout).putAll(artifact, Progress.NONE);
    layout.update(index -> Attached.with(index, artifact.descriptor()));
    return artifact.descriptor();
  }

  /** What is attached to an image or index, in the order in which it came. */
  public List<Artifact> attached(Digest subject) {
    return Attached.of(layout, reader.index()).to(subject).stream().map(reader::artifact).toList();
  }

  /** What keeps this store small. */
  public StoreUpkeep upkeep() {
    return new StoreUpkeep(this, folders, use);
  }

  /** How many bytes of file contents layers have, as far as somebody has counted them. */
  public LayerSizes layerSizes() {
    return new LayerSizes(folders.root().resolve("layer-sizes"));
  }

  @Override
  public List<StoredImage> list() {
    return reader.list();
  }

  @Override
  public void close() {
    use.close();
  }
}
