package dev.kobako.elf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * The version tables of an ELF file, {@code DT_VERNEED} and {@code DT_VERDEF}: linked lists of
 * relative offsets with the same layout in both classes. A list that leaves its segment ends there.
 */
final class SymbolVersions {
  private static final int MAX_ENTRIES = 1 << 14;

  private final ElfBytes bytes;
  private final AddressMap addresses;
  private final DynamicTable table;

  SymbolVersions(ElfBytes bytes, AddressMap addresses, DynamicTable table) {
    this.bytes = bytes;
    this.addresses = addresses;
    this.table = table;
  }

  List<VersionNeed> needed() throws IOException {
    List<VersionNeed> needs = new ArrayList<>();
    OptionalLong start = table.value(DynamicTable.VERNEED);
    long count = entries(DynamicTable.VERNEEDNUM);
    long at = start.orElse(0);
    int budget = MAX_ENTRIES;
    for (long i = 0; start.isPresent() && i < count && holds(at, 16); i++) {
      ByteBuffer need = bytes.slice(addresses.offset(at).orElseThrow(), 16);
      List<String> versions = new ArrayList<>();
      long version = at + (need.getInt(8) & 0xffffffffL);
      for (int j = need.getShort(2) & 0xffff; j > 0 && budget > 0 && holds(version, 16); j--) {
        ByteBuffer one = bytes.slice(addresses.offset(version).orElseThrow(), 16);
        versions.add(table.string(one.getInt(8) & 0xffffffffL, "a needed version"));
        budget--;
        if (one.getInt(12) == 0) {
          break;
        }
        version += one.getInt(12) & 0xffffffffL;
      }
      String file = table.string(need.getInt(4) & 0xffffffffL, "DT_VERNEED");
      needs.add(new VersionNeed(file, versions));
      if (need.getInt(12) == 0) {
        break;
      }
      at += need.getInt(12) & 0xffffffffL;
    }
    return List.copyOf(needs);
  }

  /** The first name of each definition; the others are what it inherits from. */
  List<String> given() throws IOException {
    List<String> versions = new ArrayList<>();
    OptionalLong start = table.value(DynamicTable.VERDEF);
    long count = entries(DynamicTable.VERDEFNUM);
    long at = start.orElse(0);
    for (long i = 0; start.isPresent() && i < count && holds(at, 20); i++) {
      ByteBuffer definition = bytes.slice(addresses.offset(at).orElseThrow(), 20);
      long name = at + (definition.getInt(12) & 0xffffffffL);
      boolean base = (definition.getShort(2) & 1) != 0;
      if (!base && holds(name, 8)) {
        ByteBuffer first = bytes.slice(addresses.offset(name).orElseThrow(), 8);
        versions.add(table.string(first.getInt(0) & 0xffffffffL, "a given version"));
      }
      if (definition.getInt(16) == 0) {
        break;
      }
      at += definition.getInt(16) & 0xffffffffL;
    }
    return List.copyOf(versions);
  }

  private long entries(int tag) {
    long count = table.value(tag).orElse(0);
    return count < 0 ? MAX_ENTRIES : Math.min(count, MAX_ENTRIES);
  }

  private boolean holds(long address, int length) {
    return addresses.available(address) >= length;
  }
}
