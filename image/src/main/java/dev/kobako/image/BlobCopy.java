package dev.kobako.image;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;

/**
 * A blob on its way into a file, counted and hashed as it passes.
 *
 * @param descriptor what is promised
 * @param content where it comes from
 * @param transfer who follows it
 * @param wording what it is called in messages
 */
record BlobCopy(
    Descriptor descriptor, Content content, Progress.Transfer transfer, Wording wording) {
  /**
   * What messages say of a blob.
   *
   * @param place what it is
   * @param source how one says where it comes from: {@code the image}
   * @param promise who told its size and digest: {@code its descriptor}
   * @param remedy for wrong bytes
   */
  record Wording(String place, String source, String promise, String remedy) {}

  /** Large, since each call of the system and each short run of the hash costs. */
  private static final int BUFFER = 1024 * 1024;

  /** A blob of an image. */
  BlobCopy(Descriptor descriptor, Content content, Progress.Transfer transfer) {
    this(
        descriptor,
        content,
        transfer,
        new Wording(
            "blob " + descriptor.digest(),
            "the image",
            "its descriptor",
            VerifyingInputStream.REMEDY));
  }

  /**
   * Appends the rest of the blob to a file that has what comes before.
   *
   * @param path the file's name, for messages
   * @param hash of what comes before; of everything afterwards
   * @throws KobakoException a finding, where there is more or less than promised; outside, where
   *     the source or the disk fails
   */
  void append(Path path, FileChannel file, MessageDigest hash) {
    byte[] buffer = new byte[(int) Math.min(BUFFER, descriptor.size() + 1)];
    long count = position(path, file);
    if (count > 0 && count == descriptor.size()) {
      return;
    }
    try (InputStream in = content.open(count)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        count += n;
        if (count > descriptor.size()) {
          throw wrong(
              "has more than the "
                  + descriptor.size()
                  + " bytes that "
                  + wording.promise()
                  + " promises");
        }
        hash.update(buffer, 0, n);
        write(path, file, ByteBuffer.wrap(buffer, 0, n));
        transfer.moved(n);
      }
    } catch (IOException e) {
      throw KobakoException.outside(
          Diagnostic.of(
              wording.place(),
              "can't be read: " + e.getMessage(),
              "check where " + wording.source() + " comes from and try again"),
          e);
    }
    if (count != descriptor.size()) {
      throw wrong("has " + count + " bytes, expected " + descriptor.size());
    }
  }

  /** Refuses a blob whose bytes are others than promised. */
  void require(Digest seen) {
    if (!seen.equals(descriptor.digest())) {
      throw wrong("has digest " + seen + ", expected " + descriptor.digest());
    }
  }

  private static long position(Path path, FileChannel file) {
    try {
      return file.position();
    } catch (IOException e) {
      throw DiskFailure.writing(path, e);
    }
  }

  /** Tells a disk that fails apart from a source that fails. */
  private static void write(Path path, FileChannel file, ByteBuffer bytes) {
    try {
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
    } catch (IOException e) {
      throw DiskFailure.writing(path, e);
    }
  }

  private KobakoException wrong(String fact) {
    return KobakoException.finding(Diagnostic.of(wording.place(), fact, wording.remedy()));
  }
}
