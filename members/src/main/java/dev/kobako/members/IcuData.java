package dev.kobako.members;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.elf.DataShortening;
import dev.kobako.elf.ElfFile;
import dev.kobako.elf.SplicedFile;
import dev.kobako.elf.SplicedFile.Piece;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The data of ICU: locales, converters, collations, time zones, by names such as {@code
 * icudt72l/coll/ja.res}; in a file of its own or as the constants of a library that has nothing
 * else. A program that does not find an item goes on with the parent locale, or without.
 *
 * <p>A header with the format {@code CmnD}, then a table of contents: the number of items, for each
 * the offsets of its name and its data from the table's start, sorted by name; then names and data
 * (ICU: common/udatamem.h, common/ucmndata.h, toolutil/package.cpp).
 */
public final class IcuData implements MemberFile {
  private static final int MAGIC_AT = 2;
  private static final byte[] MAGIC = {(byte) 0xda, 0x27};
  private static final int BIG_ENDIAN_AT = 8;
  private static final int FORMAT_AT = 12;
  private static final int SMALLEST_HEADER = 24;
  private static final int ALIGNMENT = 16;
  private static final int MOST_ITEMS = 1 << 17;
  private static final int LONGEST_NAME = 256;

  private final long fileSize;
  private final List<Member> members;
  private final ByteBuffer header;
  private final Optional<DataShortening> library;

  private IcuData(
      long fileSize, List<Member> members, ByteBuffer header, Optional<DataShortening> library) {
    this.fileSize = fileSize;
    this.members = List.copyOf(members);
    this.header = header;
    this.library = library;
  }

  /** Empty if it is no such file, or is damaged. */
  static Optional<IcuData> read(SeekableByteChannel channel, String name) throws IOException {
    try {
      Optional<ElfFile> elf = ElfFile.read(channel, name);
      Optional<DataShortening> library = Optional.empty();
      if (elf.isPresent()) {
        library = DataShortening.of(channel, elf.get());
        if (library.isEmpty()) {
          return Optional.empty();
        }
      }
      long start = library.map(DataShortening::start).orElse(0L);
      long end = library.map(DataShortening::end).orElse(channel.size());
      return Optional.of(read(channel, start, end, library));
    } catch (KobakoException | IndexOutOfBoundsException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static IcuData read(
      SeekableByteChannel channel, long start, long end, Optional<DataShortening> library)
      throws IOException {
    ByteBuffer fixed = range(channel, start, SMALLEST_HEADER, end);
    String format =
        StandardCharsets.ISO_8859_1.decode(fixed.slice(FORMAT_AT, Integer.BYTES)).toString();
    if (fixed.get(MAGIC_AT) != MAGIC[0]
        || fixed.get(MAGIC_AT + 1) != MAGIC[1]
        || !format.equals("CmnD")) {
      throw new IllegalArgumentException("not data of ICU: " + format);
    }
    ByteOrder order =
        fixed.get(BIG_ENDIAN_AT) == 0 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    int size = Short.toUnsignedInt(fixed.order(order).getShort(0));
    ByteBuffer header = range(channel, start, size, end).order(order);
    long table = start + size;
    int count = range(channel, table, Integer.BYTES, end).order(order).getInt();
    if (count < 1 || count > MOST_ITEMS) {
      throw new IllegalArgumentException(count + " items");
    }
    ByteBuffer entries = range(channel, table + Integer.BYTES, 8 * count, end).order(order);
    long names = Integer.toUnsignedLong(entries.getInt(0));
    long data = Integer.toUnsignedLong(entries.getInt(4));
    if (data < names || data - names > (long) count * LONGEST_NAME) {
      throw new IllegalArgumentException("names from " + names + " to " + data);
    }
    ByteBuffer texts = range(channel, table + names, (int) (data - names), end);
    return new IcuData(channel.size(), members(entries, texts, names, table, end), header, library);
  }

  private static List<Member> members(
      ByteBuffer entries, ByteBuffer texts, long names, long table, long end) {
    int count = entries.limit() / 8;
    List<Member> members = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < count; i++) {
      int at = (int) (Integer.toUnsignedLong(entries.getInt(8 * i)) - names);
      String name =
          StandardCharsets.ISO_8859_1
              .decode(texts.slice(at, JavaStrings.end(texts, at) - at))
              .toString();
      long start = table + Integer.toUnsignedLong(entries.getInt(8 * i + 4));
      long next = i + 1 < count ? table + Integer.toUnsignedLong(entries.getInt(8 * i + 12)) : end;
      if (next > end || !seen.add(name)) {
        throw new IllegalArgumentException(name + " from " + start + " to " + next);
      }
      members.add(new Member(name, start, next - start));
    }
    members.sort(Comparator.comparing(Member::name));
    return members;
  }

  private static ByteBuffer range(SeekableByteChannel channel, long start, int size, long end)
      throws IOException {
    if (size > end - start) {
      throw new IllegalArgumentException(size + " bytes at " + start + " of " + end);
    }
    return new FileRange(start, size).read(channel);
  }

  @Override
  public List<Member> members() {
    return members;
  }

  @Override
  public SplicedFile with(Set<String> names) {
    List<Member> some = members.stream().filter(each -> names.contains(each.name())).toList();
    int textSize = some.stream().mapToInt(each -> each.name().length() + 1).sum();
    int textStart = Integer.BYTES + 8 * some.size();
    int padding = -(header.limit() + textStart + textSize) & (ALIGNMENT - 1);
    ByteBuffer front =
        ByteBuffer.allocate(header.limit() + textStart + textSize + padding).order(header.order());
    front.put(header.duplicate()).putInt(some.size());
    List<Piece> pieces = new ArrayList<>(List.of(new Piece.Fresh(front)));
    int nameAt = textStart;
    long dataAt = (long) textStart + textSize + padding;
    for (Member member : some) {
      front.putInt(nameAt).putInt((int) dataAt);
      nameAt += member.name().length() + 1;
      long gap = -member.bytes() & (ALIGNMENT - 1);
      pieces.add(new Piece.Range(member.offset(), member.bytes()));
      pieces.add(new Piece.Fresh(ByteBuffer.allocate((int) gap)));
      dataAt += member.bytes() + gap;
    }
    for (Member member : some) {
      front.put(member.name().getBytes(StandardCharsets.ISO_8859_1)).put((byte) 0);
    }
    front.rewind();
    return library.isPresent() ? library.get().with(pieces) : new SplicedFile(fileSize, pieces);
  }
}
