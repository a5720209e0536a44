package dev.kobako.packages;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;

/**
 * Writes an SQLite database: trees of rows that come in their order, page after page, each as full
 * as it can be (fileformat2, "B-tree Pages"). The first page is that of the tree of tables, and
 * written last.
 */
final class SqliteWriter {
  private static final int HEAD = 100;
  private static final int LEAF_HEAD = 8;
  private static final int INTERIOR_HEAD = 12;
  private static final int INTERIOR_INDEX = 2;
  private static final int INTERIOR_TABLE = 5;
  private static final int LEAF_INDEX = 10;
  private static final int LEAF_TABLE = 13;
  private static final int SMALLEST_CELL = 4;

  private final SqlitePageSize size;
  private final DatabaseFile file;
  private final List<byte[]> pages = new ArrayList<>();

  /** A row, or what is left of a page for the level above. */
  private static final class Cell {
    private final long id;
    private final byte[] bytes;

    Cell(long id, byte[] bytes) {
      this.id = id;
      this.bytes = bytes;
    }
  }

  /** A page that was written, with the last row that is in it or below. */
  private record Child(int page, Cell last) {}

  SqliteWriter(SqlitePageSize size, DatabaseFile file) {
    this.size = size;
    this.file = file;
    pages.add(new byte[size.bytes()]);
  }

  private void add(byte[] page) {
    file.requireRoom(pages.size() + 1L, size.bytes());
    pages.add(page);
  }

  /**
   * Writes a table and says where its tree begins.
   *
   * @param rows by their ids
   */
  int table(SortedMap<Long, byte[]> rows) {
    return tableTree(cells(rows), 0);
  }

  private List<Cell> cells(SortedMap<Long, byte[]> rows) {
    List<Cell> cells = new ArrayList<>();
    rows.forEach((id, payload) -> cells.add(new Cell(id, cell(payload, id, true))));
    return cells;
  }

  /** Writes an index and says where its tree begins. */
  int index(List<byte[]> payloads) {
    List<Cell> cells = new ArrayList<>();
    for (byte[] payload : payloads) {
      cells.add(new Cell(0, cell(payload, 0, false)));
    }
    return indexTree(cells);
  }

  /**
   * Writes the table of tables and the head.
   *
   * @param head that of another database whose settings are taken over
   */
  byte[] finish(SortedMap<Long, byte[]> items, byte[] head) {
    tableTree(cells(items), 1);
    ByteBuffer first = ByteBuffer.wrap(pages.getFirst());
    first.put(0, head, 0, HEAD);
    first.put(18, (byte) 1).put(19, (byte) 1); // no log is needed to read it
    first.putInt(28, pages.size()).putInt(32, 0).putInt(36, 0);
    first.putInt(52, 0).putInt(64, 0); // no map of pointers
    first.putInt(92, first.getInt(24)); // the size above is valid
    byte[] file = new byte[pages.size() * size.bytes()];
    for (int i = 0; i < pages.size(); i++) {
      System.arraycopy(pages.get(i), 0, file, i * size.bytes(), size.bytes());
    }
    return file;
  }

  /** What of a row lies in a tree; the rest is written into pages of its own. */
  private byte[] cell(byte[] payload, long id, boolean ofTable) {
    int local = size.local(payload.length, ofTable);
    ByteBuffer cell = ByteBuffer.allocate(2 * SqliteRecord.LONGEST_VARINT + local + 4);
    SqliteRecord.putVarint(cell, payload.length);
    if (ofTable) {
      SqliteRecord.putVarint(cell, id);
    }
    cell.put(payload, 0, local);
    if (local < payload.length) {
      cell.putInt(pages.size() + 1);
      overflow(payload, local);
    }
    return Arrays.copyOf(cell.array(), Math.max(cell.position(), SMALLEST_CELL));
  }

  private void overflow(byte[] payload, int from) {
    int at = from;
    while (at < payload.length) {
      int length = Math.min(payload.length - at, size.usable() - 4);
      byte[] page = new byte[size.bytes()];
      boolean isLast = at + length == payload.length;
      ByteBuffer.wrap(page).putInt(isLast ? 0 : pages.size() + 2).put(payload, at, length);
      add(page);
      at += length;
    }
  }

  private int tableTree(List<Cell> cells, int root) {
    List<Child> level = new ArrayList<>();
    if (fits(cells, LEAF_HEAD, root)) {
      return write(LEAF_TABLE, cells, 0, root);
    }
    int start = 0;
    while (start < cells.size()) {
      int end = filled(cells, start, LEAF_HEAD);
      level.add(new Child(write(LEAF_TABLE, cells.subList(start, end), 0, 0), cells.get(end - 1)));
      start = end;
    }
    while (true) {
      List<Cell> above = new ArrayList<>();
      for (Child each : level) {
        above.add(new Cell(each.last.id, pointer(each.page, each.last.id)));
      }
      // the last one's pointer stands in the head of its page
      if (fits(above.subList(0, above.size() - 1), INTERIOR_HEAD, root)) {
        return write(
            INTERIOR_TABLE, above.subList(0, above.size() - 1), level.getLast().page, root);
      }
      level = interiorTables(level, above);
    }
  }

  private List<Child> interiorTables(List<Child> level, List<Cell> above) {
    List<Child> next = new ArrayList<>();
    int start = 0;
    while (start < above.size()) {
      int end = Math.min(filled(above, start, INTERIOR_HEAD) + 1, above.size());
      if (end == above.size() - 1) {
        end--; // or the last page would have one child alone
      }
      int page = write(INTERIOR_TABLE, above.subList(start, end - 1), level.get(end - 1).page, 0);
      next.add(new Child(page, level.get(end - 1).last));
      start = end;
    }
    return next;
  }

  /** In an index the rows between pages stand in the level above, and only there. */
  private int indexTree(List<Cell> rows) {
    List<Cell> cells = rows;
    List<Cell> sized = cells;
    List<Integer> children = List.of();
    while (!fits(sized, head(children), 0)) {
      List<Cell> above = new ArrayList<>();
      List<Integer> next = new ArrayList<>();
      int start = 0;
      while (start < cells.size()) {
        int end = filled(sized, start, head(children));
        if (end == cells.size() - 1) {
          end--; // a row must be left behind the one that goes up
        }
        next.add(indexPage(sized, children, start, end));
        if (end < cells.size()) {
          above.add(cells.get(end));
        }
        start = end + 1;
      }
      children = next;
      cells = above;
      sized = withPointers(cells, children);
    }
    return indexPage(sized, children, 0, cells.size());
  }

  private static int head(List<Integer> children) {
    return children.isEmpty() ? LEAF_HEAD : INTERIOR_HEAD;
  }

  private static List<Cell> withPointers(List<Cell> rows, List<Integer> children) {
    List<Cell> cells = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      byte[] row = rows.get(i).bytes;
      byte[] cell = ByteBuffer.allocate(4 + row.length).putInt(children.get(i)).put(row).array();
      cells.add(new Cell(0, cell));
    }
    return cells;
  }

  private int indexPage(List<Cell> cells, List<Integer> children, int start, int end) {
    List<Cell> some = cells.subList(start, end);
    return children.isEmpty()
        ? write(LEAF_INDEX, some, 0, 0)
        : write(INTERIOR_INDEX, some, children.get(end), 0);
  }

  private static byte[] pointer(int page, long id) {
    ByteBuffer cell = ByteBuffer.allocate(4 + SqliteRecord.LONGEST_VARINT).putInt(page);
    SqliteRecord.putVarint(cell, id);
    return Arrays.copyOf(cell.array(), cell.position());
  }

  private int room(int head, int root) {
    return size.usable() - head - (root == 1 ? HEAD : 0);
  }

  private boolean fits(List<Cell> cells, int head, int root) {
    return cells.stream().mapToLong(each -> each.bytes.length + 2L).sum() <= room(head, root);
  }

  /** Behind the last cell that fits into a page with those from the start on; one always does. */
  private int filled(List<Cell> cells, int start, int head) {
    int left = room(head, 0) - cells.get(start).bytes.length - 2;
    int end = start + 1;
    while (end < cells.size() && cells.get(end).bytes.length + 2 <= left) {
      left -= cells.get(end).bytes.length + 2;
      end++;
    }
    return end;
  }

  /** Writes a page of a tree; as the first of all or behind the others. */
  private int write(int type, List<Cell> cells, int rightmost, int root) {
    ByteBuffer page = ByteBuffer.wrap(root == 1 ? pages.getFirst() : new byte[size.bytes()]);
    int head = root == 1 ? HEAD : 0;
    int pointers = head + LEAF_HEAD;
    if (type == INTERIOR_INDEX || type == INTERIOR_TABLE) {
      page.putInt(head + 8, rightmost);
      pointers = head + INTERIOR_HEAD;
    }
    int at = size.usable();
    for (int i = 0; i < cells.size(); i++) {
      at -= cells.get(i).bytes.length;
      page.put(at, cells.get(i).bytes);
      page.putShort(pointers + 2 * i, (short) at);
    }
    page.put(head, (byte) type);
    page.putShort(head + 3, (short) cells.size());
    page.putShort(head + 5, (short) at);
    if (root == 1) {
      return 1;
    }
    add(page.array());
    return pages.size();
  }
}
