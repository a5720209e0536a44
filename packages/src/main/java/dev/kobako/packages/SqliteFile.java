package dev.kobako.packages;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * An SQLite database, of which tables and indexes are walked from their first to their last row; it
 * evaluates no SQL and never writes. The format is that of {@code sqlite.org/fileformat2.html}; its
 * numbers are big-endian.
 */
final class SqliteFile {
  /** What such a file begins with. */
  static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

  private static final int HEAD = 100;

  private static final int INTERIOR_INDEX = 2;
  private static final int INTERIOR_TABLE = 5;
  private static final int LEAF_INDEX = 10;
  private static final int LEAF_TABLE = 13;

  /** No tree with two branches a page and so many pages is deeper. */
  private static final int DEEPEST = 32;

  private final DatabaseFile file;

  /** What counts in place of its own pages, by precedence. */
  private final List<SqlitePages> others;

  private final SqlitePageSize pageSize;
  private final int pages;
  private final BitSet used = new BitSet();

  /** Takes the rows of a table or index. */
  @FunctionalInterface
  interface RowSink {
    /**
     * Takes a row.
     *
     * @param id of the row; 0 in an index
     * @param payload the record, the sink's own from now on
     */
    void take(long id, byte[] payload) throws IOException;
  }

  /**
   * A table, index, view or trigger.
   *
   * @param record the row of {@code sqlite_schema} that describes it
   * @param type {@code table}, {@code index} …
   * @param table that it is or belongs to
   * @param root the first page of its tree; 0 where there is none
   */
  record Item(SqliteRecord record, String type, String name, String table, int root) {}

  private SqliteFile(
      DatabaseFile file, List<SqlitePages> others, SqlitePageSize pageSize, int pages) {
    this.file = file;
    this.others = List.copyOf(others);
    this.pageSize = pageSize;
    this.pages = pages;
  }

  /**
   * Opens a database as it was before an unfinished transaction, with all that is finished in its
   * log: that counts wherever there is one, whatever the first page says of its version, as the
   * sums in it tell whether it is this database's. How pages are divided stands in the first one
   * after rolling back. Empty where nothing was in it before its first transaction, which was never
   * finished.
   */
  static Optional<SqliteFile> open(DatabaseContents.Files files) throws IOException {
    DatabaseFile file = files.main();
    ByteBuffer head = file.piece(0, HEAD, ByteOrder.BIG_ENDIAN);
    Optional<SqlitePages> journal = SqliteJournal.of(files.journal(), pageBytes(head));
    List<SqlitePages> others = new ArrayList<>();
    if (journal.isPresent()) {
      if (journal.get().count() == 0) {
        return Optional.empty();
      }
      others.add(journal.get());
      head = journal.get().page(1).orElse(head);
    }
    SqlitePageSize pageSize = pageSize(file, head);
    if (journal.isPresent() && journal.get().size() != pageSize.bytes()) {
      throw files
          .journal()
          .damaged(
              "it has pages of %d bytes, the database of %d"
                  .formatted(journal.get().size(), pageSize.bytes()));
    }
    SqliteLog.of(files.log(), pageSize.bytes()).ifPresent(others::addFirst);
    long pages = file.size() / pageSize.bytes();
    for (SqlitePages each : others.reversed()) {
      file.extend(each.bytes());
      pages = Math.min(each.count(), pages + each.places().size());
    }
    return Optional.of(
        new SqliteFile(file, others, pageSize, (int) Math.min(pages, Integer.MAX_VALUE)));
  }

  /** What a first page says of the size of all, whether or not it can be. */
  private static int pageBytes(ByteBuffer head) {
    int size = Short.toUnsignedInt(head.getShort(16));
    return size == 1 ? 1 << 16 : size;
  }

  private static SqlitePageSize pageSize(DatabaseFile file, ByteBuffer head) {
    if (!head.slice(0, MAGIC.length).equals(ByteBuffer.wrap(MAGIC))) {
      throw file.damaged("no database of SQLite");
    }
    int reserved = Byte.toUnsignedInt(head.get(20));
    Optional<SqlitePageSize> pageSize = SqlitePageSize.of(pageBytes(head), reserved);
    int encoding = head.getInt(56);
    if (pageSize.isEmpty() || encoding > 1) {
      throw file.damaged(
          "pages of %d bytes, %d of them reserved, texts of kind %d"
              .formatted(pageBytes(head), reserved, encoding));
    }
    return pageSize.get();
  }

  /** How its pages are divided. */
  SqlitePageSize pageSize() {
    return pageSize;
  }

  /** The head of its first page. */
  byte[] head() throws IOException {
    byte[] head = new byte[HEAD];
    newest(1).get(0, head);
    return head;
  }

  /** What the database consists of. */
  List<Item> items() throws IOException {
    List<Item> items = new ArrayList<>();
    rows(
        1,
        (_, payload) -> {
          SqliteRecord row = record(payload);
          if (row.columns() < 5) {
            throw file.damaged("a table is described by %d columns".formatted(row.columns()));
          }
          long root = row.number(3);
          if (root < 0 || root > pages) {
            throw file.damaged("a table on page %d of %d".formatted(root, pages));
          }
          items.add(new Item(row, row.text(0), row.text(1), row.text(2), (int) root));
        });
    return items;
  }

  /** A row's columns. */
  SqliteRecord record(byte[] payload) {
    return SqliteRecord.of(payload)
        .orElseThrow(() -> file.damaged("a row whose columns are longer than the row"));
  }

  /** Hands out all rows of a tree in its order; of each tree once. */
  void rows(int root, RowSink sink) throws IOException {
    walk(root, 0, sink);
  }

  private void walk(int number, int depth, RowSink sink) throws IOException {
    if (depth > DEEPEST) {
      throw file.damaged("a tree of more than %d levels".formatted(DEEPEST));
    }
    ByteBuffer page = page(number);
    int head = number == 1 ? HEAD : 0;
    int type = page.get(head);
    int cells = Short.toUnsignedInt(page.getShort(head + 3));
    boolean isInterior = type == INTERIOR_INDEX || type == INTERIOR_TABLE;
    int pointers = head + (isInterior ? 12 : 8);
    if ((!isInterior && type != LEAF_INDEX && type != LEAF_TABLE)
        || pointers + 2 * cells > pageSize.usable()) {
      throw file.damaged("page %d, of type %d with %d cells".formatted(number, type, cells));
    }
    for (int i = 0; i < cells; i++) {
      int start = Short.toUnsignedInt(page.getShort(pointers + 2 * i));
      if (start < pointers + 2 * cells || start > pageSize.usable() - 4) {
        throw file.damaged("a cell at %d of page %d".formatted(start, number));
      }
      page.position(start);
      if (isInterior) {
        walk(page.getInt(), depth + 1, sink);
      }
      if (type != INTERIOR_TABLE) {
        row(page, type == LEAF_TABLE, sink);
      }
    }
    if (isInterior) {
      walk(page.getInt(head + 8), depth + 1, sink);
    }
  }

  /** The row in the cell at the page's position. */
  private void row(ByteBuffer page, boolean ofTable, RowSink sink) throws IOException {
    long length = varint(page);
    long id = ofTable ? varint(page) : 0;
    byte[] payload = file.entry(length);
    int filled = pageSize.local(payload.length, ofTable);
    if (filled > pageSize.usable() - page.position()) {
      throw file.damaged("a row of %d bytes beyond the end of its page".formatted(length));
    }
    page.get(payload, 0, filled);
    while (filled < payload.length) {
      if (page.position() > pageSize.bytes() - 4) {
        throw file.damaged("a row of %d bytes that goes on nowhere".formatted(length));
      }
      page = page(page.getInt());
      page.position(0);
      int more = Math.min(payload.length - filled, pageSize.usable() - 4);
      page.get(4, payload, filled, more);
      filled += more;
    }
    sink.take(id, payload);
  }

  private long varint(ByteBuffer page) {
    if (page.remaining() < SqliteRecord.LONGEST_VARINT) {
      // near the end of a page: what lies behind it counts as zero
      ByteBuffer end = ByteBuffer.allocate(page.remaining() + SqliteRecord.LONGEST_VARINT);
      end.put(page.duplicate()).flip().limit(end.capacity());
      long value = SqliteRecord.varint(end);
      page.position(Math.min(page.limit(), page.position() + end.position()));
      return value;
    }
    return SqliteRecord.varint(page);
  }

  /** A page, which belongs to one tree or row alone. */
  private ByteBuffer page(int number) throws IOException {
    if (number < 1 || number > pages || used.get(number)) {
      throw file.damaged("a way to page %d of %d that can't be".formatted(number, pages));
    }
    used.set(number);
    return newest(number);
  }

  private ByteBuffer newest(int number) throws IOException {
    for (SqlitePages each : others) {
      Optional<ByteBuffer> page = each.page(number);
      if (page.isPresent()) {
        return page.get();
      }
    }
    return file.piece((number - 1L) * pageSize.bytes(), pageSize.bytes(), ByteOrder.BIG_ENDIAN);
  }
}
