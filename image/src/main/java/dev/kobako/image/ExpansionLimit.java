package dev.kobako.image;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.io.IOException;
import java.io.InputStream;

/**
 * How much a compressed layer may grow when it is unpacked, against decompression bombs.
 *
 * @param bytes that a layer may have in any case, at most
 * @param ratio by which it may grow at most, once it has more than {@code freeBytes}
 * @param freeBytes up to which the ratio is not looked at
 */
public record ExpansionLimit(long bytes, long ratio, long freeBytes) {
  private static final long GIB = 1L << 30;

  /** 64 GiB, and not more than a thousandfold beyond 1 GiB. */
  public static final ExpansionLimit DEFAULT = new ExpansionLimit(64 * GIB, 1000, GIB);

  public ExpansionLimit {
    if (bytes <= 0 || ratio <= 0 || freeBytes < 0) {
      throw new IllegalArgumentException("limits above 0, not " + bytes + ", " + ratio);
    }
  }

  /**
   * Passes on {@code in} until it has grown too much, which is a finding.
   *
   * @param in gives what is unpacked; closed with the stream that is returned
   * @param place for messages
   */
  public InputStream guard(InputStream in, String place, long compressedSize) {
    long byRatio =
        compressedSize > bytes / ratio ? bytes : Math.max(freeBytes, compressedSize * ratio);
    return new Guard(in, place, compressedSize, Math.min(bytes, byRatio));
  }

  private static final class Guard extends WrappedInputStream {
    private final String place;
    private final long compressedSize;
    private final long limit;
    private long count;

    Guard(InputStream in, String place, long compressedSize, long limit) {
      super(in);
      this.place = place;
      this.compressedSize = compressedSize;
      this.limit = limit;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int n = in.read(target, offset, length);
      count += Math.max(n, 0);
      if (count > limit) {
        throw KobakoException.finding(
            Diagnostic.of(
                place,
                compressedSize
                    + " bytes unpack to more than "
                    + limit
                    + " bytes, which looks like a decompression bomb",
                "if it is meant to be like this, store it uncompressed"));
      }
      return n;
    }
  }
}
