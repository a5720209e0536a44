package dev.kobako.elf;

import java.util.List;
import java.util.OptionalLong;

/** Where in the file the bytes of a memory address lie, by the {@code PT_LOAD} segments. */
final class AddressMap {
  private final List<Segment> loads;
  private final long fileSize;

  AddressMap(List<Segment> segments, long fileSize) {
    this.loads = segments.stream().filter(segment -> segment.type() == Segment.LOAD).toList();
    this.fileSize = fileSize;
  }

  /** The place in the file; empty where nothing of the file is mapped at the address. */
  OptionalLong offset(long address) {
    for (Segment load : loads) {
      long distance = address - load.address();
      if (inside(distance, load)) {
        return OptionalLong.of(load.offset() + distance);
      }
    }
    return OptionalLong.empty();
  }

  /** How many bytes of the file are mapped in one piece from the address on. */
  long available(long address) {
    for (Segment load : loads) {
      long distance = address - load.address();
      if (inside(distance, load)) {
        return Math.min(load.fileSize() - distance, fileSize - load.offset() - distance);
      }
    }
    return 0;
  }

  private boolean inside(long distance, Segment load) {
    return load.offset() >= 0
        && load.fileSize() >= 0
        && load.offset() <= fileSize
        && distance >= 0
        && distance < load.fileSize()
        && distance < fileSize - load.offset();
  }
}
