package dev.kobako.packages;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.Adler32;

/**
 * The headers in a {@code Packages.db}, rpm's own format "ndb", which SUSE uses: pages of slots,
 * each with the place of a blob, which lies between a head and a tail (rpm's {@code
 * lib/backend/ndb/rpmpkg.c}). All numbers are little-endian.
 */
final class NdbHeaders implements StoredHeaders {
  /** {@code RpmP}. */
  static final int MAGIC = 'R' | 'p' << 8 | 'm' << 16 | 'P' << 24;

  private static final int SLOT_MAGIC = 'S' | 'l' << 8 | 'o' << 16 | 't' << 24;
  private static final int BLOB_START = 'B' | 'l' << 8 | 'b' << 16 | 'S' << 24;
  private static final int BLOB_END = 'B' | 'l' << 8 | 'b' << 16 | 'E' << 24;
  private static final int PAGE = 4096;
  private static final int SLOT = 16;
  private static final int HEAD = 32;
  private static final int BLOCK = 16;
  private static final int BLOB_HEAD = 16;
  private static final int BLOB_TAIL = 12;

  private final DatabaseFile file;

  NdbHeaders(DatabaseFile file) {
    this.file = file;
  }

  @Override
  public void forEach(Sink sink) throws IOException {
    ByteBuffer head = file.piece(0, HEAD, ByteOrder.LITTLE_ENDIAN);
    int version = head.getInt(4);
    long pages = Integer.toUnsignedLong(head.getInt(12));
    if (head.getInt(0) != MAGIC || version != 0 || pages > file.size() / PAGE) {
      throw file.damaged("version %d with %d pages of slots".formatted(version, pages));
    }
    for (long page = 0; page < pages; page++) {
      ByteBuffer slots = file.piece(page * PAGE, PAGE, ByteOrder.LITTLE_ENDIAN);
      for (int at = page == 0 ? HEAD : 0; at < PAGE; at += SLOT) {
        slot(slots.slice(at, SLOT).order(ByteOrder.LITTLE_ENDIAN), sink);
      }
    }
  }

  /**
   * Under the next generation, so that rpm takes no index for one of this file that was made
   * before.
   */
  @Override
  public byte[] reduced(RpmReduction reduction) throws IOException {
    ByteBuffer head = file.piece(0, HEAD, ByteOrder.LITTLE_ENDIAN);
    SortedMap<Integer, byte[]> blobs = new TreeMap<>();
    forEach((number, header) -> {
      if (reduction.keeps(number)) {
        reduction.reduce(number, header, 0);
        blobs.put(number, header);
      }
    });
    int pages = (HEAD + SLOT * blobs.size() + PAGE - 1) / PAGE;
    long size = (long) pages * PAGE;
    for (byte[] blob : blobs.values()) {
      size += (long) BLOCK * blocks(blob);
    }
    file.requireRoom(size, 1);
    ByteBuffer out = ByteBuffer.allocate((int) size).order(ByteOrder.LITTLE_ENDIAN);
    int generation = head.getInt(8) + 1;
    out.putInt(MAGIC).putInt(0).putInt(generation).putInt(pages).putInt(head.getInt(16));
    for (int at = HEAD; at < pages * PAGE; at += SLOT) {
      out.putInt(at, SLOT_MAGIC);
    }
    int slot = HEAD;
    int block = pages * PAGE / BLOCK;
    for (Map.Entry<Integer, byte[]> each : blobs.entrySet()) {
      int blocks = blocks(each.getValue());
      out.position(slot + 4).putInt(each.getKey()).putInt(block).putInt(blocks);
      write(out, block * BLOCK, blocks * BLOCK, each.getKey(), each.getValue(), generation);
      slot += SLOT;
      block += blocks;
    }
    return out.array();
  }

  private static int blocks(byte[] blob) {
    return (BLOB_HEAD + blob.length + BLOB_TAIL + BLOCK - 1) / BLOCK;
  }

  private static void write(
      ByteBuffer out, int start, int length, int number, byte[] blob, int generation) {
    out.position(start).putInt(BLOB_START).putInt(number).putInt(generation).putInt(blob.length);
    out.put(blob);
    Adler32 sum = new Adler32();
    sum.update(out.slice(start, length - BLOB_TAIL));
    out.position(start + length - BLOB_TAIL).putInt((int) sum.getValue());
    out.putInt(blob.length).putInt(BLOB_END);
  }

  private void slot(ByteBuffer slot, Sink sink) throws IOException {
    int number = slot.getInt(4);
    long offset = Integer.toUnsignedLong(slot.getInt(8)) * BLOCK;
    if (slot.getInt(0) != SLOT_MAGIC) {
      throw file.damaged("a slot without its mark");
    }
    if (offset == 0) {
      return; // free
    }
    ByteBuffer head = file.piece(offset, BLOB_HEAD, ByteOrder.LITTLE_ENDIAN);
    long length = Integer.toUnsignedLong(head.getInt(12));
    if (head.getInt(0) != BLOB_START || head.getInt(4) != number) {
      throw file.damaged("no blob of package %d at %d".formatted(number, offset));
    }
    byte[] blob = file.entry(length);
    file.read(offset + BLOB_HEAD, blob, 0, blob.length);
    long blocks = Integer.toUnsignedLong(slot.getInt(12));
    ByteBuffer tail =
        file.piece(offset + blocks * BLOCK - BLOB_TAIL, BLOB_TAIL, ByteOrder.LITTLE_ENDIAN);
    if (tail.getInt(4) != blob.length || tail.getInt(8) != BLOB_END) {
      throw file.damaged("the blob of package %d at %d has no end".formatted(number, offset));
    }
    sink.take(number, blob);
  }
}
