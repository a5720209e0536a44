package dev.kobako.packages;

import java.io.IOException;

/**
 * The headers in an {@code rpmdb.sqlite}, which Fedora has since 33 and RHEL since 9: the table
 * {@code Packages} with a number and a header a row (rpm's {@code lib/backend/sqlite.c}). The other
 * tables are indexes.
 */
final class SqliteHeaders implements StoredHeaders {
  static final String TABLE = "Packages";
  static final int HEADER_COLUMN = 1;

  private final DatabaseFile file;
  private final SqliteFile database;

  SqliteHeaders(DatabaseFile file, SqliteFile database) {
    this.file = file;
    this.database = database;
  }

  @Override
  public void forEach(Sink sink) throws IOException {
    SqliteFile.Item table =
        database.items().stream()
            .filter(item -> item.type().equals("table") && item.name().equals(TABLE))
            .findFirst()
            .orElseThrow(() -> file.damaged("it has no table " + TABLE));
    database.rows(
        table.root(),
        (id, payload) -> {
          SqliteRecord row = database.record(payload);
          if (row.columns() <= HEADER_COLUMN || id < 1 || id > Integer.MAX_VALUE) {
            throw file.damaged("row %d has %d columns".formatted(id, row.columns()));
          }
          sink.take((int) id, row.bytes(HEADER_COLUMN));
        });
  }

  @Override
  public byte[] reduced(RpmReduction reduction) throws IOException {
    return new SqliteReduction(file, database, reduction).bytes();
  }
}
