package dev.kobako.packages;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The write-ahead log of an SQLite database: newer versions of its pages, up to the last
 * transaction that was finished (fileformat2, "The Write-Ahead Log"). rpm leaves one behind where
 * it was killed, and an empty one where it could not remove it.
 */
final class SqliteLog {
  private static final int MAGIC = 0x377f0682;
  private static final int HEAD = 32;
  private static final int FRAME_HEAD = 24;

  private SqliteLog() {}

  /** The newer pages; empty where it has no finished transaction for pages of this size. */
  static Optional<SqlitePages> of(DatabaseFile file, int pageSize) throws IOException {
    if (file.size() < HEAD) {
      return Optional.empty();
    }
    ByteBuffer head = file.piece(0, HEAD, ByteOrder.BIG_ENDIAN);
    if ((head.getInt(0) & ~1) != MAGIC || head.getInt(8) != pageSize) {
      return Optional.empty();
    }
    Sums sums = new Sums(head.getInt(0) == MAGIC ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    sums.add(head, 0, FRAME_HEAD);
    if (!sums.are(head, FRAME_HEAD)) {
      return Optional.empty();
    }
    Map<Integer, Long> finished = new HashMap<>();
    Map<Integer, Long> pending = new HashMap<>();
    int pages = 0;
    int frame = FRAME_HEAD + pageSize;
    for (long at = HEAD; at <= file.size() - frame; at += frame) {
      ByteBuffer piece = file.piece(at, frame, ByteOrder.BIG_ENDIAN);
      sums.add(piece, 0, 8);
      sums.add(piece, FRAME_HEAD, pageSize);
      if (piece.getLong(8) != head.getLong(16) || !sums.are(piece, 16)) {
        break; // of an earlier use of the log, or half-written
      }
      pending.put(piece.getInt(0), at + FRAME_HEAD);
      if (piece.getInt(4) > 0) {
        pages = piece.getInt(4);
        finished.putAll(pending);
        pending.clear();
      }
    }
    return pages == 0
        ? Optional.empty()
        : Optional.of(new SqlitePages(file, pageSize, finished, pages));
  }

  /** The running checksum of header and frames. */
  private static final class Sums {
    private final ByteOrder order;
    private int one;
    private int two;

    Sums(ByteOrder order) {
      this.order = order;
    }

    void add(ByteBuffer buffer, int offset, int length) {
      ByteBuffer words = buffer.slice(offset, length).order(order);
      while (words.hasRemaining()) {
        one += words.getInt() + two;
        two += words.getInt() + one;
      }
    }

    boolean are(ByteBuffer buffer, int offset) {
      return buffer.getInt(offset) == one && buffer.getInt(offset + 4) == two;
    }
  }
}
