package dev.kobako.packages;

import dev.kobako.image.Content;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * The members of a jar or other zip file, found through its central directory as the JVM does it,
 * so that text in front of the archive is no harm. What is damaged or too large has no members.
 *
 * <p>For one thread. See PKWARE's APPNOTE, 4.3.
 */
public final class JarMembers {
  private static final int END_SIGNATURE = 0x06054b50;
  private static final int DIRECTORY_SIGNATURE = 0x02014b50;
  private static final int LOCAL_SIGNATURE = 0x04034b50;
  private static final int END_SIZE = 22;
  private static final int DIRECTORY_SIZE = 46;
  private static final int LOCAL_SIZE = 30;
  private static final int LONGEST_COMMENT = 0xffff;

  /** A directory of a million short names is smaller. */
  private static final int LARGEST_DIRECTORY = 64 << 20;

  private final Content content;
  private @Nullable Directory directory;
  private boolean sought;

  /** Those of a file, which is read when they are asked for. */
  public JarMembers(Content content) {
    this.content = content;
  }

  /**
   * The directory of the archive.
   *
   * @param before how many bytes of text stand in front of the archive
   * @param places where in it each member is described, in their order; of several with one name
   *     the first
   */
  private record Directory(ByteBuffer bytes, long before, SequencedMap<String, Integer> places) {}

  /** The names of all members, in their order; as they are written, which may be hostile. */
  public List<String> names() throws IOException {
    try (SeekableByteChannel channel = content.openChannel()) {
      return directory(channel).map(each -> List.copyOf(each.places.keySet())).orElse(List.of());
    }
  }

  /**
   * The bytes of a member; empty where there's none of that name, or it is damaged or longer than
   * {@code limit}.
   */
  public Optional<byte[]> bytes(String name, int limit) throws IOException {
    try (SeekableByteChannel channel = content.openChannel()) {
      Optional<Directory> directory = directory(channel);
      if (directory.isEmpty()) {
        return Optional.empty();
      }
      ByteBuffer bytes = directory.get().bytes();
      Integer place = directory.get().places().get(name);
      return place == null || !fits(bytes, place, limit)
          ? Optional.empty()
          : member(channel, directory.get().before(), bytes, place);
    }
  }

  /** Read once: a jar of many parts is asked for each of them. */
  private Optional<Directory> directory(SeekableByteChannel channel) throws IOException {
    if (!sought) {
      directory = read(channel).orElse(null);
      sought = true;
    }
    return Optional.ofNullable(directory);
  }

  private Optional<Directory> read(SeekableByteChannel channel) throws IOException {
    long end = content.size() < END_SIZE ? -1 : end(channel);
    if (end < 0) {
      return Optional.empty();
    }
    ByteBuffer tail = at(channel, end, END_SIZE);
    long size = Integer.toUnsignedLong(tail.getInt(12));
    long offset = Integer.toUnsignedLong(tail.getInt(16));
    long start = end - size;
    if (size > LARGEST_DIRECTORY || start < 0 || (offset > start && offset != 0xffffffffL)) {
      return Optional.empty();
    }
    // Text in front, such as a script that starts the archive, moves everything.
    long before = offset == 0xffffffffL ? 0 : start - offset;
    ByteBuffer bytes = at(channel, start, (int) size);
    return Optional.of(new Directory(bytes, before, places(bytes)));
  }

  private static long end(SeekableByteChannel channel) throws IOException {
    long from = Math.max(0, channel.size() - END_SIZE - LONGEST_COMMENT);
    ByteBuffer tail = at(channel, from, (int) (channel.size() - from));
    for (int i = tail.limit() - END_SIZE; i >= 0; i--) {
      if (tail.getInt(i) == END_SIGNATURE) {
        return from + i;
      }
    }
    return -1;
  }

  private static SequencedMap<String, Integer> places(ByteBuffer directory) {
    SequencedMap<String, Integer> places = new LinkedHashMap<>();
    int at = 0;
    for (int next = next(directory, at); next >= 0; next = next(directory, at)) {
      byte[] name = new byte[directory.getShort(at + 28) & 0xffff];
      directory.get(at + DIRECTORY_SIZE, name);
      places.putIfAbsent(new String(name, StandardCharsets.UTF_8), at);
      at = next;
    }
    return places;
  }

  private static boolean fits(ByteBuffer directory, int at, int limit) {
    return Integer.toUnsignedLong(directory.getInt(at + 20)) <= limit
        && Integer.toUnsignedLong(directory.getInt(at + 24)) <= limit;
  }

  /** Where the description of a member ends; negative where there is none. */
  private static int next(ByteBuffer directory, int at) {
    if (at + DIRECTORY_SIZE > directory.limit() || directory.getInt(at) != DIRECTORY_SIGNATURE) {
      return -1;
    }
    int next =
        at
            + DIRECTORY_SIZE
            + (directory.getShort(at + 28) & 0xffff)
            + (directory.getShort(at + 30) & 0xffff)
            + (directory.getShort(at + 32) & 0xffff);
    return next > directory.limit() ? -1 : next;
  }

  private static Optional<byte[]> member(
      SeekableByteChannel channel, long before, ByteBuffer directory, int at) throws IOException {
    long local = before + Integer.toUnsignedLong(directory.getInt(at + 42));
    ByteBuffer head = at(channel, local, LOCAL_SIZE);
    if (head.limit() < LOCAL_SIZE || head.getInt(0) != LOCAL_SIGNATURE) {
      return Optional.empty();
    }
    long data = local + LOCAL_SIZE + (head.getShort(26) & 0xffff) + (head.getShort(28) & 0xffff);
    int packed = directory.getInt(at + 20);
    ByteBuffer bytes = at(channel, data, packed);
    if (bytes.limit() < packed) {
      return Optional.empty();
    }
    return switch (directory.getShort(at + 10)) {
      case 0 -> Optional.of(data(bytes));
      case 8 -> inflated(data(bytes), directory.getInt(at + 24));
      default -> Optional.empty();
    };
  }

  private static byte[] data(ByteBuffer buffer) {
    byte[] data = new byte[buffer.remaining()];
    buffer.get(data);
    return data;
  }

  private static Optional<byte[]> inflated(byte[] packed, int size) {
    try (Inflater inflater = new Inflater(true)) {
      inflater.setInput(packed);
      byte[] bytes = new byte[size];
      int length = 0;
      while (length < size && !inflater.finished()) {
        int more = inflater.inflate(bytes, length, size - length);
        if (more == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
          return Optional.empty();
        }
        length += more;
      }
      return length == size ? Optional.of(bytes) : Optional.empty();
    } catch (DataFormatException damaged) {
      return Optional.empty();
    }
  }

  /** As much as there is of some bytes. */
  private static ByteBuffer at(SeekableByteChannel channel, long position, int length)
      throws IOException {
    int there = (int) Math.max(0, Math.min(length, channel.size() - position));
    ByteBuffer buffer = ByteBuffer.allocate(there).order(ByteOrder.LITTLE_ENDIAN);
    channel.position(position);
    while (buffer.hasRemaining() && channel.read(buffer) >= 0) {}
    return buffer.flip();
  }
}
