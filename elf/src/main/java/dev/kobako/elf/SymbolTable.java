package dev.kobako.elf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The dynamic symbols, kept as the bytes of the file: most callers ask for a file's libraries only,
 * and decoding the names costs more than reading them.
 *
 * <p>No closure depends on it, so a damaged table is cut short instead of refused.
 */
final class SymbolTable {
  private static final int MAX_BYTES = 64 << 20;
  private static final int S390 = 22;
  private static final int ALPHA = 0x9026;

  private final ByteBuffer symbols;
  private final ByteBuffer strings;
  private final boolean wide;
  private volatile @Nullable SortedSet<String> imported;

  private SymbolTable(ByteBuffer symbols, ByteBuffer strings, boolean wide) {
    this.symbols = symbols;
    this.strings = strings;
    this.wide = wide;
  }

  static SymbolTable read(
      ElfBytes bytes, AddressMap addresses, DynamicTable table, ElfHeader header)
      throws IOException {
    boolean wide = header.elfClass() == ElfClass.ELF64;
    int entry = header.elfClass().symbolSize();
    long count = count(bytes, addresses, table, header);
    OptionalLong symbols = table.value(DynamicTable.SYMTAB);
    OptionalLong strings = table.value(DynamicTable.STRTAB);
    if (count == 0 || symbols.isEmpty() || strings.isEmpty()) {
      return new SymbolTable(ByteBuffer.allocate(0), ByteBuffer.allocate(0), wide);
    }
    count = Math.min(count, addresses.available(symbols.getAsLong()) / entry);
    long length = table.value(DynamicTable.STRSZ).orElse(Long.MAX_VALUE);
    return new SymbolTable(
        piece(bytes, addresses, symbols.getAsLong(), count * entry),
        piece(bytes, addresses, strings.getAsLong(), length < 0 ? Long.MAX_VALUE : length),
        wide);
  }

  /** Names without a definition here, without their versions. */
  SortedSet<String> imported() {
    // Asked again for every function that somebody looks for, in every program that loads it.
    SortedSet<String> known = imported;
    if (known == null) {
      known = names(false);
      imported = known;
    }
    return known;
  }

  /** Names with a definition that other objects can see. */
  SortedSet<String> exported() {
    return names(true);
  }

  private SortedSet<String> names(boolean defined) {
    int entry = wide ? 24 : 16;
    SortedSet<String> names = new TreeSet<>();
    // Asked byte by byte, a buffer takes a JVM that has just started several times as long.
    byte[] text = new byte[strings.limit()];
    strings.get(0, text);
    for (int at = entry; at + entry <= symbols.limit(); at += entry) {
      boolean local = symbols.get(at + (wide ? 4 : 12)) >>> 4 == 0;
      boolean undefined = symbols.getShort(at + (wide ? 6 : 14)) == 0;
      if (!local && undefined != defined) {
        name(text, symbols.getInt(at), names);
      }
    }
    return Collections.unmodifiableSortedSet(names);
  }

  private static void name(byte[] strings, int start, SortedSet<String> names) {
    if (start <= 0 || start >= strings.length) {
      return;
    }
    int end = start;
    while (end < strings.length && strings[end] != 0) {
      end++;
    }
    if (end > start) {
      names.add(new String(strings, start, end - start, StandardCharsets.UTF_8));
    }
  }

  private static ByteBuffer piece(ElfBytes bytes, AddressMap addresses, long address, long length)
      throws IOException {
    long room = Math.min(addresses.available(address), Math.min(length, MAX_BYTES));
    OptionalLong offset = addresses.offset(address);
    return offset.isEmpty() ? ByteBuffer.allocate(0) : bytes.slice(offset.getAsLong(), (int) room);
  }

  /** The number of symbols is said nowhere but in the hash tables. */
  private static long count(
      ElfBytes bytes, AddressMap addresses, DynamicTable table, ElfHeader header)
      throws IOException {
    OptionalLong hash = table.value(DynamicTable.HASH);
    boolean wideHash =
        header.elfClass() == ElfClass.ELF64
            && (header.machine() == S390 || header.machine() == ALPHA);
    if (hash.isPresent() && addresses.available(hash.getAsLong()) >= (wideHash ? 16 : 8)) {
      ByteBuffer head =
          bytes.slice(addresses.offset(hash.getAsLong()).orElseThrow(), wideHash ? 16 : 8);
      return wideHash ? Math.max(0, head.getLong(8)) : head.getInt(4) & 0xffffffffL;
    }
    OptionalLong gnu = table.value(DynamicTable.GNU_HASH);
    return gnu.isPresent()
        ? gnuCount(
            piece(bytes, addresses, gnu.getAsLong(), roomForHash(table, gnu.getAsLong())),
            header.elfClass())
        : 0;
  }

  /** The table's size is said nowhere either, but it ends before the next table starts. */
  private static long roomForHash(DynamicTable table, long hash) {
    long room = Long.MAX_VALUE;
    for (int next : new int[] {DynamicTable.SYMTAB, DynamicTable.STRTAB}) {
      long distance = table.value(next).orElse(0) - hash;
      room = distance > 0 ? Math.min(room, distance) : room;
    }
    return room;
  }

  /** Follows the chain of the last bucket to its end. */
  private static long gnuCount(ByteBuffer hash, ElfClass elfClass) {
    if (hash.limit() < 16) {
      return 0;
    }
    long buckets = hash.getInt(0) & 0xffffffffL;
    long first = hash.getInt(4) & 0xffffffffL;
    long bloom = (hash.getInt(8) & 0xffffffffL) * (elfClass == ElfClass.ELF64 ? 8 : 4);
    long start = 16 + bloom;
    long chains = start + 4 * buckets;
    if (chains > hash.limit()) {
      return 0;
    }
    long last = 0;
    for (long at = start; at < chains; at += 4) {
      last = Math.max(last, hash.getInt((int) at) & 0xffffffffL);
    }
    if (last < first) {
      return first;
    }
    for (long at = chains + 4 * (last - first); at + 4 <= hash.limit(); at += 4, last++) {
      if ((hash.getInt((int) at) & 1) != 0) {
        return last + 1;
      }
    }
    return last;
  }
}
