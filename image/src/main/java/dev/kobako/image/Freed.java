package dev.kobako.image;

import java.util.List;

/**
 * What went from the store, or would go.
 *
 * @param files that nobody needs
 * @param names of cached images that went with them, digests of those without a name
 * @param left the bytes of the files that stay
 */
public record Freed(List<StoreFile> files, List<String> names, long left) {
  /** Nothing went, and nobody looked at what stays. */
  static final Freed NOTHING = new Freed(List.of(), List.of(), 0);

  public Freed {
    files = List.copyOf(files);
    names = List.copyOf(names);
  }

  /** The bytes of all files. */
  public long bytes() {
    return files.stream().mapToLong(StoreFile::bytes).sum();
  }
}
