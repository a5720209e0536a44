package dev.kobako.image;

import dev.kobako.diagnostic.KobakoException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * A blob that comes over the network, in a file that is named after it: what a broken or killed
 * transfer has received is there for the next one. The file has a lock, so that one at a time
 * writes it.
 *
 * @param folder of staged files
 * @param digest of the whole blob
 */
record PartialDownload(Path folder, Digest digest) {
  static final String PREFIX = "partial-";
  private static final String LOCK = ".lock";
  private static final int BUFFER = 1024 * 1024;

  /** The download that a file belongs to, itself or as its lock. */
  static Optional<PartialDownload> of(Path file) {
    String name = file.getFileName().toString();
    int dash = name.indexOf('-', PREFIX.length());
    if (!name.startsWith(PREFIX) || dash < 0) {
      return Optional.empty();
    }
    int end = isLock(name) ? name.length() - LOCK.length() : name.length();
    try {
      Digest digest =
          new Digest(name.substring(PREFIX.length(), dash), name.substring(dash + 1, end));
      return Optional.of(new PartialDownload(StagedFile.folderOf(file), digest));
    } catch (KobakoException | IndexOutOfBoundsException _) {
      return Optional.empty();
    }
  }

  /** Whether a file of this name is the lock on another one. */
  static boolean isLock(String name) {
    return name.endsWith(LOCK);
  }

  /** Where the bytes are. */
  Path path() {
    return folder.resolve(PREFIX + digest.algorithm() + "-" + digest.hex());
  }

  /** How many bytes are there now, 0 if there is no file. */
  long received() {
    try {
      return Files.size(path());
    } catch (IOException _) {
      return 0;
    }
  }

  /**
   * The right to write or delete the file, unless somebody else has it. Two may write for a moment
   * where one is told to end: they write the same bytes, and the whole is checked.
   */
  Optional<FolderLock> tryLock() {
    return FolderLock.tryOn(folder.resolve(path().getFileName() + LOCK))
        .map(FolderLock::removedAtExit);
  }

  /**
   * Receives what is missing and gives the complete file its name; to be called with the lock. What
   * was there before is not trusted: if the whole turns out wrong, it is received once more, and
   * again while there is another place to have it from.
   *
   * @throws KobakoException as {@link BlobCopy} does; what was received stays, unless it is wrong
   *     or the disk is full
   */
  void complete(BlobCopy copy, LayoutFolder layout, Path target) {
    try {
      receive(copy);
      layout.take(new StagedFile(path()), target);
    } catch (IOException e) {
      discardIfUseless(e);
      throw DiskFailure.writing(path(), e);
    } catch (KobakoException e) {
      discardIfUseless(e.getCause());
      throw e;
    }
  }

  private void receive(BlobCopy copy) throws IOException {
    try (FileChannel file =
        FileChannel.open(
            path(), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      MessageDigest hash = digest.newHash();
      long before = hashed(file, hash, copy.descriptor().size());
      if (before > 0) {
        copy.transfer().spared(before, "resumed");
      }
      copy.append(path(), file, hash);
      Digest seen = Digest.finish(digest.algorithm(), hash);
      for (boolean mixed = before > 0;
          !seen.equals(digest) && (mixed || copy.content().isElsewhereToo());
          mixed = false) {
        file.truncate(0);
        copy.append(path(), file, hash);
        seen = Digest.finish(digest.algorithm(), hash);
      }
      if (!seen.equals(digest)) {
        file.truncate(0);
      }
      copy.require(seen);
    }
  }

  /** Hashes what is there, and leaves the file at its end. */
  private static long hashed(FileChannel file, MessageDigest hash, long limit) throws IOException {
    if (file.size() > limit) {
      file.truncate(0);
    }
    long size = file.size();
    ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(BUFFER, size));
    while (file.position() < size && file.read(buffer) >= 0) {
      hash.update(buffer.array(), 0, buffer.position());
      buffer.clear();
    }
    return file.position();
  }

  private void discardIfUseless(@org.jspecify.annotations.Nullable Throwable cause) {
    if (received() == 0 || (cause instanceof IOException disk && DiskFailure.isFull(disk))) {
      new StagedFile(path()).delete();
    }
  }
}
