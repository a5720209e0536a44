package dev.kobako.build;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Content;
import dev.kobako.image.Digest;
import dev.kobako.tree.Printable;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.security.MessageDigest;

/**
 * The content of a file of the host, which can change at any time: whoever reads it to its end gets
 * the bytes that the build's cache knows of, or an error.
 *
 * @param path for messages
 */
record CheckedContent(Content content, Digest digest, String path) implements Content {
  @Override
  public long size() {
    return content.size();
  }

  @Override
  public InputStream open() throws IOException {
    return new Check(content.open());
  }

  @Override
  public SeekableByteChannel openChannel() throws IOException {
    return content.openChannel();
  }

  private final class Check extends FilterInputStream {
    private final MessageDigest hash = digest.newHash();
    private long left = size();

    Check(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int count;
      try {
        count = in.read(into, offset, length);
      } catch (EOFException _) {
        throw changed();
      }
      if (count > 0) {
        hash.update(into, offset, count);
        left -= count;
        if (left == 0 && !Digest.finish(digest.algorithm(), hash).equals(digest)) {
          throw changed();
        }
      }
      return count;
    }

    @Override
    public long skip(long n) {
      throw new UnsupportedOperationException("what is skipped can't be checked");
    }

    @Override
    public boolean markSupported() {
      return false;
    }

    private KobakoException changed() {
      return KobakoException.outside(
          Diagnostic.of(
              Printable.text(path),
              "changed while it was being copied",
              "try again when nothing writes to it"),
          null);
    }
  }
}
