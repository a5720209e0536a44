package dev.kobako.build;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import dev.kobako.image.Content;
import dev.kobako.image.GzipInput;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.tukaani.xz.BasicArrayCache;
import org.tukaani.xz.XZInputStream;

/**
 * How an archive that ADD unpacks can be compressed: what Docker knows, told by its first bytes.
 */
enum ArchivePacking {
  NONE,
  GZIP,
  BZIP2,
  XZ,
  ZSTD;

  /** Enough for each of the marks. */
  private static final int MARK = 10;

  private static final int BUFFER = 128 * 1024;

  /** What {@code xz -9} asks for, twice. */
  private static final int XZ_MEMORY_KIB = 130 << 10;

  private static final int BLOCK = 512;

  /** What a file is packed with, if it is an archive: if what it holds starts as a tar does. */
  static Optional<ArchivePacking> of(Content file) throws IOException {
    byte[] mark;
    try (InputStream in = file.open(0)) {
      mark = in.readNBytes(MARK);
    }
    ArchivePacking packing = of(mark);
    try (InputStream tar = packing.unpack(file.open(0))) {
      return isTarHeader(tar.readNBytes(BLOCK)) ? Optional.of(packing) : Optional.empty();
    } catch (IOException _) {
      return Optional.empty(); // BuildKit, too, takes what can't be unpacked for a plain file
    }
  }

  private static ArchivePacking of(byte[] mark) {
    if (starts(mark, 0x1f, 0x8b, 0x08)) {
      return GZIP;
    }
    if (starts(mark, 'B', 'Z', 'h')) {
      return BZIP2;
    }
    if (starts(mark, 0xfd, '7', 'z', 'X', 'Z', 0)) {
      return XZ;
    }
    boolean skippable =
        mark.length >= 8 && (mark[0] & 0xf0) == 0x50 && starts(mark, mark[0], 0x2a, 0x4d, 0x18);
    return skippable || starts(mark, 0x28, 0xb5, 0x2f, 0xfd) ? ZSTD : NONE;
  }

  private static boolean starts(byte[] bytes, int... mark) {
    if (bytes.length < mark.length) {
      return false;
    }
    for (int i = 0; i < mark.length; i++) {
      if (bytes[i] != (byte) mark[i]) {
        return false;
      }
    }
    return true;
  }

  /** The tar's own checksum, which no other file has there by chance. */
  private static boolean isTarHeader(byte[] block) {
    if (block.length < BLOCK) {
      return false;
    }
    long written = 0;
    boolean digits = false;
    for (int i = 148; i < 156; i++) {
      if (block[i] >= '0' && block[i] <= '7') {
        written = written * 8 + block[i] - '0';
        digits = true;
      } else if (digits) {
        break;
      }
    }
    long unsigned = 0;
    long signed = 0;
    for (int i = 0; i < BLOCK; i++) {
      byte value = i >= 148 && i < 156 ? (byte) ' ' : block[i];
      unsigned += value & 0xff;
      signed += value;
    }
    return digits && (written == unsigned || written == signed);
  }

  /**
   * The tar.
   *
   * @param packed closed with the stream that is given
   */
  InputStream unpack(InputStream packed) throws IOException {
    return switch (this) {
      case NONE -> packed;
      case GZIP -> new GzipInput(packed, BUFFER);
      case BZIP2 -> new Bzip2Input(packed);
      case XZ -> new XZInputStream(packed, XZ_MEMORY_KIB, true, BasicArrayCache.getInstance());
      case ZSTD -> new ZstdInputStreamNoFinalizer(packed);
    };
  }
}
