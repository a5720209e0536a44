package dev.kobako.build;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Content;
import dev.kobako.image.DiskFailure;
import dev.kobako.tree.HostFolder;
import dev.kobako.tree.HostStat;
import dev.kobako.tree.ImagePath;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;

/**
 * The content of a file of a context. A file that is no longer what it was when it was looked at is
 * an error when it has been read, so that nothing is made of a mixture.
 */
final class ContextFile implements Content {
  private final HostFolder folder;
  private final ImagePath path;
  private final HostStat stat;

  ContextFile(HostFolder folder, ImagePath path, HostStat stat) {
    this.folder = folder;
    this.path = path;
    this.stat = stat;
  }

  /** As it was seen. */
  HostStat stat() {
    return stat;
  }

  @Override
  public long size() {
    return stat.size();
  }

  /**
   * {@inheritDoc}
   *
   * @throws KobakoException outside, here or while reading, where the file has changed or is gone
   */
  @Override
  public InputStream open() throws IOException {
    try {
      return new Checked(whole().open());
    } catch (NoSuchFileException _) {
      throw changed("was removed");
    } catch (IOException e) {
      throw DiskFailure.reading(folder.path(path), e);
    }
  }

  @Override
  public SeekableByteChannel openChannel() throws IOException {
    return whole().openChannel();
  }

  private Content whole() {
    return Content.of(folder.path(path), stat.size());
  }

  /** Looks whether the file is still the one that was seen. */
  private void check() {
    HostStat now = folder.look(path).orElseThrow(() -> changed("was removed"));
    if (now.inode() != stat.inode()
        || now.device() != stat.device()
        || now.size() != stat.size()
        || !now.mtime().equals(stat.mtime())) {
      throw changed("was changed");
    }
  }

  private KobakoException changed(String how) {
    return KobakoException.outside(
        Diagnostic.of(
            folder.path(path).toString(),
            how + " while the build read it",
            "build again when nothing writes to the context, or leave the file out with a"
                + " .dockerignore"),
        null);
  }

  /** Reads the file, and looks at it again at its end. */
  private final class Checked extends InputStream {
    private final InputStream in;
    private long left = stat.size();
    private boolean checked;

    Checked(InputStream in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int count;
      try {
        count = in.read(target, offset, length);
      } catch (EOFException _) {
        throw changed("was changed");
      }
      left -= Math.max(count, 0);
      // Whoever knows the size doesn't ask for the end.
      if (left == 0 && !checked) {
        checked = true;
        check();
      }
      return count;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
