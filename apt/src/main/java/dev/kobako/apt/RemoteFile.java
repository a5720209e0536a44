package dev.kobako.apt;

import dev.kobako.http.ResumedBody;
import dev.kobako.image.Content;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;

/**
 * A file of an archive on a server; opening it asks the server.
 *
 * @param path under the archive's root
 * @param size as the archive promises
 * @param what messages call it
 * @param missing the remedy where it is not there
 */
record RemoteFile(RemoteArchive archive, String path, long size, String what, String missing)
    implements Content {
  @Override
  public InputStream open() throws IOException {
    return open(0);
  }

  @Override
  public InputStream open(long offset) throws IOException {
    return ResumedBody.open(new RemoteFileSource(this), archive.exchanges().retry(), size, offset);
  }

  @Override
  public boolean isRemote() {
    return true;
  }

  @Override
  public SeekableByteChannel openChannel() throws IOException {
    throw new IOException(archive.url(path) + ": no random access to a file on a server");
  }
}
