package dev.kobako.build;

import dev.kobako.image.Digest;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Instant;

/** The digest of the times of what is copied, in whole seconds, which is what layers have. */
final class CopyTimes {
  private static final int BUFFER = 8 * 1024;

  private final MessageDigest hash = Digest.newHash("sha256");
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);

  void add(Instant time) {
    if (buffer.remaining() < Long.BYTES) {
      flush();
    }
    buffer.putLong(time.getEpochSecond());
  }

  /** Of all that was added; nothing can be added afterwards. */
  Digest digest() {
    flush();
    return Digest.finish("sha256", hash);
  }

  private void flush() {
    hash.update(buffer.flip());
    buffer.clear();
  }
}
