package dev.kobako.registry;

import dev.kobako.http.RequestBody;
import dev.kobako.image.Artifact;
import dev.kobako.image.Content;
import dev.kobako.image.FileContent;
import dev.kobako.image.Progress;
import dev.kobako.image.VerifyingInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * A blob's bytes as bodies of requests. A file is sent as it is and the registry checks the digest;
 * everything else is checked here on its way, before its last bytes are sent, so that the registry
 * never gets the whole of a wrong one.
 */
final class UploadBody {
  private static final int BUFFER = 256 * 1024;

  private final Artifact.Blob blob;
  private final Progress.Transfer transfer;
  private long told;

  UploadBody(Artifact.Blob blob, Progress.Transfer transfer) {
    this.blob = blob;
    this.transfer = transfer;
  }

  /** All of it. */
  RequestBody whole() {
    long size = blob.descriptor().size();
    if (blob.content() instanceof FileContent file && file.size() == size) {
      return part(0, size);
    }
    Counter counter = new Counter(0);
    return new RequestBody.Streamed(size, out -> writeChecked(out, counter));
  }

  /** The bytes from an offset on. */
  RequestBody part(long offset, long length) {
    Counter counter = new Counter(offset);
    if (blob.content() instanceof FileContent(var file, long start, long _, boolean _)) {
      return new RequestBody.FileSlice(file, start + offset, length, counter::sent);
    }
    return new RequestBody.Streamed(length, out -> write(out, offset, length, counter));
  }

  /** Keeps one buffer back until the next is read: reading the end is what checks the digest. */
  private void writeChecked(OutputStream out, Counter counter) throws IOException {
    Content content = blob.content();
    try (InputStream in =
        new VerifyingInputStream(
            content.open(),
            "blob " + blob.descriptor().digest(),
            blob.descriptor().digest(),
            blob.descriptor().size())) {
      byte[] buffer = new byte[BUFFER];
      byte[] next = new byte[BUFFER];
      int count = in.read(buffer);
      while (count >= 0) {
        int nextCount = in.read(next);
        out.write(buffer, 0, count);
        counter.sent(count);
        byte[] free = buffer;
        buffer = next;
        next = free;
        count = nextCount;
      }
    }
  }

  private void write(OutputStream out, long offset, long length, Counter counter)
      throws IOException {
    try (InputStream in = blob.content().open(offset)) {
      byte[] buffer = new byte[BUFFER];
      for (long left = length; left > 0; ) {
        int count = in.read(buffer, 0, (int) Math.min(left, buffer.length));
        if (count < 0) {
          throw new IOException("ends " + left + " bytes early");
        }
        out.write(buffer, 0, count);
        counter.sent(count);
        left -= count;
      }
    }
  }

  /** Tells progress once for each byte, however often it is sent. */
  private final class Counter {
    private long position;

    Counter(long position) {
      this.position = position;
    }

    void sent(long bytes) {
      position += bytes;
      if (position > told) {
        transfer.moved(position - told);
        told = position;
      }
    }
  }
}
