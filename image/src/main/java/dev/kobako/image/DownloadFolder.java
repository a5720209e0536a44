package dev.kobako.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Contents of known digests in a folder ({@code blobs/sha256/HEX}), each fetched once, whichever
 * process wants it first. What a broken or killed transfer has received is there for the next one
 * ({@code staged/partial-sha256-HEX}); a content appears complete and checked or not at all.
 *
 * @param folder made if need be; it can be lost, for all of it can be fetched again
 */
public record DownloadFolder(Path folder) {
  /**
   * A content that is not there yet.
   *
   * @param digest of its bytes
   * @param size in bytes
   * @param from where it comes from; one that is {@link Content#isRemote remote} can be resumed
   * @param title what progress calls it
   * @param place what messages call it
   * @param promise who has told size and digest, for messages: {@code the index}
   * @param remedy against wrong bytes
   */
  public record Wanted(
      Digest digest,
      long size,
      Content from,
      String title,
      String place,
      String promise,
      String remedy) {}

  /** A content that is there, of the size that it should have; its bytes are not looked at. */
  public Optional<Content> find(Digest digest, long size) {
    Path file = file(digest);
    try {
      return Files.isRegularFile(file) && Files.size(file) == size
          ? Optional.of(Content.of(file, size))
          : Optional.empty();
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /** The file of a content, whether it is there or not. */
  public Path file(Digest digest) {
    return layout().blobFile(digest);
  }

  /** Where the complete contents are. */
  public Path blobs() {
    return folder.resolve("blobs");
  }

  /** Where files are that are being written. */
  public Path staging() {
    return folder.resolve("staged");
  }

  /**
   * Fetches a content and checks it.
   *
   * @throws dev.kobako.diagnostic.KobakoException a finding, where there are other bytes than
   *     promised; outside, where the source or the disk fails
   */
  public Content take(Wanted wanted, Progress progress) {
    Descriptor descriptor =
        Descriptor.of("application/octet-stream", wanted.digest(), wanted.size());
    BlobCopy.Wording wording =
        new BlobCopy.Wording(wanted.place(), "it", wanted.promise(), wanted.remedy());
    Progress.Transfer transfer = progress.start(wanted.title(), wanted.size());
    new BlobIntake(layout()).take(new BlobCopy(descriptor, wanted.from(), transfer, wording));
    return Content.of(file(wanted.digest()), wanted.size());
  }

  private LayoutFolder layout() {
    return new LayoutFolder(folder, staging(), LayoutFolder.Durability.KILL);
  }
}
