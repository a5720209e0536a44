package dev.kobako.image;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * kobako's own images: an OCI image layout in {@code store}, which skopeo, crane and podman read as
 * it is, with names as complete references. Beside it lie {@code staging}, for what is being
 * written, and {@code unpacked}, which can be thrown away at any time.
 */
public final class ImageStore implements ImageHome {
  private final Path root;
  private final LayoutFolder layout;
  private final LayoutReader reader;

  private ImageStore(Path root) {
    this.root = root;
    this.layout = new LayoutFolder(root.resolve("store"), root.resolve("staging"));
    this.reader = new LayoutReader(layout);
  }

  /**
   * Opens the store below a folder, makes it if need be, and removes what killed runs have left.
   */
  public static ImageStore open(Path root) {
    ImageStore store = new ImageStore(root.toAbsolutePath().normalize());
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
    return new UnpackedLayers(root.resolve("unpacked"), ExpansionLimit.DEFAULT);
  }

  /** The image of that name for this machine, if there is one. */
  public Optional<Image> image(ImageReference reference) {
    return image(reference, Platform.host());
  }

  /** The image of that name for a platform, if there is one of that name. */
  public Optional<Image> image(ImageReference reference, Platform platform) {
    return reader.find(reference).map(entry -> reader.image(entry, platform));
  }

  /** Whether there is something of that name, or with that digest. */
  public boolean holds(ImageReference reference) {
    return reader.find(reference).isPresent();
  }

  @Override
  public Image read(ImageSelector selector) {
    return reader.image(selector);
  }

  @Override
  public Artifact artifact(ImageSelector selector) {
    return reader.artifact(selector);
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
    TreeMap<String, String> annotations = new TreeMap<>(artifact.descriptor().annotations());
    annotations.put(LayoutReader.REF_NAME, reference.toString());
    annotations.put(LayoutReader.CONTAINERD_NAME, reference.toString());
    Descriptor entry = artifact.descriptor().withAnnotations(annotations);
    layout.name(entry);
    return entry;
  }

  /**
   * Takes a name away; the blobs stay.
   *
   * @return whether there was such a name
   */
  public boolean remove(ImageReference reference) {
    boolean[] removed = {false};
    layout.update(index -> {
      List<Descriptor> entries = new ArrayList<>(index.manifests());
      removed[0] =
          entries.removeIf(entry -> LayoutReader.names(entry).contains(reference.toString()));
      return new Index(entries);
    });
    return removed[0];
  }

  @Override
  public List<StoredImage> list() {
    return reader.list();
  }
}
