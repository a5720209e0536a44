package dev.kobako.testkit;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Builds a {@code Packages.db}, the one of rpm's databases that is easily made without rpm (rpm's
 * {@code lib/backend/ndb/rpmpkg.c}). The checksums of its blobs are left out.
 */
public final class RpmDatabaseBuilder {
  private static final int PAGE = 4096;
  private static final int BLOCK = 16;

  private final List<byte[]> headers = new ArrayList<>();

  /** Adds a package, under the next number from 1. */
  public RpmDatabaseBuilder add(RpmHeaderBuilder header) {
    return add(header.bytes());
  }

  /** Adds any bytes as the header of a package. */
  public RpmDatabaseBuilder add(byte[] header) {
    headers.add(header);
    return this;
  }

  /** The file. */
  public byte[] bytes() {
    int size = PAGE;
    for (byte[] header : headers) {
      size += BLOCK * blocks(header);
    }
    ByteBuffer out = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    mark(out, "RpmP").putInt(0).putInt(1).putInt(1).putInt(headers.size() + 1);
    int at = PAGE;
    for (int i = 0; i < (PAGE - 32) / 16; i++) {
      mark(out.position(32 + 16 * i), "Slot");
      if (i < headers.size()) {
        byte[] header = headers.get(i);
        out.putInt(i + 1).putInt(at / BLOCK).putInt(blocks(header));
        mark(out.position(at), "BlbS").putInt(i + 1).putInt(1).putInt(header.length).put(header);
        at += BLOCK * blocks(header);
        mark(out.putInt(at - 8, header.length).position(at - 4), "BlbE");
      }
    }
    return out.array();
  }

  private static int blocks(byte[] header) {
    return (header.length + 28 + BLOCK - 1) / BLOCK;
  }

  private static ByteBuffer mark(ByteBuffer out, String mark) {
    return out.put(mark.getBytes(StandardCharsets.US_ASCII));
  }
}
