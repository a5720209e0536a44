package dev.kobako.debian;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Content;
import dev.kobako.image.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/**
 * The bytes of a .deb from its start, hashed on the way. A failure of the disk or the network is
 * thrown as what it is for the user, so that an {@link IOException} from a decoder above can only
 * mean that the package is damaged.
 */
final class DebSource extends InputStream {
  private final InputStream in;
  private final DebPlace place;
  private final Digest expected;
  private final MessageDigest hash;

  private DebSource(InputStream in, DebPlace place, Digest expected) {
    this.in = in;
    this.place = place;
    this.expected = expected;
    this.hash = expected.newHash();
  }

  /** A stream at the first byte; the caller closes it. */
  static DebSource open(Content deb, DebPlace place, Digest expected) {
    try {
      return new DebSource(deb.open(), place, expected);
    } catch (IOException e) {
      throw unreadable(place, e);
    }
  }

  private static KobakoException unreadable(DebPlace place, IOException e) {
    return KobakoException.outside(
        Diagnostic.of(
            place.name(),
            "can't be read: " + e.getMessage(),
            "check the disk that it is on and run the command again"),
        e);
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    try {
      int count = in.readNBytes(target, offset, length);
      if (count == 0 && length > 0) {
        return -1;
      }
      hash.update(target, offset, count);
      return count;
    } catch (IOException e) {
      throw unreadable(place, e);
    }
  }

  /** Reads to the end; the bytes must be those that the index names. */
  void requireDigest() {
    byte[] rest = new byte[8192];
    while (read(rest, 0, rest.length) >= 0) {
      // reading is what hashes
    }
    Digest seen = Digest.finish(expected.algorithm(), hash);
    if (!seen.equals(expected)) {
      throw place.finding("has digest " + seen + ", expected " + expected);
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
