package dev.kobako.image;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/**
 * Passes bytes on and checks them on the way: more than promised is refused at once, fewer or
 * others when the end is reached, before it is reported. Who stops reading earlier has checked
 * nothing.
 */
public final class VerifyingInputStream extends WrappedInputStream {
  /** Stands for a size that isn't known before. */
  static final long ANY_SIZE = -1;

  static final String REMEDY = "fetch or write the image again, its content was changed";

  private final String place;
  private final Digest expected;
  private final long size;
  private final MessageDigest hash;
  private long count;
  private boolean verified;

  /**
   * Checks {@code in}, which is closed with this stream.
   *
   * @param place what is read, for messages
   */
  public VerifyingInputStream(InputStream in, String place, Digest expected, long size) {
    super(in);
    this.place = place;
    this.expected = expected;
    this.size = size;
    this.hash = expected.newHash();
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int n = in.read(target, offset, length);
    if (n < 0) {
      verify();
      return n;
    }
    count += n;
    if (size != ANY_SIZE && count > size) {
      throw finding("has more than the " + size + " bytes that its descriptor promises");
    }
    hash.update(target, offset, n);
    return n;
  }

  /** The number of bytes so far. */
  long count() {
    return count;
  }

  private void verify() {
    if (verified) {
      return;
    }
    if (size != ANY_SIZE && count != size) {
      throw finding("has " + count + " bytes, expected " + size);
    }
    Digest seen = Digest.finish(expected.algorithm(), hash);
    if (!seen.equals(expected)) {
      throw finding("has digest " + seen + ", expected " + expected);
    }
    verified = true;
  }

  private KobakoException finding(String fact) {
    return KobakoException.finding(Diagnostic.of(place, fact, REMEDY));
  }
}
