package dev.kobako.registry;

import dev.kobako.http.ResumedBody;
import dev.kobako.image.Content;
import dev.kobako.image.Descriptor;
import dev.kobako.image.ReadOnlyChannel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import org.jspecify.annotations.Nullable;

/**
 * A blob in a registry. Each opening asks for it anew; nothing is held. Its bytes are not checked
 * against its digest here but by whoever keeps them.
 *
 * @param mirrors where it may be, the registry itself at last
 * @param exchanges how long to be patient
 * @param place what it belongs to, for messages
 * @param descriptor its digest and size
 * @param lying mirrors that are not asked for it any more
 */
record RemoteBlob(
    Mirrors mirrors, Exchanges exchanges, String place, Descriptor descriptor, LyingMirrors lying)
    implements Content {
  RemoteBlob(Mirrors mirrors, Exchanges exchanges, String place, Descriptor descriptor) {
    this(mirrors, exchanges, place, descriptor, new LyingMirrors());
  }

  @Override
  public long size() {
    return descriptor.size();
  }

  @Override
  public boolean isRemote() {
    return true;
  }

  @Override
  public boolean isElsewhereToo() {
    return lying.isFresh();
  }

  /** The registry's own endpoint, from which a blob can be mounted. */
  Endpoint home() {
    return mirrors.callers().getLast().endpoint();
  }

  @Override
  public InputStream open() throws IOException {
    return open(0);
  }

  @Override
  public InputStream open(long offset) throws IOException {
    return ResumedBody.open(new RemoteBlobSource(this, offset), exchanges.retry(), size(), offset);
  }

  @Override
  public SeekableByteChannel openChannel() {
    return new Channel();
  }

  /** Reads on where it is; goes elsewhere by asking anew, unless it is near. */
  private final class Channel extends ReadOnlyChannel {
    private static final long NEAR = 256 * 1024;

    private @Nullable InputStream stream;
    private long streamAt;
    private boolean open = true;

    Channel() {
      super(descriptor.size());
    }

    @Override
    protected int readAt(long at, ByteBuffer target) throws IOException {
      InputStream in = streamAt(at);
      byte[] bytes = new byte[Math.min(target.remaining(), 64 * 1024)];
      int count = in.read(bytes);
      if (count < 0) {
        throw new IOException(descriptor.digest() + " ends at byte " + at);
      }
      streamAt += count;
      target.put(bytes, 0, count);
      return count;
    }

    private InputStream streamAt(long at) throws IOException {
      InputStream current = stream;
      if (current != null && at >= streamAt && at - streamAt <= NEAR) {
        current.skipNBytes(at - streamAt);
      } else {
        if (current != null) {
          current.close();
        }
        current = RemoteBlob.this.open(at);
        stream = current;
      }
      streamAt = at;
      return current;
    }

    @Override
    public boolean isOpen() {
      return open;
    }

    @Override
    public void close() throws IOException {
      open = false;
      if (stream != null) {
        stream.close();
      }
    }
  }
}
