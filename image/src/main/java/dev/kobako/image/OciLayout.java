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
    this.folder = new LayoutFolder(path, path);
    this.reader = new LayoutReader(folder);
  }

  @Override
  public Image read(ImageSelector selector) {
    return reader.image(selector);
  }

  /**
   * Stores an image.
   *
   * @param name the tag, or any other name; empty for none
   */
  @Override
  public Descriptor write(Image image, String name) {
    StagedFile.sweep(folder.path());
    folder.create();
    folder.putBlobs(image);
    Descriptor entry = named(image, name);
    folder.name(entry);
    return entry;
  }

  static Descriptor named(Image image, String name) {
    TreeMap<String, String> annotations = new TreeMap<>(image.descriptor().annotations());
    annotations.remove(LayoutReader.REF_NAME);
    annotations.remove(LayoutReader.CONTAINERD_NAME);
    if (!name.isEmpty()) {
      annotations.put(LayoutReader.REF_NAME, name);
    }
    return image.descriptor().withAnnotations(annotations);
  }

  @Override
  public List<StoredImage> list() {
    return reader.list();
  }
}
