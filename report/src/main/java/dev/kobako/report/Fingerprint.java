package dev.kobako.report;

import dev.kobako.image.Content;
import dev.kobako.tree.ByteSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/**
 * A number that tells contents of the same size apart: two checksums with different polynomials, 64
 * bits together. Both are instructions of the processor, so that all bytes of an image can be taken
 * on their way, where a cryptographic hash would take as long as reading them.
 *
 * <p>Whoever wants to can make two files with the same number. What comes of it is a wrong line in
 * a report on that person's own image; nothing is ever removed or replaced because of it.
 */
final class Fingerprint implements ByteSink {
  /** Of contents that were not seen; of others it is never. */
  static final long UNKNOWN = 0;

  private static final int PIECE = 128 * 1024;

  private final CRC32 first = new CRC32();
  private final CRC32C second = new CRC32C();

  /** The number of a content. */
  static long of(Content content) throws IOException {
    Fingerprint fingerprint = new Fingerprint();
    ByteBuffer piece = ByteBuffer.allocate(PIECE);
    try (SeekableByteChannel channel = content.openChannel()) {
      while (channel.read(piece) >= 0) {
        fingerprint.take(piece.array(), 0, piece.position());
        piece.clear();
      }
    }
    return fingerprint.finish();
  }

  @Override
  public void take(byte[] buffer, int offset, int length) {
    first.update(buffer, offset, length);
    second.update(buffer, offset, length);
  }

  /** The number of what has passed; what comes next is another content. */
  long finish() {
    long number = first.getValue() << 32 | second.getValue();
    first.reset();
    second.reset();
    return number == UNKNOWN ? 1 : number;
  }
}
