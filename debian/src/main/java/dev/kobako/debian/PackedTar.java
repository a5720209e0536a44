package dev.kobako.debian;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import dev.kobako.image.GzipInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.tukaani.xz.BasicArrayCache;
import org.tukaani.xz.XZInputStream;

/**
 * The tar in a member of a .deb, packed as the member's name says. Of the forms that deb(5) allows,
 * bzip2 and lzma have not been made for ten years and are not known here.
 */
final class PackedTar {
  /** What {@code xz -9} asks for, twice: dpkg-deb's own default, -6, takes 9 MiB. */
  private static final int XZ_MEMORY_KIB = 130 << 10;

  private static final int BUFFER = 128 * 1024;

  private final ArMembers.Member member;
  private final DebPlace place;
  private final long limit;

  /**
   * @param limit how many bytes there may be when unpacked
   */
  PackedTar(ArMembers.Member member, DebPlace place, long limit) {
    this.member = member;
    this.place = place;
    this.limit = limit;
  }

  /**
   * Writes the tar.
   *
   * @return its bytes
   * @throws IOException if {@code out} fails, and only then
   */
  long unpack(OutputStream out) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long total = 0;
    try (InputStream tar = open()) {
      for (int count = read(tar, buffer); count >= 0; count = read(tar, buffer)) {
        total += count;
        if (total > limit) {
          throw place.finding(
              "has a member %s that unpacks from %d to more than %d bytes"
                  .formatted(member.name(), member.size(), limit));
        }
        out.write(buffer, 0, count);
      }
    }
    if (member.left() > 0) {
      throw place.finding(
          "has %d bytes after the end of what is packed in its member %s"
              .formatted(member.left(), member.name()));
    }
    return total;
  }

  private InputStream open() {
    try {
      return switch (member.name().substring(member.name().indexOf(".tar") + ".tar".length())) {
        case "" -> member;
        case ".xz" -> new XZInputStream(member, XZ_MEMORY_KIB, true, BasicArrayCache.getInstance());
        case ".zst" -> new ZstdInputStreamNoFinalizer(member).setContinuous(false);
        case ".gz" -> new GzipInput(member, BUFFER);
        default ->
            throw place.finding(
                "has the member " + member.name() + ", known are .tar, .tar.gz, .tar.xz, .tar.zst");
      };
    } catch (IOException e) {
      throw damaged(e);
    }
  }

  private int read(InputStream tar, byte[] buffer) {
    try {
      return tar.read(buffer, 0, buffer.length);
    } catch (IOException e) {
      throw damaged(e);
    }
  }

  private RuntimeException damaged(IOException e) {
    String reason = e.getMessage();
    return place.finding(
        "has a damaged member %s: %s"
            .formatted(member.name(), reason == null ? e.getClass().getSimpleName() : reason));
  }
}
