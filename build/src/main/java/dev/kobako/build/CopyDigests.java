package dev.kobako.build;

import dev.kobako.image.Digest;
import dev.kobako.tree.Entry;

/** The two digests of what is copied, made while the sources are walked through. */
final class CopyDigests {
  private final CopyFingerprint fingerprint = new CopyFingerprint();
  private final CopyTimes times = new CopyTimes();

  /**
   * What came out.
   *
   * @param fingerprint of all but the times
   * @param times of these
   */
  record Made(Digest fingerprint, Digest times) {}

  /** Another source begins. Whether its entries are to be told: others are known by their name. */
  boolean source(CopiedSource source) {
    fingerprint.source(source.name(), source.contents(), source.unpack());
    return switch (source.source()) {
      case UrlFile url -> {
        fingerprint.fetched(url.digest());
        yield false;
      }
      case GitSource git -> {
        fingerprint.commit(git.commit(), git.url());
        yield false;
      }
      case SourceTree _ -> true;
    };
  }

  /** A regular file with the SHA-256 of its content. */
  void file(String below, Entry.RegularFile file, byte[] sha256) {
    times.add(file.attributes().mtime());
    fingerprint.file(below, file, sha256);
  }

  /**
   * Anything but a regular file.
   *
   * @param below the path from the source
   * @param inPassing whether only something in it is chosen
   */
  void other(String below, Entry entry, boolean inPassing) {
    times.add(entry.attributes().mtime());
    switch (entry) {
      case Entry.Directory directory -> fingerprint.directory(below, directory, inPassing);
      case Entry.RegularFile _ -> throw new IllegalArgumentException("a regular file: " + below);
      case Entry.Symlink link -> fingerprint.symlink(below, link);
      case Entry.Device device -> fingerprint.device(below, device);
      case Entry.Fifo fifo -> fingerprint.fifo(below, fifo);
    }
  }

  /** Of all that was told; nothing can be told afterwards. */
  Made made() {
    return new Made(fingerprint.digest(), times.digest());
  }
}
