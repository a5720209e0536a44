package dev.kobako.report;

import dev.kobako.image.Content;
import dev.kobako.packages.PassedContentException;
import dev.kobako.packages.RpmDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Databases of rpm, which every layer that installs something ships as a whole: of each only the
 * copy of the highest layer is kept, whatever the order in which layers pass. Safe for use by
 * several threads.
 */
final class DatabaseCopies {
  /** A database of so many bytes has thousands of packages. */
  private static final long LARGEST = 96L << 20;

  /**
   * For all of them: a database and what is beside it. An image with more has put them there on
   * purpose.
   */
  private static final long MOST = 192L << 20;

  private static final Set<String> NAMES = new HashSet<>();

  static {
    for (String place : RpmDatabase.places()) {
      NAMES.addAll(RpmDatabase.filesAt(place));
    }
  }

  private final Map<String, Copy> highest = new HashMap<>();
  private long left = MOST;

  /** Whether a member of a layer is such a database, by its path. */
  static boolean isOne(String path) {
    return NAMES.contains(path);
  }

  /** Room for a copy that now begins to pass, if it is kept; no lower one is from now on. */
  synchronized Optional<Copy> begin(String path, int layer, long size) {
    Copy known = highest.get(path);
    if (known != null && known.layer > layer) {
      return Optional.empty();
    }
    if (known != null) {
      known.drop();
      left += known.isKept ? known.size : 0;
    }
    boolean fits = size <= LARGEST && size <= left;
    Copy copy = new Copy(layer, size, fits);
    highest.put(path, copy);
    left -= fits ? size : 0;
    return fits ? Optional.of(copy) : Optional.empty();
  }

  /** A copy that is kept until a higher one comes. */
  static final class Copy implements Content {
    private final int layer;
    private final long size;
    private final boolean isKept;
    private final AtomicReference<@Nullable Content> bytes = new AtomicReference<>();
    private volatile boolean isDropped;

    Copy(int layer, long size, boolean isKept) {
      this.layer = layer;
      this.size = size;
      this.isKept = isKept;
    }

    private void drop() {
      isDropped = true;
      bytes.set(null);
    }

    /** Takes the bytes, once they have passed. */
    void take(Content passed) {
      bytes.set(passed);
      if (isDropped) {
        bytes.set(null);
      }
    }

    @Override
    public long size() {
      return size;
    }

    @Override
    public InputStream open() throws IOException {
      return kept().open();
    }

    @Override
    public SeekableByteChannel openChannel() throws IOException {
      return kept().openChannel();
    }

    private Content kept() throws IOException {
      Content there = bytes.get();
      if (there == null) {
        throw new PassedContentException();
      }
      return there;
    }
  }
}
