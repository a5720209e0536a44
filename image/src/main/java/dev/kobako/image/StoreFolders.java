package dev.kobako.image;

import dev.kobako.diagnostic.KobakoException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The folders of the store and the files in them that are kobako's own, by their names. Whatever
 * else lies there is not looked at.
 *
 * @param root the folder that holds them all
 */
record StoreFolders(Path root) {
  private static final List<String> ALGORITHMS = List.of("sha256", "sha512");
  private static final String TAR = ".tar";

  /** The image layout. */
  LayoutFolder layout() {
    return new LayoutFolder(
        root.resolve("store"), root.resolve("staging"), LayoutFolder.Durability.POWER_FAILURE);
  }

  /** The tars of layers. */
  Path unpacked() {
    return root.resolve("unpacked");
  }

  /** The lock between those who rely on what is there and those who remove from it. */
  Path lock() {
    return root.resolve("use.lock");
  }

  /** All blobs, whether anything refers to them or not. */
  List<StoreFile> blobs() {
    List<StoreFile> all = new ArrayList<>();
    for (String algorithm : ALGORITHMS) {
      all.addAll(
          files(
              StoreFile.Kind.BLOB,
              layout().path().resolve("blobs").resolve(algorithm),
              name -> digest(algorithm, name).isPresent()));
    }
    return all;
  }

  /** What broken downloads have received. */
  List<StoreFile> partials() {
    return files(
        StoreFile.Kind.PARTIAL,
        layout().stagingFolder(),
        name -> !PartialDownload.isLock(name) && PartialDownload.of(Path.of(name)).isPresent());
  }

  /** What other processes were writing; for who has the store alone, they are no more. */
  List<StoreFile> staged() {
    List<StoreFile> all = new ArrayList<>();
    for (Path folder : List.of(layout().stagingFolder(), unpacked())) {
      all.addAll(files(StoreFile.Kind.STAGED, folder, StagedFile::isOfAnotherProcess));
    }
    return all;
  }

  /** The tars of layers. */
  List<StoreFile> tars() {
    return files(StoreFile.Kind.UNPACKED, unpacked(), name -> diffId(name).isPresent());
  }

  /** The digest of a blob or the diff id of a tar. */
  static Optional<Digest> digest(StoreFile file) {
    return switch (file.kind()) {
      case BLOB ->
          digest(String.valueOf(StagedFile.folderOf(file.path()).getFileName()), file.name());
      case UNPACKED -> diffId(file.name());
      case PARTIAL, STAGED -> Optional.empty();
    };
  }

  /** Where the tar of a layer belongs. */
  static Path tar(Path folder, Digest diffId) {
    return folder.resolve(diffId.algorithm() + "-" + diffId.hex() + TAR);
  }

  private static Optional<Digest> diffId(String name) {
    int dash = name.indexOf('-');
    return dash < 0 || !name.endsWith(TAR)
        ? Optional.empty()
        : digest(name.substring(0, dash), name.substring(dash + 1, name.length() - TAR.length()));
  }

  private static Optional<Digest> digest(String algorithm, String hex) {
    try {
      return Optional.of(new Digest(algorithm, hex));
    } catch (KobakoException _) {
      return Optional.empty();
    }
  }

  private static List<StoreFile> files(StoreFile.Kind kind, Path folder, Predicate<String> isOurs) {
    List<StoreFile> all = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      for (Path path : stream) {
        if (isOurs.test(path.getFileName().toString())) {
          file(kind, path).ifPresent(all::add);
        }
      }
    } catch (NoSuchFileException | NotDirectoryException _) {
      return List.of();
    } catch (DirectoryIteratorException e) {
      throw DiskFailure.reading(folder, new IOException(e.getMessage(), e));
    } catch (IOException e) {
      throw DiskFailure.reading(folder, e);
    }
    all.sort(Comparator.comparing(StoreFile::path));
    return all;
  }

  private static Optional<StoreFile> file(StoreFile.Kind kind, Path path) throws IOException {
    try {
      BasicFileAttributes found =
          Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return found.isRegularFile()
          ? Optional.of(
              new StoreFile(kind, path, found.size(), found.lastModifiedTime().toInstant()))
          : Optional.empty();
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }
}
