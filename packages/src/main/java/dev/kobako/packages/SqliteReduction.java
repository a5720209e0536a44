package dev.kobako.packages;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An {@code rpmdb.sqlite} written anew with some of its packages: their rows of {@code Packages},
 * those of rpm's own indexes, which are tables with a column for the package's number, and the
 * entries of SQLite's indexes on both. All else is taken over as it is.
 */
final class SqliteReduction {
  private static final int ROOT_COLUMN = 3;
  private static final int INDEX_COLUMNS = 3;
  private static final int NUMBER_COLUMN = 1;

  private final DatabaseFile file;
  private final SqliteFile database;
  private final RpmReduction reduction;
  private final SqliteWriter writer;

  SqliteReduction(DatabaseFile file, SqliteFile database, RpmReduction reduction) {
    this.file = file;
    this.database = database;
    this.reduction = reduction;
    this.writer = new SqliteWriter(database.pageSize(), file);
  }

  /**
   * The file.
   *
   * @throws dev.kobako.diagnostic.KobakoException a finding, for what rpm has not written
   */
  byte[] bytes() throws IOException {
    List<SqliteFile.Item> items = database.items();
    Map<String, Set<Long>> kept = new HashMap<>();
    Map<SqliteFile.Item, Integer> roots = new HashMap<>();
    for (SqliteFile.Item item : items) {
      if (item.type().equals("table") && item.root() > 0) {
        SortedMap<Long, byte[]> rows = rows(item);
        kept.put(item.name(), new HashSet<>(rows.keySet()));
        roots.put(item, writer.table(rows));
      }
    }
    for (SqliteFile.Item item : items) {
      if (item.type().equals("index") && item.root() > 0) {
        roots.put(item, writer.index(entries(item, kept.getOrDefault(item.table(), Set.of()))));
      }
    }
    SortedMap<Long, byte[]> schema = new TreeMap<>();
    for (SqliteFile.Item item : items) {
      int root = roots.getOrDefault(item, 0);
      schema.put(schema.size() + 1L, item.record().with(ROOT_COLUMN, root));
    }
    return writer.finish(schema, database.head());
  }

  private SortedMap<Long, byte[]> rows(SqliteFile.Item table) throws IOException {
    SortedMap<Long, byte[]> rows = new TreeMap<>();
    boolean isPackages = table.name().equals(SqliteHeaders.TABLE);
    database.rows(
        table.root(),
        (id, payload) -> {
          SqliteRecord row = database.record(payload);
          if (isPackages ? reduction.keeps(id) : isWanted(row)) {
            if (isPackages && row.columns() > SqliteHeaders.HEADER_COLUMN) {
              int start = row.start(SqliteHeaders.HEADER_COLUMN);
              reduction.reduce((int) id, payload, start);
            }
            rows.put(id, payload);
          }
        });
    return rows;
  }

  /** Of rpm's indexes what is about a package that stays; of other tables all. */
  private boolean isWanted(SqliteRecord row) {
    return row.columns() != INDEX_COLUMNS || reduction.keeps(row.number(NUMBER_COLUMN));
  }

  /** The last column of an entry is the number of the row that it is about. */
  private List<byte[]> entries(SqliteFile.Item index, Set<Long> rows) throws IOException {
    List<byte[]> entries = new ArrayList<>();
    database.rows(
        index.root(),
        (_, payload) -> {
          SqliteRecord entry = database.record(payload);
          if (entry.columns() == 0) {
            throw file.damaged("an entry of the index %s is empty".formatted(index.name()));
          }
          if (rows.contains(entry.number(entry.columns() - 1))) {
            entries.add(payload);
          }
        });
    return entries;
  }
}
