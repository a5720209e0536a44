package dev.kobako.image;

import java.nio.file.Path;
import java.time.Instant;

/**
 * A file that kobako keeps in the store's folders.
 *
 * @param kind what it is for
 * @param path where it is
 * @param bytes its size
 * @param lastUse when it was written or, at most an hour before that, needed
 */
public record StoreFile(Kind kind, Path path, long bytes, Instant lastUse) {
  /** What a file in the store's folders is for. */
  public enum Kind {
    /** A manifest, configuration or layer, by its digest. */
    BLOB,
    /** What a download that broke has received. */
    PARTIAL,
    /** What a killed process was writing. */
    STAGED,
    /** The tar of a compressed layer, by its diff id. */
    UNPACKED
  }

  /** The file's own name: for a blob the digest's digits. */
  public String name() {
    return String.valueOf(path.getFileName());
  }
}
