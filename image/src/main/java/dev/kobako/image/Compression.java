package dev.kobako.image;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.util.Optional;

/**
 * How the tar of a layer is packed into its blob. A level only matters while writing; one that was
 * read is said to have the default level.
 */
public sealed interface Compression {
  /** Not at all. */
  record None() implements Compression {
    @Override
    public String word() {
      return "none";
    }

    @Override
    public String toString() {
      return word();
    }
  }

  /**
   * Gzip, RFC 1952.
   *
   * @param level of libdeflate, from 1 (fast) to 12 (small)
   */
  record Gzip(int level) implements Compression {
    public Gzip {
      checkLevel("gzip", level, 12);
    }

    @Override
    public String word() {
      return "gzip";
    }

    @Override
    public String toString() {
      return word() + ":" + level;
    }
  }

  /**
   * Zstandard, RFC 8878.
   *
   * @param level from 1 (fast) to 22 (small)
   */
  record Zstd(int level) implements Compression {
    public Zstd {
      checkLevel("zstd", level, 22);
    }

    @Override
    public String word() {
      return "zstd";
    }

    @Override
    public String toString() {
      return word() + ":" + level;
    }
  }

  /** What it is called, as media types and users have it. */
  String word();

  /** The tar as it is. */
  Compression NONE = new None();

  /**
   * Gzip at the level whose next ones cost much time for little size. On 120 MB of programs and
   * libraries, one processor: level 4 1.2 s and 37.2 MB, 6 1.2 s and 35.9 MB, 7 1.9 s and 35.7 MB,
   * 9 4.1 s and 35.5 MB, 12 19 s and 34.3 MB.
   */
  Compression GZIP = new Gzip(6);

  /**
   * Zstandard at a level that costs hardly more time than gzip's default. On the same input, two
   * processors: level 3 0.8 s and 34.3 MB, 9 1.5 s and 30.6 MB, 12 2.8 s and 30.3 MB, 19 28 s and
   * 26.6 MB.
   */
  Compression ZSTD = new Zstd(9);

  /** How many bytes of a blob {@link #sniff} wants to see. */
  int MAGIC_BYTES = 6;

  /**
   * Reads {@code none}, {@code gzip}, {@code zstd}, the latter two with {@code :level} if wanted.
   *
   * @throws KobakoException usage, naming what is known
   */
  static Compression parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      return switch (text) {
        case "none" -> NONE;
        case "gzip" -> GZIP;
        case "zstd" -> ZSTD;
        default -> throw unknown(text);
      };
    }
    int level;
    try {
      level = Integer.parseInt(text.substring(colon + 1));
    } catch (NumberFormatException _) {
      throw unknown(text);
    }
    return switch (text.substring(0, colon)) {
      case "gzip" -> new Gzip(level);
      case "zstd" -> new Zstd(level);
      default -> throw unknown(text);
    };
  }

  /**
   * What the media type of a layer says.
   *
   * @throws KobakoException a finding, where it is no layer that kobako can read
   */
  static Compression ofMediaType(String place, String mediaType) {
    if (!MediaType.isLayer(mediaType)) {
      throw KobakoException.finding(
          Diagnostic.of(
              place,
              "media type '" + mediaType + "', expected a layer as tar, tar+gzip or tar+zstd",
              "copy the image with a tool that knows this type and can convert it"));
    }
    if (mediaType.endsWith("gzip")) {
      return GZIP;
    }
    return mediaType.endsWith("zstd") ? ZSTD : NONE;
  }

  /**
   * What the first bytes of a blob say.
   *
   * @param start the first {@value #MAGIC_BYTES} bytes, or fewer where the blob is shorter
   * @throws KobakoException a finding, for a compression that layers can't have
   */
  static Compression sniff(String place, byte[] start) {
    if (startsWith(start, 0x1f, 0x8b)) {
      return GZIP;
    }
    // RFC 8878: a frame, or a skippable frame of any of its sixteen magics
    if (startsWith(start, 0x28, 0xb5, 0x2f, 0xfd)
        || (start.length >= 4
            && (start[0] & 0xf0) == 0x50
            && start[1] == 0x2a
            && start[2] == 0x4d
            && start[3] == 0x18)) {
      return ZSTD;
    }
    foreign(start)
        .ifPresent(name -> {
          throw KobakoException.finding(
              Diagnostic.of(
                  place,
                  "compressed with " + name + ", known are none, gzip and zstd",
                  "compress the layer again with gzip or zstd"));
        });
    return NONE;
  }

  private static Optional<String> foreign(byte[] start) {
    if (startsWith(start, 0xfd, '7', 'z', 'X', 'Z', 0)) {
      return Optional.of("xz");
    }
    if (startsWith(start, 'B', 'Z', 'h')) {
      return Optional.of("bzip2");
    }
    return startsWith(start, 0x04, 0x22, 0x4d, 0x18) ? Optional.of("lz4") : Optional.empty();
  }

  private static boolean startsWith(byte[] bytes, int... magic) {
    if (bytes.length < magic.length) {
      return false;
    }
    for (int i = 0; i < magic.length; i++) {
      if ((bytes[i] & 0xff) != magic[i]) {
        return false;
      }
    }
    return true;
  }

  private static void checkLevel(String name, int level, int highest) {
    if (level < 1 || level > highest) {
      throw KobakoException.usage(
          Diagnostic.of(
              "compression '" + name + ":" + level + "'",
              "level " + level + ", expected 1 to " + highest,
              "give a level from 1 (fast) to " + highest + " (small), or none for the default"));
    }
  }

  private static KobakoException unknown(String text) {
    return KobakoException.usage(
        Diagnostic.of(
            "compression '" + text + "'",
            "not known",
            "write none, gzip, gzip:1 to gzip:12, zstd, or zstd:1 to zstd:22"));
  }
}
