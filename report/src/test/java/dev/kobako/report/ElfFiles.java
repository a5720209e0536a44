package dev.kobako.report;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** An ELF file with debug information, as linkers lay it out: section headers at the end. */
final class ElfFiles {
  private static final int HEADER = 64;
  private static final byte[] NAMES =
      "\0.debug_info\0.shstrtab\0".getBytes(StandardCharsets.US_ASCII);

  private ElfFiles() {}

  /** A program with so many bytes of code, and so many for debuggers. */
  static byte[] withDebug(int code, int debug) {
    int debugAt = HEADER + code;
    int namesAt = debugAt + debug;
    int tableAt = namesAt + NAMES.length;
    ByteBuffer file = ByteBuffer.allocate(tableAt + 3 * HEADER).order(ByteOrder.LITTLE_ENDIAN);
    file.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1}).position(16);
    file.putShort((short) 2).putShort((short) 62).putInt(1);
    file.putLong(0).putLong(0).putLong(tableAt);
    file.putInt(0).putShort((short) HEADER).putShort((short) 56).putShort((short) 0);
    file.putShort((short) HEADER).putShort((short) 3).putShort((short) 2);
    file.position(namesAt).put(NAMES);
    section(file, tableAt + HEADER, 1, 1, debugAt, debug);
    section(file, tableAt + 2 * HEADER, 13, 3, namesAt, NAMES.length);
    return file.array();
  }

  /** What stripping takes from such a program: the names of the sections go with them. */
  static int stripped(int debug) {
    return debug + NAMES.length;
  }

  private static void section(ByteBuffer file, int at, int name, int type, int offset, int size) {
    file.position(at);
    file.putInt(name).putInt(type).putLong(0).putLong(0).putLong(offset).putLong(size);
  }
}
