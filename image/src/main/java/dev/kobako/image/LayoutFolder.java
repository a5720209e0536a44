package dev.kobako.image;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The files of an OCI image layout in a folder. Blobs come before the index that names them, and
 * each file appears complete or not at all; the index is changed by one writer at a time.
 *
 * @param path the layout's folder
 * @param stagingFolder for files being written, on the same disk
 * @param durability what complete files survive
 */
record LayoutFolder(Path path, Path stagingFolder, Durability durability) implements LayoutFiles {
  /** What a file that has its name must survive. */
  enum Durability {
    /** That processes end at any moment. What is written can be written again from its source. */
    KILL,
    /** That the machine stops at any moment: what has a name may be all that there is. */
    POWER_FAILURE
  }

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

  /** The file of a blob, whether it is there or not. */
  Path blobFile(Digest digest) {
    return path.resolve(LayoutFiles.blobName(digest));
  }

  /** Gives a complete file its name here. */
  void take(StagedFile staged, Path target) throws IOException {
    switch (durability) {
      case POWER_FAILURE -> staged.moveTo(target);
      case KILL -> staged.renameTo(target);
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
    update(index -> named(index, entry));
  }

  /** An index in which {@code entry} has its names. */
  static Index named(Index index, Descriptor entry) {
    List<String> names = LayoutReader.names(entry);
    List<Descriptor> entries = new ArrayList<>(index.manifests());
    entries.removeIf(other ->
        (!names.isEmpty() && LayoutReader.names(other).equals(names))
            || (LayoutReader.names(other).isEmpty() && other.digest().equals(entry.digest())));
    entries.add(entry);
    return new Index(entries);
  }

  private void replace(Path target, byte[] bytes) {
    StagedFile staged = StagedFile.create(stagingFolder);
    boolean done = false;
    try {
      Files.write(staged.path(), bytes);
      take(staged, target);
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
