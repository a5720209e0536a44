package dev.kobako.elf;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Which bytes of the file are accounted for. */
record FileLayout(ElfFile elf, long size) {
  record Extent(long start, long end) {}

  /** The end of what must stay in place: the segments and the program headers. */
  long loadedEnd() {
    long end = elf.headerEnd();
    for (Segment segment : elf.segments()) {
      if (segment.fileSize() > 0) {
        end = Math.max(end, segment.offset() + segment.fileSize());
      }
    }
    return end;
  }

  /** Whether everything that the headers name lies in the file. */
  boolean whole() {
    return elf.segments().stream()
            .allMatch(segment -> segment.fileSize() == 0 || segment.within(size))
        && elf.sections().stream()
            .allMatch(section ->
                section.fileSize() == 0
                    || (section.offset() >= 0
                        && section.size() >= 0
                        && section.offset() <= size
                        && section.size() <= size - section.offset()))
        && loadedEnd() <= size;
  }

  /** The ranges behind the segments that nothing accounts for. */
  List<Extent> holes() {
    List<Extent> used = new ArrayList<>();
    elf.sections().stream()
        .filter(section -> section.fileSize() > 0)
        .map(one -> new Extent(one.offset(), one.offset() + one.fileSize()))
        .forEach(used::add);
    used.add(elf.sectionTable());
    used.sort(Comparator.comparingLong(Extent::start).thenComparingLong(Extent::end));
    List<Extent> holes = new ArrayList<>();
    long at = loadedEnd();
    for (Extent extent : used) {
      if (extent.start() > at) {
        holes.add(new Extent(at, extent.start()));
      }
      at = Math.max(at, extent.end());
    }
    if (size > at) {
      holes.add(new Extent(at, size));
    }
    return holes;
  }
}
