#include <sqlite3.h>
#include <stdio.h>

/* Adds the numbers from 1 to 10 in a database in memory, and prints 55. */
int main(void) {
  sqlite3 *db;
  sqlite3_stmt *sum;
  if (sqlite3_open(":memory:", &db) != SQLITE_OK ||
      sqlite3_exec(db,
                   "CREATE TABLE n(i); WITH RECURSIVE c(i) AS (VALUES(1) UNION ALL SELECT i+1 FROM c WHERE i<10)"
                   " INSERT INTO n SELECT i FROM c",
                   0, 0, 0) != SQLITE_OK ||
      sqlite3_prepare_v2(db, "SELECT sum(i) FROM n", -1, &sum, 0) != SQLITE_OK || sqlite3_step(sum) != SQLITE_ROW) {
    fprintf(stderr, "%s\n", sqlite3_errmsg(db));
    return 1;
  }
  printf("%d\n", sqlite3_column_int(sum, 0));
  sqlite3_finalize(sum);
  return sqlite3_close(db) != SQLITE_OK;
}
