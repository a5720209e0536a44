package dev.kobako.apt;

import dev.kobako.apt.PackagesScan.Place;
import dev.kobako.debian.Stanza;
import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.DiskFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/**
 * A {@code Packages} file of the cache, of which single stanzas are read. Safe for use by several
 * threads; holds the file open.
 */
final class PackageIndex implements AutoCloseable {
  private final Path file;
  private final FileChannel text;
  private final PackageNames names;

  private PackageIndex(Path file, FileChannel text, PackageNames names) {
    this.file = file;
    this.text = text;
    this.names = names;
  }

  /** Where the names of a text are. */
  static Path namesOf(Path text) {
    return text.resolveSibling(text.getFileName() + ".names-" + PackageNames.VERSION);
  }

  /**
   * Opens what the cache has; empty, if something of it lacks or is damaged.
   *
   * @param file the unpacked text
   */
  static Optional<PackageIndex> open(Path file) {
    FileChannel text = null;
    PackageIndex opened = null;
    try {
      text = FileChannel.open(file, StandardOpenOption.READ);
      Optional<PackageNames> names =
          PackageNames.read(Files.readAllBytes(namesOf(file)), text.size());
      if (names.isPresent()) {
        opened = new PackageIndex(file, text, names.get());
      }
      return Optional.ofNullable(opened);
    } catch (IOException _) {
      return Optional.empty();
    } finally {
      if (text != null && opened == null) {
        closed(text);
      }
    }
  }

  private static void closed(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException _) {
      // It was only read.
    }
  }

  /** Where packages are. */
  PackageNames names() {
    return names;
  }

  /**
   * The stanza at a place.
   *
   * @throws KobakoException outside, where the disk fails or the file was changed
   */
  Stanza stanza(Place place) {
    ByteBuffer bytes = ByteBuffer.allocate(place.length());
    try {
      while (bytes.hasRemaining()) {
        if (text.read(bytes, place.offset() + (long) bytes.position()) < 0) {
          throw damaged();
        }
      }
    } catch (IOException e) {
      throw DiskFailure.reading(file, e);
    }
    List<Stanza> stanzas = Stanza.split(bytes.array());
    if (stanzas.size() != 1) {
      throw damaged();
    }
    return stanzas.getFirst();
  }

  private KobakoException damaged() {
    return KobakoException.outside(
        Diagnostic.of(
            file.toString(),
            "was changed or cut off since it was written",
            "remove the file; it is fetched again"),
        null);
  }

  @Override
  public void close() {
    closed(text);
  }
}
