package dev.kobako.packages;

import dev.kobako.tree.PathBytes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What rpm knows of a package: values under numbered tags (rpm's {@code lib/header.c} and {@code
 * docs/manual/format_header}). First the numbers of tags and of bytes of data, then for each tag
 * its type, and where and how many its values are, then the data. All is big-endian.
 *
 * <p>What stands behind the part that was signed was added when the package was installed, and
 * takes the place of what stands there under the same tag.
 */
final class RpmHeader {
  /** Those of the largest packages have a few megabytes; rpm itself takes four times as much. */
  static final int LONGEST = 64 << 20;

  /** Ten times as many as the package with the most files has. */
  private static final int MOST_TEXTS = 1 << 20;

  /** Of a text that stands alone, such as a name; several can be one and the same in the header. */
  private static final int LONGEST_TEXT = 1 << 16;

  private static final int MOST_TAGS = 0xFFFF;
  private static final int HEAD = 8;
  private static final int TAG = 16;
  private static final int TYPE_INT8 = 2;
  private static final int TYPE_INT16 = 3;
  private static final int TYPE_INT32 = 4;
  private static final int TYPE_STRING = 6;
  private static final int TYPE_STRINGS = 8;
  private static final int TYPE_TRANSLATED = 9;

  private record Values(int type, int start, int count) {}

  private final byte[] bytes;
  private final Map<Integer, Values> tags = new HashMap<>();

  private RpmHeader(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The header; empty where it is none. */
  static Optional<RpmHeader> of(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    if (bytes.length < HEAD) {
      return Optional.empty();
    }
    int count = in.getInt(0);
    int data = in.getInt(4);
    if (count < 1
        || count > MOST_TAGS
        || data < 0
        || data > LONGEST
        || HEAD + (long) count * TAG + data > bytes.length) {
      return Optional.empty();
    }
    int start = HEAD + count * TAG;
    RpmHeader header = new RpmHeader(bytes);
    for (int at = HEAD; at < start; at += TAG) {
      int offset = in.getInt(at + 8);
      // that of the region, which comes first, lies at its end and is nobody's value
      if (offset >= 0 && offset < data) {
        header.tags.put(
            in.getInt(at), new Values(in.getInt(at + 4), start + offset, in.getInt(at + 12)));
      }
    }
    return Optional.of(header);
  }

  /** The text of a tag, of translated ones the untranslated; empty where there is none. */
  String text(RpmTag tag) {
    List<String> texts = texts(tag, 1);
    String text = texts.isEmpty() ? "" : texts.getFirst();
    return text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text;
  }

  /** The texts of a tag. */
  List<String> texts(RpmTag tag) {
    return texts(tag, MOST_TEXTS);
  }

  private List<String> texts(RpmTag tag, int most) {
    List<String> texts = new ArrayList<>();
    Values values = tags.get(tag.number());
    if (values == null
        || (values.type != TYPE_STRING
            && values.type != TYPE_STRINGS
            && values.type != TYPE_TRANSLATED)) {
      return texts;
    }
    int start = values.start;
    for (int i = 0; i < Math.min(values.count, most); i++) {
      int end = start;
      while (end < bytes.length && bytes[end] != 0) {
        end++;
      }
      if (end == bytes.length) {
        break; // it is cut off
      }
      texts.add(PathBytes.decode(bytes, start, end - start));
      start = end + 1;
    }
    return texts;
  }

  /** The numbers of a tag, none of which is negative for rpm. */
  int[] numbers(RpmTag tag) {
    Values values = tags.get(tag.number());
    int size = values == null ? 0 : size(values.type);
    if (size == 0
        || values == null
        || values.count < 0
        || values.count > MOST_TEXTS
        || (long) values.count * size > bytes.length - values.start) {
      return new int[0];
    }
    int[] numbers = new int[values.count];
    ByteBuffer in = ByteBuffer.wrap(bytes);
    for (int i = 0; i < numbers.length; i++) {
      int at = values.start + i * size;
      numbers[i] =
          switch (size) {
            case 1 -> Byte.toUnsignedInt(in.get(at));
            case 2 -> Short.toUnsignedInt(in.getShort(at));
            default -> in.getInt(at);
          };
    }
    return numbers;
  }

  private static int size(int type) {
    return switch (type) {
      case 1, TYPE_INT8 -> 1;
      case TYPE_INT16 -> 2;
      case TYPE_INT32 -> 4;
      default -> 0;
    };
  }

  /** Where the numbers of a tag begin that take a byte each; empty where there are none. */
  Optional<Integer> bytesOf(RpmTag tag) {
    Values values = tags.get(tag.number());
    return values == null || size(values.type) != 1 || numbers(tag).length == 0
        ? Optional.empty()
        : Optional.of(values.start);
  }
}
