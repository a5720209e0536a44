package dev.kobako.packages;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The rollback journal of an SQLite database: pages as they were before a transaction, which count
 * again if that was never finished (fileformat2, "The Rollback Journal"). One that is left behind
 * by who was killed is rolled back by the next who opens the database; here nothing is written, and
 * the old pages are read from the journal. One of a finished transaction is gone, empty, or has no
 * head.
 */
final class SqliteJournal {
  private static final long MAGIC = 0xd9d505f920a163d7L;
  private static final int HEAD = 28;

  /** The least that SQLite takes for one, though it writes none below 512. */
  private static final int SMALLEST_SECTOR = 32;

  private static final int LARGEST_SECTOR = 1 << 16;

  /** Says that the pages go on to the end of the file. */
  private static final int TO_THE_END = -1;

  /** Of a page every so many bytes one is summed up. */
  private static final int SUM_STEP = 200;

  private final DatabaseFile file;
  private final int pageSize;
  private final int sector;
  private final int pages;
  private final Map<Integer, Long> places = new HashMap<>();

  private SqliteJournal(DatabaseFile file, int pageSize, int sector, int pages) {
    this.file = file;
    this.pageSize = pageSize;
    this.sector = sector;
    this.pages = pages;
  }

  /**
   * The old pages; empty where no transaction is unfinished. Where there were none the database was
   * empty. Their size is the journal's own: the transaction may have been about to change it.
   *
   * @param mainSize the size of pages that the database's own head says, for journals that say none
   * @throws dev.kobako.diagnostic.KobakoException a finding, for a transaction over several
   *     databases, of which it can't be known whether it was finished
   */
  static Optional<SqlitePages> of(DatabaseFile file, int mainSize) throws IOException {
    if (file.size() < HEAD) {
      return Optional.empty();
    }
    ByteBuffer head = file.piece(0, HEAD, ByteOrder.BIG_ENDIAN);
    int sector = head.getInt(20);
    int pageSize = head.getInt(24) == 0 ? mainSize : head.getInt(24);
    if (head.getLong(0) != MAGIC
        || Integer.bitCount(sector) != 1
        || sector < SMALLEST_SECTOR
        || sector > LARGEST_SECTOR
        || sector > file.size()
        || SqlitePageSize.of(pageSize, 0).isEmpty()) {
      return Optional.empty();
    }
    if (file.piece(file.size() - 8, 8, ByteOrder.BIG_ENDIAN).getLong(0) == MAGIC) {
      throw file.damaged("an unfinished transaction of several databases");
    }
    SqliteJournal journal = new SqliteJournal(file, pageSize, sector, head.getInt(16));
    journal.read();
    return Optional.of(new SqlitePages(file, pageSize, journal.places, journal.pages));
  }

  /** Goes through the parts, each with a head of its own, up to what was not written whole. */
  private void read() throws IOException {
    long at = 0;
    while (at <= file.size() - sector) {
      ByteBuffer head = file.piece(at, HEAD, ByteOrder.BIG_ENDIAN);
      if (head.getLong(0) != MAGIC) {
        return;
      }
      long left =
          head.getInt(8) == TO_THE_END ? Long.MAX_VALUE : Integer.toUnsignedLong(head.getInt(8));
      at += sector;
      for (; left > 0; left--) {
        if (!isTaken(at, head.getInt(12))) {
          return;
        }
        at += length();
      }
      at = (at + sector - 1) / sector * sector;
    }
  }

  /** A page between its number and its sum. */
  private int length() {
    return pageSize + 2 * Integer.BYTES;
  }

  private boolean isTaken(long at, int nonce) throws IOException {
    if (at > file.size() - length()) {
      return false;
    }
    ByteBuffer piece = file.piece(at, length(), ByteOrder.BIG_ENDIAN);
    int number = piece.getInt(0);
    int sum = nonce;
    for (int i = pageSize - SUM_STEP; i > 0; i -= SUM_STEP) {
      sum += Byte.toUnsignedInt(piece.get(Integer.BYTES + i));
    }
    if (number < 1 || piece.getInt(Integer.BYTES + pageSize) != sum) {
      return false;
    }
    if (number <= pages) {
      places.put(number, at + Integer.BYTES);
    }
    return true;
  }
}
