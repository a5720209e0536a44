package dev.kobako.debian;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Content;
import dev.kobako.tree.PathBytes;
import dev.kobako.tree.Tree;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * The files of {@code /var/lib/apt/lists}, plain or packed as apt keeps them, read line by line.
 */
final class AptLists {
  private static final long MAX_UNPACKED = 4L << 30;
  private static final int MAX_LINE = 1 << 20;
  private static final int XZ_MEMORY_KIB = 256 << 10;

  private final DatabaseFiles files;

  private AptLists(DatabaseFiles files) {
    this.files = files;
  }

  static AptLists of(Tree host) {
    return new AptLists(DatabaseFiles.in(host, "/var/lib/apt/lists"));
  }

  /** What is done with a line: bytes of a buffer, valid for the call only. */
  interface LineReader {
    /** Whether to go on. */
    boolean line(byte[] buffer, int start, int end);
  }

  /** Gives the lines of all files of a kind to {@code reader}, in the order of the names. */
  void read(Predicate<String> kind, LineReader reader) {
    for (String name : files.names()) {
      if (kind.test(withoutPacking(name))) {
        Content content = files.content(name).orElse(Content.empty());
        if (content.size() > 0 && !read(name, content, reader)) {
          return;
        }
      }
    }
  }

  private static String withoutPacking(String name) {
    int dot = name.lastIndexOf('.');
    return dot > 0 && isPacking(name.substring(dot + 1)) ? name.substring(0, dot) : name;
  }

  private static boolean isPacking(String extension) {
    return extension.equals("lz4") || extension.equals("gz") || extension.equals("xz");
  }

  private boolean read(String name, Content content, LineReader reader) {
    try (InputStream packed = content.open();
        InputStream in = new Bounded(unpacked(name, packed))) {
      return lines(in, reader);
    } catch (IOException e) {
      throw KobakoException.outside(
          Diagnostic.of(
              files.path(name).toString(),
              "can't be read: " + e.getMessage(),
              "fetch the package lists anew with `apt-get update`"),
          e);
    }
  }

  private static InputStream unpacked(String name, InputStream packed) throws IOException {
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "lz4" -> new Lz4FrameInput(packed);
      case "gz" -> new GZIPInputStream(packed, 64 << 10);
      case "xz" -> new XZInputStream(packed, XZ_MEMORY_KIB);
      default -> packed;
    };
  }

  /** A line longer than the buffer is cut: such a line is no list's, and none that is asked for. */
  private static boolean lines(InputStream in, LineReader reader) throws IOException {
    byte[] buffer = new byte[MAX_LINE];
    int kept = 0;
    int count = in.read(buffer, 0, buffer.length);
    while (count > 0) {
      int end = kept + count;
      int start = 0;
      for (int i = kept; i < end; i++) {
        if (buffer[i] == '\n') {
          if (!reader.line(buffer, start, i)) {
            return false;
          }
          start = i + 1;
        }
      }
      kept = end - start;
      System.arraycopy(buffer, start, buffer, 0, kept);
      if (kept == buffer.length) {
        kept = 0;
      }
      count = in.read(buffer, kept, buffer.length - kept);
    }
    return kept == 0 || reader.line(buffer, 0, kept);
  }

  static String text(byte[] buffer, int start, int end) {
    return PathBytes.decode(buffer, start, end - start);
  }

  /** Fails rather than unpack without end. */
  private static final class Bounded extends FilterInputStream {
    private long left = MAX_UNPACKED;

    Bounded(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int count = super.read(target, offset, length);
      left -= Math.max(count, 0);
      if (left < 0) {
        throw new IOException("unpacks to more than %d bytes".formatted(MAX_UNPACKED));
      }
      return count;
    }
  }
}
