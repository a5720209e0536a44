package dev.kobako.build;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Content;
import dev.kobako.image.Digest;
import dev.kobako.image.DiskFailure;
import dev.kobako.tree.HostStat;
import dev.kobako.tree.ImagePath;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * The content of a file of a context. A file that is no longer what it was when it was looked at,
 * or doesn't have the digest that the build knows of it, is an error when it has been read, so that
 * nothing is made of a mixture. Whoever reads it first, for whatever reason, makes its digest
 * known. Safe for use by many threads.
 */
final class ContextFile implements Content {
  private static final int SMALL = 16 * 1024 - 1;
  private static final int READABLE_BY_ALL = 0444;

  private final ContextEntries context;
  private final ImagePath path;

  // Of what was seen only what is needed again: a context can have very many files.
  private final long size;
  private final long device;
  private final long inode;
  private final long changed;
  private final long touched;

  /** Whether modes and owners can keep somebody from reading it. */
  private final boolean guarded;

  /** What is remembered of it, by number; -1 for nothing. */
  private final int record;

  private volatile @Nullable Digest digest;

  ContextFile(ContextEntries context, ImagePath path, HostStat stat) {
    this.context = context;
    this.path = path;
    this.size = stat.size();
    this.device = stat.device();
    this.inode = stat.inode();
    this.changed = stat.changed();
    this.touched = stat.touched();
    this.guarded = (stat.mode() & READABLE_BY_ALL) != READABLE_BY_ALL;
    this.record = context.digests().find(stat, path.hashCode());
  }

  /** Whether the digest can be told without reading the file. */
  boolean isKnown() {
    return record >= 0 || digest != null;
  }

  /** Tells that the content may be asked for. */
  void announce() {
    if (guarded) {
      context.refused().want(path);
    }
  }

  /**
   * The SHA-256, remembered or computed.
   *
   * @throws KobakoException outside, where the file can't be read, has changed or is gone
   */
  Digest digest() {
    if (record >= 0) {
      return context.digests().digest(record); // kept by its number: that takes less room
    }
    Digest known = digest;
    if (known == null) {
      known = read();
      digest = known;
    }
    return known;
  }

  /** The bytes of the same. */
  byte[] sha256() {
    return record >= 0 ? context.digests().sha256(record) : digest().bytes();
  }

  /** Makes its digest known by reading it. */
  private Digest read() {
    long begun = FileDigests.now();
    Digest read;
    try (InputStream in = raw()) {
      // A buffer for each file would be much larger than most of them.
      read = size > SMALL ? Digest.sha256(in) : Digest.sha256(in.readNBytes(SMALL + 1));
    } catch (EOFException _) {
      throw noLonger("was changed");
    } catch (IOException e) {
      throw DiskFailure.reading(context.folder().path(path), e);
    }
    learn(read, begun);
    return read;
  }

  /**
   * After all of it was read: the digest must be the one that is known, or is known from now on.
   */
  private void learn(Digest read, long begun) {
    HostStat now = check();
    if (isKnown()) {
      if (!read.equals(digest())) {
        throw noLonger("was changed");
      }
      return;
    }
    digest = read;
    if (now.touched() == touched) {
      context.digests().remember(now, path.hashCode(), read, begun);
    }
  }

  @Override
  public long size() {
    return size;
  }

  /**
   * {@inheritDoc}
   *
   * @throws KobakoException outside, here or while reading, where the file has changed or is gone
   */
  @Override
  public InputStream open() {
    return new Checked(raw());
  }

  private InputStream raw() {
    try {
      return Channels.newInputStream(openChannel());
    } catch (NoSuchFileException _) {
      throw noLonger("was removed");
    } catch (IOException e) {
      throw DiskFailure.reading(context.folder().path(path), e);
    }
  }

  @Override
  public SeekableByteChannel openChannel() throws IOException {
    try {
      return Content.of(context.folder().path(path), size).openChannel();
    } catch (AccessDeniedException refusal) {
      return context.refused().of(path, refusal).openChannel();
    }
  }

  /** Looks whether the file is still the one that was seen. */
  private HostStat check() {
    HostStat now = context.folder().look(path).orElseThrow(() -> noLonger("was removed"));
    if (now.inode() != inode
        || now.device() != device
        || now.size() != size
        || now.changed() != changed) {
      throw noLonger("was changed");
    }
    return now;
  }

  private KobakoException noLonger(String how) {
    return KobakoException.outside(
        Diagnostic.of(
            context.folder().path(path).toString(),
            how + " while the build read it",
            "build again when nothing writes to the context, or leave the file out with a"
                + " .dockerignore"),
        null);
  }

  /** Reads the file, and looks at it again at its end. */
  private final class Checked extends InputStream {
    private final InputStream in;
    private final MessageDigest hash = Digest.newHash("sha256");
    private final long begun = FileDigests.now();
    private long left = size;

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
        throw noLonger("was changed");
      }
      if (count > 0) {
        hash.update(target, offset, count);
        left -= count;
        // Whoever knows the size doesn't ask for the end.
        if (left == 0) {
          learn(Digest.finish("sha256", hash), begun);
        }
      }
      return count;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
