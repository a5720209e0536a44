package dev.kobako.image;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * The files of an OCI image layout in a folder. Blobs come before the index that names them, and
 * each file appears complete or not at all; the index is changed by one writer at a time.
 *
 * @param path the layout's folder
 * @param stagingFolder for files being written, on the same disk
 */
record LayoutFolder(Path path, Path stagingFolder) implements LayoutFiles {
  private static final int BUFFER = 256 * 1024;

  @Override
  public Optional<Content> file(String name) {
    Path file = path.resolve(name);
    try {
      BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
      if (!found.isRegularFile()) {
        throw finding(
            name
                + " is "
                + (found.isDirectory() ? "a folder" : "no regular file")
                + ", expected a file");
      }
      Path real = file.toRealPath();
      if (!real.startsWith(path.toRealPath())) {
        throw finding(name + " is a link that leads out of the layout, to " + real);
      }
      return Optional.of(Content.of(file, found.size()));
    } catch (NoSuchFileException | java.nio.file.NotDirectoryException _) {
      return Optional.empty();
    } catch (IOException e) {
      throw DiskFailure.reading(file, e);
    }
  }

  /**
   * Reads in one go: {@code index.json} can be replaced by another file between a look at its size
   * and opening it.
   */
  @Override
  public Optional<byte[]> smallFile(String name, int limit) {
    if (file(name).isEmpty()) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(path.resolve(name))) {
      byte[] bytes = in.readNBytes(limit + 1);
      if (bytes.length > limit) {
        throw KobakoException.finding(
            Diagnostic.of(
                path.toString(), name + " has more than the " + limit + " bytes that are read"));
      }
      return Optional.of(bytes);
    } catch (IOException e) {
      throw DiskFailure.reading(path.resolve(name), e);
    }
  }

  /** Makes an empty layout, unless there is one. */
  void create() {
    Path version = path.resolve(LayoutReader.VERSION_FILE);
    if (Files.exists(version)) {
      return;
    }
    try {
      Files.createDirectories(path.resolve("blobs/sha256"));
      writeIfAbsent(version, LayoutReader.VERSION_BYTES);
      writeIfAbsent(path.resolve(LayoutReader.INDEX_FILE), new Index(List.of()).bytes());
    } catch (IOException e) {
      throw DiskFailure.writing(path, e);
    }
  }

  /** Stores all blobs of an image that aren't there yet, checking each on the way. */
  void putBlobs(Artifact artifact, Progress progress) {
    SortedMap<Digest, Artifact.Blob> blobs = new TreeMap<>(Comparator.comparing(Digest::toString));
    artifact.forEachBlob(blob -> blobs.putIfAbsent(blob.descriptor().digest(), blob));
    InParallel.forEach(
        List.copyOf(blobs.values()), blob -> putBlob(blob.descriptor(), blob.content(), progress));
    artifact.forEachManifest(each -> putBlob(each.descriptor(), each.manifest(), Progress.NONE));
  }

  private void putBlob(Descriptor descriptor, Content content, Progress progress) {
    Path target = path.resolve(LayoutFiles.blobName(descriptor.digest()));
    Progress.Transfer transfer = progress.start(descriptor.digest().toString(), descriptor.size());
    StagedFile staged = null;
    try {
      if (Files.isRegularFile(target) && Files.size(target) == descriptor.size()) {
        transfer.spared(descriptor.size(), "already there");
        transfer.end();
        return;
      }
      Files.createDirectories(StagedFile.folderOf(target));
      if (linked(content, target)) {
        transfer.end();
        return;
      }
      staged = StagedFile.create(stagingFolder);
      try (OutputStream out = Files.newOutputStream(staged.path());
          InputStream in = verified(descriptor, content)) {
        copy(in, out, staged.path(), transfer);
      }
      staged.moveTo(target);
      staged = null;
      transfer.end();
    } catch (IOException e) {
      throw DiskFailure.writing(target, e);
    } finally {
      if (staged != null) {
        staged.delete();
      }
    }
  }

  private static InputStream verified(Descriptor descriptor, Content content) throws IOException {
    return new VerifyingInputStream(
        content.open(), "blob " + descriptor.digest(), descriptor.digest(), descriptor.size());
  }

  /** Tells a source that fails apart from a disk that fails. */
  private static void copy(
      InputStream in, OutputStream out, Path target, Progress.Transfer transfer) {
    byte[] buffer = new byte[BUFFER];
    while (true) {
      int n;
      try {
        n = in.read(buffer);
      } catch (IOException e) {
        throw KobakoException.outside(
            Diagnostic.of(
                "blob for " + target.getFileName(),
                "can't be read: " + e.getMessage(),
                "check where the image comes from and try again"),
            e);
      }
      if (n < 0) {
        return;
      }
      try {
        out.write(buffer, 0, n);
        transfer.moved(n);
      } catch (IOException e) {
        throw DiskFailure.writing(target, e);
      }
    }
  }

  /** A blob that kobako itself has just written and hashed here gets a second name, no copy. */
  private boolean linked(Content content, Path target) {
    if (!(content instanceof FileContent file) || !stagingFolder.equals(file.file().getParent())) {
      return false;
    }
    try {
      new StagedFile(file.file()).linkTo(target);
      return true;
    } catch (IOException | UnsupportedOperationException _) {
      // There may be a damaged blob of that name, or no links on this disk: then it is copied.
      return false;
    }
  }

  /** Changes the index; the change sees the newest state and nobody else changes it meanwhile. */
  void update(UnaryOperator<Index> change) {
    try (FolderLock _ = FolderLock.on(path.resolve("index.json.lock"))) {
      Index index = change.apply(new LayoutReader(this).index());
      replace(path.resolve(LayoutReader.INDEX_FILE), index.bytes());
    }
  }

  /** Gives {@code entry} its names and takes them from whatever had them. */
  void name(Descriptor entry) {
    List<String> names = LayoutReader.names(entry);
    update(index -> {
      List<Descriptor> entries = new ArrayList<>(index.manifests());
      entries.removeIf(other ->
          LayoutReader.names(other).equals(names)
              || (LayoutReader.names(other).isEmpty() && other.digest().equals(entry.digest())));
      entries.add(entry);
      return new Index(entries);
    });
  }

  private void replace(Path target, byte[] bytes) {
    StagedFile staged = StagedFile.create(stagingFolder);
    boolean done = false;
    try {
      Files.write(staged.path(), bytes);
      staged.moveTo(target);
      done = true;
    } catch (IOException e) {
      throw DiskFailure.writing(target, e);
    } finally {
      if (!done) {
        staged.delete();
      }
    }
  }

  /** Of two who make the same layout at once, the second must not empty the index of the first. */
  private void writeIfAbsent(Path target, byte[] bytes) throws IOException {
    StagedFile staged = StagedFile.create(stagingFolder);
    try {
      Files.write(staged.path(), bytes);
      try {
        Files.createLink(target, staged.path());
      } catch (UnsupportedOperationException _) {
        Files.copy(staged.path(), target);
      }
    } catch (FileAlreadyExistsException _) {
      // the other one wrote the same
    } finally {
      staged.delete();
    }
  }

  private KobakoException finding(String fact) {
    return KobakoException.finding(
        Diagnostic.of(path.toString(), fact, "copy the image again into a new folder"));
  }
}
