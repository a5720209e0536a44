package dev.kobako.image;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An archive that is an OCI image layout, and more if wanted, as a stream: sorted, so that the same
 * images give the same bytes.
 *
 * @param index what {@code index.json} lists
 * @param artifacts what it holds
 * @param more files beside the layout's own, at the top, by name
 */
record ArchiveTar(Index index, List<Artifact> artifacts, SortedMap<String, byte[]> more) {
  ArchiveTar {
    artifacts = List.copyOf(artifacts);
    more = new TreeMap<>(more);
  }

  /** A layout of one artifact and nothing else. */
  static ArchiveTar of(Descriptor entry, Artifact artifact) {
    return new ArchiveTar(new Index(List.of(entry)), List.of(artifact), new TreeMap<>());
  }

  /** The same with a file at the top. */
  ArchiveTar with(String name, byte[] bytes) {
    SortedMap<String, byte[]> files = new TreeMap<>(more);
    files.put(name, bytes);
    return new ArchiveTar(index, artifacts, files);
  }

  /**
   * Writes the archive and leaves the stream open; each blob is checked on its way.
   *
   * @throws IOException where {@code out} fails
   * @throws KobakoException where a blob is not what its descriptor promises or can't be read; what
   *     was written is of no use then
   */
  void writeTo(OutputStream out, Progress progress) throws IOException {
    TarWriter tar = new TarWriter(out);
    SortedMap<String, byte[]> top = new TreeMap<>(more);
    top.put(LayoutReader.VERSION_FILE, LayoutReader.VERSION_BYTES);
    top.put(LayoutReader.INDEX_FILE, index.bytes());
    for (Map.Entry<String, byte[]> entry : top.entrySet()) {
      tar.file(entry.getKey(), entry.getValue());
    }
    tar.folder("blobs");
    String folder = "";
    for (Map.Entry<String, Artifact.Blob> entry : blobs().entrySet()) {
      String parent = entry.getKey().substring(0, entry.getKey().lastIndexOf('/'));
      if (!parent.equals(folder)) {
        tar.folder(parent);
        folder = parent;
      }
      writeBlob(tar, entry.getKey(), entry.getValue(), progress);
    }
    tar.finish();
  }

  private static void writeBlob(TarWriter tar, String name, Artifact.Blob blob, Progress progress)
      throws IOException {
    Descriptor descriptor = blob.descriptor();
    Progress.Transfer transfer = progress.start(descriptor.digest().toString(), descriptor.size());
    String place = "blob " + descriptor.digest();
    try (InputStream in = new Source(open(blob, place), place, transfer)) {
      tar.file(name, descriptor.size(), in);
    }
    transfer.end();
  }

  private static InputStream open(Artifact.Blob blob, String place) {
    Descriptor descriptor = blob.descriptor();
    try {
      return new VerifyingInputStream(
          blob.content().open(), place, descriptor.digest(), descriptor.size());
    } catch (IOException e) {
      throw unreadable(place, e);
    }
  }

  /** All blobs and manifests by name, each once. */
  private SortedMap<String, Artifact.Blob> blobs() {
    SortedMap<String, Artifact.Blob> blobs = new TreeMap<>();
    for (Artifact artifact : artifacts) {
      artifact.forEachManifest(
          each -> add(blobs, new Artifact.Blob(each.descriptor(), each.manifest())));
      artifact.forEachBlob(blob -> add(blobs, blob));
    }
    return blobs;
  }

  private static void add(SortedMap<String, Artifact.Blob> blobs, Artifact.Blob blob) {
    blobs.putIfAbsent(LayoutFiles.blobName(blob.descriptor().digest()), blob);
  }

  private static KobakoException unreadable(String place, IOException cause) {
    return KobakoException.outside(
        Diagnostic.of(
            place,
            "can't be read: " + cause.getMessage(),
            "check where the image comes from and try again"),
        cause);
  }

  /** Tells a source that fails apart from a target that fails, and counts. */
  private static final class Source extends WrappedInputStream {
    private final String place;
    private final Progress.Transfer transfer;

    Source(InputStream in, String place, Progress.Transfer transfer) {
      super(in);
      this.place = place;
      this.transfer = transfer;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      try {
        int n = in.read(target, offset, length);
        if (n > 0) {
          transfer.moved(n);
        }
        return n;
      } catch (IOException e) {
        throw unreadable(place, e);
      }
    }
  }
}
