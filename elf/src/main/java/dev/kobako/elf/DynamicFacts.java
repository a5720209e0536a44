package dev.kobako.elf;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What the dynamic section says to a loader, in words. */
record DynamicFacts(
    List<String> needed,
    Optional<String> soname,
    Optional<String> rpath,
    Optional<String> runpath,
    List<String> auxiliaries,
    List<String> filters,
    long flags1,
    List<VersionNeed> versionsNeeded,
    List<String> versionsGiven) {
  /** No link editor makes more, and a closure is bounded as a whole. */
  private static final int MAX_NEEDED = 1 << 14;

  static DynamicFacts of(ElfBytes bytes, AddressMap addresses, DynamicTable table)
      throws IOException {
    SymbolVersions versions = new SymbolVersions(bytes, addresses, table);
    List<String> needed = table.texts(DynamicTable.NEEDED, "DT_NEEDED");
    if (needed.size() > MAX_NEEDED) {
      throw bytes.malformed(
          "there are %d DT_NEEDED entries, expected at most %d"
              .formatted(needed.size(), MAX_NEEDED));
    }
    return new DynamicFacts(
        List.copyOf(needed),
        table.text(DynamicTable.SONAME, "DT_SONAME"),
        table.text(DynamicTable.RPATH, "DT_RPATH"),
        table.text(DynamicTable.RUNPATH, "DT_RUNPATH"),
        List.copyOf(table.texts(DynamicTable.AUXILIARY, "DT_AUXILIARY")),
        List.copyOf(table.texts(DynamicTable.FILTER, "DT_FILTER")),
        table.value(DynamicTable.FLAGS_1).orElse(0),
        versions.needed(),
        versions.given());
  }
}
