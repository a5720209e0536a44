package dev.kobako.image;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes an archive that is an OCI image layout, and more if wanted: sorted, so that the same image
 * gives the same bytes. The file appears when it is complete.
 *
 * @param file that is made or replaced
 * @param index what {@code index.json} lists
 */
record ArchiveOutput(Path file, Index index) {
  private static final int BUFFER = 256 * 1024;

  /**
   * Writes the archive.
   *
   * @param more files beside the layout's own, at the top
   */
  void write(Artifact artifact, Map<String, byte[]> more) {
    Path folder = StagedFile.folderOf(file);
    StagedFile.sweep(folder);
    StagedFile staged = StagedFile.create(folder);
    boolean done = false;
    try {
      try (OutputStream out =
          new BufferedOutputStream(Files.newOutputStream(staged.path()), BUFFER)) {
        writeEntries(new TarWriter(out), artifact, more);
      }
      staged.moveTo(file.toAbsolutePath());
      done = true;
    } catch (IOException e) {
      throw DiskFailure.writing(file, e);
    } finally {
      if (!done) {
        staged.delete();
      }
    }
  }

  private void writeEntries(TarWriter tar, Artifact artifact, Map<String, byte[]> more)
      throws IOException {
    SortedMap<String, byte[]> top = new TreeMap<>(more);
    top.put(LayoutReader.VERSION_FILE, LayoutReader.VERSION_BYTES);
    top.put(LayoutReader.INDEX_FILE, index.bytes());
    for (Map.Entry<String, byte[]> entry : top.entrySet()) {
      tar.file(entry.getKey(), entry.getValue());
    }
    SortedMap<String, Artifact.Blob> blobs = blobs(artifact);
    tar.folder("blobs");
    String folder = "";
    for (Map.Entry<String, Artifact.Blob> entry : blobs.entrySet()) {
      String parent = entry.getKey().substring(0, entry.getKey().lastIndexOf('/'));
      if (!parent.equals(folder)) {
        tar.folder(parent);
        folder = parent;
      }
      Descriptor descriptor = entry.getValue().descriptor();
      try (InputStream in =
          new VerifyingInputStream(
              entry.getValue().content().open(),
              "blob " + descriptor.digest(),
              descriptor.digest(),
              descriptor.size())) {
        tar.file(entry.getKey(), descriptor.size(), in);
      }
    }
    tar.finish();
  }

  /** All blobs by name, each once. */
  private static SortedMap<String, Artifact.Blob> blobs(Artifact artifact) {
    SortedMap<String, Artifact.Blob> blobs = new TreeMap<>();
    artifact.forEachManifest(
        each -> add(blobs, new Artifact.Blob(each.descriptor(), each.manifest())));
    artifact.forEachBlob(blob -> add(blobs, blob));
    return blobs;
  }

  private static void add(SortedMap<String, Artifact.Blob> blobs, Artifact.Blob blob) {
    blobs.putIfAbsent(LayoutFiles.blobName(blob.descriptor().digest()), blob);
  }
}
