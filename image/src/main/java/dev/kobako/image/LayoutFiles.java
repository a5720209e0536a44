package dev.kobako.image;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The files of an image layout or archive by their names, wherever they lie. */
interface LayoutFiles {
  /** The folder or archive. */
  Path path();

  /**
   * A file by its name, with {@code /} between folders.
   *
   * @throws KobakoException a finding, where there is something else of that name
   */
  Optional<Content> file(String name);

  /** The blob of a descriptor, present and of the promised size; its bytes are not looked at. */
  default Content blob(Descriptor descriptor) {
    Digest digest = descriptor.digest();
    String name = blobName(digest);
    Content content =
        file(name)
            .orElseThrow(() ->
                KobakoException.finding(
                    Diagnostic.of(
                        path().toString(),
                        "the blob " + digest + " is missing",
                        "copy the image again, with all of its layers")));
    if (content.size() != descriptor.size()) {
      throw KobakoException.finding(
          Diagnostic.of(
              path().toString(),
              "the blob "
                  + digest
                  + " has "
                  + content.size()
                  + " bytes, expected "
                  + descriptor.size(),
              "copy the image again, this blob was changed or cut off"));
    }
    return content;
  }

  /** All bytes of a small blob, checked against the digest. */
  default byte[] smallBlob(Descriptor descriptor, String what, int limit) {
    Content content = blob(descriptor);
    bound(what + " " + descriptor.digest(), content, limit);
    try (var in =
        new VerifyingInputStream(
            content.open(),
            path() + ": " + what + " " + descriptor.digest(),
            descriptor.digest(),
            descriptor.size())) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw DiskFailure.reading(path(), e);
    }
  }

  /** All bytes of a small file. */
  default Optional<byte[]> smallFile(String name, int limit) {
    Optional<Content> content = file(name);
    if (content.isEmpty()) {
      return Optional.empty();
    }
    bound(name, content.get(), limit);
    try {
      return Optional.of(content.get().bytes());
    } catch (IOException e) {
      throw DiskFailure.reading(path(), e);
    }
  }

  private void bound(String what, Content content, int limit) {
    if (content.size() > limit) {
      throw KobakoException.finding(
          Diagnostic.of(
              path().toString(),
              what + " has " + content.size() + " bytes, at most " + limit + " are read"));
    }
  }

  /** Where a layout keeps a blob. */
  static String blobName(Digest digest) {
    return "blobs/" + digest.algorithm() + "/" + digest.hex();
  }
}
