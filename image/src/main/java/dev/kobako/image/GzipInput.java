package dev.kobako.image;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Reads gzip of any number of members (RFC 1952) to the very end. The JDK's own stream asks {@code
 * available()} whether another member follows, and so takes the first one for all where the source
 * can't tell.
 */
public final class GzipInput extends WrappedInputStream {
  private static final int FLAG_HEADER_CRC = 2;
  private static final int FLAG_EXTRA = 4;
  private static final int FLAG_NAME = 8;
  private static final int FLAG_COMMENT = 16;
  private static final int MAX_NAME = 64 * 1024;

  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private final byte[] buffer;
  private int position;
  private int limit;
  private boolean inMember;
  private boolean ended;

  /**
   * Reads the first header.
   *
   * @param in closed with this stream
   * @param bufferSize how many bytes are read from it at once
   */
  public GzipInput(InputStream in, int bufferSize) throws IOException {
    super(in);
    this.buffer = new byte[bufferSize];
    readHeader();
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (!ended) {
      if (!inMember && !nextMember()) {
        break;
      }
      int n = inflate(target, offset, length);
      if (n > 0) {
        crc.update(target, offset, n);
        return n;
      }
      if (inflater.finished()) {
        endMember();
      } else if (inflater.needsDictionary()) {
        throw new ZipException("asks for a dictionary");
      } else if (inflater.needsInput()) {
        fillInflater();
      }
    }
    return -1;
  }

  private int inflate(byte[] target, int offset, int length) throws ZipException {
    try {
      return inflater.inflate(target, offset, length);
    } catch (DataFormatException e) {
      String reason = e.getMessage();
      throw new ZipException(reason == null ? "not deflate data" : reason);
    }
  }

  private void fillInflater() throws IOException {
    if (position == limit && !fill()) {
      throw new EOFException("the gzip data ends in the middle");
    }
    inflater.setInput(buffer, position, limit - position);
    position = limit;
  }

  private void endMember() throws IOException {
    position = limit - inflater.getRemaining();
    long expectedCrc = readLittleEndian();
    long expectedSize = readLittleEndian();
    if (expectedCrc != crc.getValue()) {
      throw new ZipException("the gzip checksum is wrong");
    }
    if (expectedSize != (inflater.getBytesWritten() & 0xffffffffL)) {
      throw new ZipException("the gzip length is wrong");
    }
    inMember = false;
  }

  private boolean nextMember() throws IOException {
    if (position == limit && !fill()) {
      ended = true;
      return false;
    }
    readHeader();
    return true;
  }

  private void readHeader() throws IOException {
    if (next() != 0x1f || next() != 0x8b) {
      throw new ZipException("no gzip header");
    }
    if (next() != 8) {
      throw new ZipException("a gzip method other than deflate");
    }
    int flags = next();
    for (int i = 0; i < 6; i++) {
      next();
    }
    if ((flags & FLAG_EXTRA) != 0) {
      int length = next() | next() << 8;
      for (int i = 0; i < length; i++) {
        next();
      }
    }
    if ((flags & FLAG_NAME) != 0) {
      skipText();
    }
    if ((flags & FLAG_COMMENT) != 0) {
      skipText();
    }
    if ((flags & FLAG_HEADER_CRC) != 0) {
      next();
      next();
    }
    inflater.reset();
    crc.reset();
    inMember = true;
  }

  private void skipText() throws IOException {
    for (int i = 0; i < MAX_NAME; i++) {
      if (next() == 0) {
        return;
      }
    }
    throw new ZipException("a name of more than " + MAX_NAME + " bytes in the gzip header");
  }

  private long readLittleEndian() throws IOException {
    return next() | next() << 8 | next() << 16 | (long) next() << 24;
  }

  private int next() throws IOException {
    if (position == limit && !fill()) {
      throw new EOFException("the gzip data ends in the middle");
    }
    return buffer[position++] & 0xff;
  }

  private boolean fill() throws IOException {
    int n = in.read(buffer, 0, buffer.length);
    position = 0;
    limit = Math.max(n, 0);
    return n > 0;
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    super.close();
  }
}
