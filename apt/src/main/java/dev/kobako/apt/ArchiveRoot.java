package dev.kobako.apt;

import dev.kobako.image.Content;
import java.util.Optional;

/** The root of an archive, whose files are asked for by their paths under it. */
sealed interface ArchiveRoot permits RemoteArchive, LocalArchive {
  /** Its URL for messages and {@code PackageSource}: without a user's name and password. */
  String name();

  /** The URL of a file for messages. */
  default String url(String path) {
    return name() + "/" + path;
  }

  /**
   * A small file, unless there is none of that path.
   *
   * @param known what was got before, so that it need not be sent again
   * @param limit of its bytes
   * @throws dev.kobako.diagnostic.KobakoException outside, where the server or the disk fails; a
   *     finding, where it has more bytes
   */
  Optional<SmallFile> small(String path, Validators known, int limit);

  /**
   * A file of which size and digest are known; nothing happens before it is opened.
   *
   * @param what messages call it
   * @param missing the remedy where it is not there
   */
  Content file(String path, long size, String what, String missing);

  /** What became of asking for a small file. */
  sealed interface SmallFile {
    /** As it was. */
    record Unchanged() implements SmallFile {}

    /** All of it, and how to ask whether it has changed. */
    @SuppressWarnings("ArrayRecordComponent") // It is handed over, never compared.
    record Fresh(byte[] bytes, Validators validators) implements SmallFile {}
  }

  /** How a server recognises a state of a file (RFC 9110, 8.8); empty texts where it doesn't. */
  record Validators(String etag, String lastModified) {
    static final Validators NONE = new Validators("", "");
  }
}
