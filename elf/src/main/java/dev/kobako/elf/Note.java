package dev.kobako.elf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * One entry of a note segment.
 *
 * @param owner who gives the type its meaning, such as {@code GNU}
 * @param type as the owner counts
 * @param content in hexadecimal digits
 */
public record Note(String owner, int type, String content) {
  private static final int MAX_BYTES = 64 * 1024;
  private static final int BUILD_ID = 3;

  boolean isBuildId() {
    return owner.equals("GNU") && type == BUILD_ID;
  }

  /** The notes of all note segments; damaged ones are left out, since no loader depends on them. */
  static List<Note> readAll(ElfBytes bytes, List<Segment> segments) throws IOException {
    List<Note> notes = new ArrayList<>();
    for (Segment segment : segments) {
      if (segment.type() == Segment.NOTE && segment.within(bytes.size())) {
        int length = (int) Math.min(segment.fileSize(), MAX_BYTES);
        parse(bytes.slice(segment.offset(), length), segment.alignment() == 8 ? 8 : 4, notes);
      }
    }
    return List.copyOf(notes);
  }

  private static void parse(ByteBuffer segment, int alignment, List<Note> notes) {
    long at = 0;
    while (at + 12 <= segment.limit()) {
      long ownerSize = segment.getInt((int) at) & 0xffffffffL;
      long size = segment.getInt((int) at + 4) & 0xffffffffL;
      int type = segment.getInt((int) at + 8);
      long content = align(at + 12 + ownerSize, alignment);
      if (content + size > segment.limit()) {
        return;
      }
      int ownerLength = (int) Math.max(0, ownerSize - 1);
      String owner = PathText.of(segment.slice((int) at + 12, ownerLength), ownerLength);
      byte[] bytes = new byte[(int) size];
      segment.get((int) content, bytes);
      notes.add(new Note(owner, type, HexFormat.of().formatHex(bytes)));
      at = align(content + size, alignment);
    }
  }

  private static long align(long value, int alignment) {
    return (value + alignment - 1) / alignment * alignment;
  }
}
