package dev.kobako.registry;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.DiskFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The small files that a user or administrator may have written. */
final class ConfigurationFile {
  /** No JSON that programs keep their configuration in is near this. */
  static final int MAX_JSON_BYTES = 1024 * 1024;

  private static final Path NOTHING = Path.of("/dev/null");

  private ConfigurationFile() {}

  /**
   * The bytes of a file, if there is one.
   *
   * @param limit how many there may be
   * @throws KobakoException a finding, where something else has the name or it is too large;
   *     outside, where it can't be read
   */
  static Optional<byte[]> read(Path file, int limit) {
    if (!isThere(file)) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(limit + 1);
      if (bytes.length > limit) {
        throw KobakoException.finding(
            Diagnostic.of(
                file.toString(),
                "has more than " + limit + " bytes, so it is no configuration",
                "check what wrote it"));
      }
      return Optional.of(bytes);
    } catch (IOException e) {
      throw DiskFailure.reading(file, e);
    }
  }

  /** The files of a folder whose names fit a glob, sorted; none where there is no such folder. */
  static List<Path> listed(Path folder, String glob) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, glob)) {
      found.forEach(files::add);
    } catch (IOException e) {
      throw DiskFailure.reading(folder, e);
    } catch (DirectoryIteratorException e) {
      throw DiskFailure.reading(folder, new IOException(e));
    }
    files.sort(null);
    return List.copyOf(files);
  }

  /** Nothing but a regular file is opened: a pipe could keep us waiting for ever. */
  private static boolean isThere(Path file) {
    BasicFileAttributes attributes;
    try {
      attributes = Files.readAttributes(file, BasicFileAttributes.class);
    } catch (NoSuchFileException _) {
      return false;
    } catch (FileSystemException e) {
      if (isBelowFile(file)) {
        return false;
      }
      throw DiskFailure.reading(file, e);
    } catch (IOException e) {
      throw DiskFailure.reading(file, e);
    }
    if (attributes.isRegularFile()) {
      return true;
    }
    if (file.equals(NOTHING)) {
      return false;
    }
    throw KobakoException.finding(
        Diagnostic.of(
            file.toString(),
            (attributes.isDirectory() ? "is a folder" : "is a device or pipe")
                + ", expected a file",
            "move it away, or name another file"));
  }

  /** HOME=/dev/null is what services without a home have. */
  private static boolean isBelowFile(Path file) {
    for (Path above = file.getParent(); above != null; above = above.getParent()) {
      if (Files.exists(above, LinkOption.NOFOLLOW_LINKS)) {
        return Files.exists(above) && !Files.isDirectory(above);
      }
    }
    return false;
  }
}
