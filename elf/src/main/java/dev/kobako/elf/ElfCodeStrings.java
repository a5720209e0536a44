package dev.kobako.elf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Texts that x86-64 code puts together in memory itself: compilers turn the copy of a short
 * constant ({@code strcpy(name, "libplugin.so.1")}) into a few stores of numbers, so that it stands
 * nowhere in the file as a whole.
 *
 * <p>The code is not disassembled. Wherever bytes read as a load of a number into a register, or as
 * a store of a number or register to a place relative to a register, they are taken as such; stores
 * that lie close together build up a picture of that memory, and texts in it are handed out. What
 * is misread by that is next to never text. Encodings: Intel SDM volume 2, MOV and MOVDQA/MOVUPS.
 */
public final class ElfCodeStrings {
  private static final int CHUNK = 256 * 1024;

  /** No instruction that is looked for is longer. */
  private static final int LONGEST = 16;

  /** More code than this between two stores means that they belong to different texts. */
  private static final int GAP = 96;

  private static final int MAX_LENGTH = 256;
  private static final int EM_X86_64 = 62;

  private final SeekableByteChannel channel;
  private final AddressMap addresses;
  private final int minLength;
  private final Consumer<String> sink;

  private final long[] registers = new long[16];
  private final boolean[] known = new boolean[16];
  private final byte[] @Nullable [] vectors = new byte[16][];
  private final SortedMap<Integer, Byte> memory = new TreeMap<>();
  private int base = -1;
  private long lastStore;

  private ElfCodeStrings(
      SeekableByteChannel channel, AddressMap addresses, int minLength, Consumer<String> sink) {
    this.channel = channel;
    this.addresses = addresses;
    this.minLength = minLength;
    this.sink = sink;
  }

  /**
   * Hands every such text of at least {@code minLength} printable ASCII characters to {@code sink},
   * in the order of the code. Does nothing for other machines than x86-64.
   */
  public static void forEach(
      SeekableByteChannel channel, ElfFile elf, int minLength, Consumer<String> sink)
      throws IOException {
    if (elf.machine() != EM_X86_64 || elf.byteOrder() != ByteOrder.LITTLE_ENDIAN) {
      return;
    }
    AddressMap addresses = new AddressMap(elf.segments(), channel.size());
    long from = 0;
    for (Segment segment : elf.segments()) {
      if (segment.type() == Segment.LOAD && segment.executable()) {
        OptionalLong offset = addresses.offset(segment.address());
        long length = addresses.available(segment.address());
        if (offset.isPresent() && offset.getAsLong() >= from && length > 0) {
          new ElfCodeStrings(channel, addresses, minLength, sink)
              .scan(offset.getAsLong(), length, segment.address());
          from = offset.getAsLong() + length;
        }
      }
    }
  }

  private void scan(long offset, long length, long address) throws IOException {
    ByteBuffer code = ByteBuffer.allocate(CHUNK + LONGEST).order(ByteOrder.LITTLE_ENDIAN);
    for (long at = 0; at < length; at += CHUNK) {
      code.clear().limit((int) Math.min(CHUNK + LONGEST, length - at));
      channel.position(offset + at);
      while (code.hasRemaining() && channel.read(code) >= 0) {
        // until the window is full
      }
      int filled = code.position();
      // zeros behind the end read as no instruction that is looked for
      code.clear();
      for (int i = filled; i < code.capacity(); i++) {
        code.put(i, (byte) 0);
      }
      for (int i = 0; i < Math.min(CHUNK, filled); i++) {
        if (look(code, i, address + at + i)) {
          i++;
        }
      }
    }
    finish();
  }

  /**
   * Reads the instruction at {@code i}; true where its opcode is the second byte, after a prefix.
   */
  private boolean look(ByteBuffer code, int i, long address) throws IOException {
    int first = code.get(i) & 0xff;
    int second = code.get(i + 1) & 0xff;
    if ((first == 0x48 || first == 0x49) && (second & 0xf8) == 0xb8) {
      set((second & 7) + (first & 1) * 8, code.getLong(i + 2));
      return true;
    } else if ((first & 0xf8) == 0xb8) {
      set(first & 7, code.getInt(i + 1));
    } else if ((first == 0x48 || first == 0x4c) && second == 0x89) {
      int register = (code.get(i + 2) >> 3 & 7) + (first == 0x4c ? 8 : 0);
      store(code, i + 2, register, 8, address);
      return true;
    } else if (first == 0x89 || first == 0x88) {
      store(code, i + 1, code.get(i + 1) >> 3 & 7, first == 0x89 ? 4 : 1, address);
    } else if (first == 0x66 && second == 0x89) {
      store(code, i + 2, code.get(i + 2) >> 3 & 7, 2, address);
      return true;
    } else if (first == 0xc7 || first == 0xc6) {
      storeNumber(code, i + 1, first == 0xc7 ? 4 : 1, address);
    } else if (first == 0x66 && second == 0xc7) {
      storeNumber(code, i + 2, 2, address);
      return true;
    } else if (first == 0x0f) {
      vector(code, i + 1, address, i);
    } else if ((first == 0x66 || first == 0xf3) && second == 0x0f) {
      vector(code, i + 2, address, i);
      return true;
    }
    return false;
  }

  private void set(int register, long value) {
    registers[register] = value;
    known[register] = true;
  }

  private void store(ByteBuffer code, int modrm, int register, int width, long address) {
    Place place = Place.at(code, modrm);
    if (place != null && known[register]) {
      put(place, registers[register], width, address);
    }
  }

  private void storeNumber(ByteBuffer code, int modrm, int width, long address) {
    Place place = Place.at(code, modrm);
    if (place != null && (code.get(modrm) >> 3 & 7) == 0 && place.end() + 4 <= code.capacity()) {
      put(place, code.getInt(place.end()), width, address);
    }
  }

  /** Loads of 16 constant bytes relative to the instruction, and stores of what was loaded. */
  private void vector(ByteBuffer code, int opcode, long address, int start) throws IOException {
    int operation = code.get(opcode) & 0xff;
    int modrm = code.get(opcode + 1) & 0xff;
    boolean load = operation == 0x6f || operation == 0x28 || operation == 0x10;
    boolean store = operation == 0x7f || operation == 0x29 || operation == 0x11;
    if (load && (modrm & 0xc7) == 5) {
      long from = address + (opcode + 6 - start) + code.getInt(opcode + 2);
      OptionalLong offset = addresses.offset(from);
      if (offset.isPresent() && addresses.available(from) >= 16) {
        ByteBuffer bytes = ByteBuffer.allocate(16);
        channel.position(offset.getAsLong());
        while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
          // until it is full
        }
        vectors[modrm >> 3 & 7] = bytes.array();
      }
    } else if (store) {
      Place place = Place.at(code, opcode + 1);
      byte[] value = vectors[modrm >> 3 & 7];
      if (place != null && value != null) {
        begin(place, address);
        for (int i = 0; i < value.length; i++) {
          memory.put(place.displacement() + i, value[i]);
        }
      }
    }
  }

  private void put(Place place, long value, int width, long address) {
    begin(place, address);
    for (int i = 0; i < width; i++) {
      memory.put(place.displacement() + i, (byte) (value >> (8 * i)));
    }
  }

  private void begin(Place place, long address) {
    if (place.base() != base || address - lastStore > GAP) {
      finish();
      base = place.base();
    }
    lastStore = address;
  }

  /** Hands out the texts in the picture of memory and forgets it. */
  private void finish() {
    StringBuilder text = new StringBuilder();
    int next = Integer.MIN_VALUE;
    for (var cell : memory.entrySet()) {
      if (cell.getKey() != next) {
        hand(text);
      }
      byte value = cell.getValue();
      if (value >= ' ' && value < 0x7f && text.length() <= MAX_LENGTH) {
        text.append((char) value);
      } else {
        hand(text);
      }
      next = cell.getKey() + 1;
    }
    hand(text);
    memory.clear();
    base = -1;
  }

  private void hand(StringBuilder text) {
    if (text.length() >= minLength && text.length() <= MAX_LENGTH) {
      sink.accept(text.toString());
    }
    text.setLength(0);
  }

  /**
   * A memory operand of the form register plus displacement.
   *
   * @param base the register's number
   * @param displacement in bytes
   * @param end where the operand's bytes end
   */
  private record Place(int base, int displacement, int end) {
    /** The operand whose ModRM byte is at {@code at}; null for every other form. */
    static @Nullable Place at(ByteBuffer code, int at) {
      int modrm = code.get(at) & 0xff;
      int mode = modrm >> 6;
      int register = modrm & 7;
      int next = at + 1;
      if (mode == 3 || (mode == 0 && register == 5)) {
        return null;
      }
      if (register == 4) {
        if ((code.get(next) & 0xff) != 0x24) {
          return null;
        }
        next++;
      }
      return switch (mode) {
        case 0 -> new Place(register, 0, next);
        case 1 -> new Place(register, code.get(next), next + 1);
        default -> new Place(register, code.getInt(next), next + 4);
      };
    }
  }
}
