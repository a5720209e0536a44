package dev.kobako.image;

import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;

/** A folder with an OCI image layout, as {@code oci:folder} names it. */
public final class OciLayout implements ImageHome {
  private final LayoutFolder folder;
  private final LayoutReader reader;

  /** A layout that exists, or that the first image makes. */
  public OciLayout(Path path) {
    this.folder = new LayoutFolder(path, path, LayoutFolder.Durability.KILL);
    this.reader = new LayoutReader(folder);
  }

  @Override
  public Image read(ImageSelector selector) {
    return reader.image(selector);
  }

  @Override
  public Artifact artifact(ImageSelector selector) {
    return reader.artifact(selector);
  }

  /**
   * Stores an artifact.
   *
   * @param name the tag, or any other name; empty for none
   */
  @Override
  public Descriptor write(Artifact artifact, String name, Progress progress) {
    StagedFile.sweep(folder.path());
    folder.create();
    new BlobIntake(folder).putAll(artifact, progress);
    Descriptor entry = named(artifact, name);
    folder.name(entry);
    return entry;
  }

  static Descriptor named(Artifact artifact, String name) {
    TreeMap<String, String> annotations = new TreeMap<>(artifact.descriptor().annotations());
    annotations.remove(LayoutReader.REF_NAME);
    annotations.remove(LayoutReader.CONTAINERD_NAME);
    if (!name.isEmpty()) {
      annotations.put(LayoutReader.REF_NAME, name);
    }
    return CachedImages.unmarked(artifact.descriptor().withAnnotations(annotations));
  }

  @Override
  public List<StoredImage> list() {
    return reader.list();
  }
}
