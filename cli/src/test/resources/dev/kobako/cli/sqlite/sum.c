/* Prints 55, the sum of 1 to 10, as SQLite sees it. */
#include <stdio.h>

#include "sqlite3.h"

static int print(void *unused, int columns, char **values, char **names) {
  puts(values[0]);
  return 0;
}

int main(void) {
  sqlite3 *database;
  if (sqlite3_open(":memory:", &database)) return 1;
  return sqlite3_exec(database,
                      "with recursive n(i) as (select 1 union all select i + 1 from n where i < 10)"
                      " select sum(i) from n",
                      print, 0, 0);
}
