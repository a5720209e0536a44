package dev.kobako.apt;

import dev.kobako.apt.Release.IndexFile;
import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Digest;
import dev.kobako.image.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/** Passes bytes on, counted and hashed; more than promised are refused at once. */
final class CheckedInput extends InputStream {
  private final InputStream in;
  private final IndexFile promised;
  private final String place;
  private final Progress.Transfer transfer;
  private final MessageDigest hash;
  private long count;

  /** Doesn't own the stream. */
  CheckedInput(InputStream in, IndexFile promised, String place, Progress.Transfer transfer) {
    this.in = in;
    this.promised = promised;
    this.place = place;
    this.transfer = transfer;
    this.hash = promised.digest().newHash();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int n = in.read(target, offset, length);
    if (n > 0) {
      count += n;
      if (count > promised.size()) {
        throw wrong("has more than the " + promised.size() + " bytes that the release promises");
      }
      hash.update(target, offset, n);
      transfer.moved(n);
    }
    return n;
  }

  /** How many bytes have passed. */
  long count() {
    return count;
  }

  /** Lets pass what is left. */
  void drain() throws IOException {
    byte[] buffer = new byte[64 * 1024];
    while (read(buffer, 0, buffer.length) >= 0) {
      // only counted and hashed
    }
  }

  /**
   * At the end: refuses bytes that are others than promised.
   *
   * @throws KobakoException a finding
   */
  void require() {
    if (count != promised.size()) {
      throw wrong("has " + count + " bytes, expected " + promised.size());
    }
    Digest seen = Digest.finish(promised.digest().algorithm(), hash);
    if (!seen.equals(promised.digest())) {
      throw wrong("has digest " + seen + ", expected " + promised.digest());
    }
  }

  private KobakoException wrong(String fact) {
    return KobakoException.finding(
        Diagnostic.of(
            place,
            fact,
            "try again in some minutes, for the mirror may be changing just now; else name another"
                + " one, for somebody has changed the file"));
  }
}
