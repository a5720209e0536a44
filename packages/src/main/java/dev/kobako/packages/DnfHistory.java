package dev.kobako.packages;

import dev.kobako.diagnostic.KobakoException;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What dnf 4 notes of its transactions in {@code /var/lib/dnf/history.sqlite}: the table {@code
 * rpm} says which packages have been in them, {@code trans_item} why (libdnf's {@code
 * create_tables.sql}).
 */
final class DnfHistory {
  static final String PLACE = "/var/lib/dnf/history.sqlite";

  /** Years of updates take some megabytes. */
  private static final long MOST_BYTES = 64L << 20;

  /** {@code TransactionItemReason::USER}. */
  private static final int BY_USER = 2;

  private static final int ITEM_OF_TRANSACTION = 2;
  private static final int REASON = 5;
  private static final int ITEM_OF_PACKAGE = 0;
  private static final int NAME = 1;

  private DnfHistory() {}

  /** The names of packages that were last asked for by a user; none of a damaged file. */
  static Set<String> asked(DatabaseContents contents) throws IOException {
    try {
      return contents.longest() > MOST_BYTES
          ? Set.of()
          : contents.open(
              PLACE,
              files -> {
                Optional<SqliteFile> history = SqliteFile.open(files);
                return history.isEmpty() ? Set.of() : asked(history.get());
              });
    } catch (KobakoException _) {
      return Set.of();
    }
  }

  private static Set<String> asked(SqliteFile history) throws IOException {
    Map<Long, String> names = new HashMap<>();
    Map<String, Long> reasons = new HashMap<>();
    Map<String, Integer> roots = new HashMap<>();
    for (SqliteFile.Item item : history.items()) {
      if (item.type().equals("table")) {
        roots.put(item.name(), item.root());
      }
    }
    if (!roots.containsKey("rpm") || !roots.containsKey("trans_item")) {
      return Set.of();
    }
    // the number of an item is that of its row, and then the column is empty
    history.rows(
        roots.getOrDefault("rpm", 0),
        (id, payload) -> {
          SqliteRecord row = history.record(payload);
          if (row.columns() > NAME) {
            long item = row.number(ITEM_OF_PACKAGE);
            names.put(item == 0 ? id : item, row.text(NAME));
          }
        });
    history.rows(
        roots.getOrDefault("trans_item", 0),
        (_, payload) -> {
          SqliteRecord row = history.record(payload);
          String name = row.columns() > REASON ? names.get(row.number(ITEM_OF_TRANSACTION)) : null;
          if (name != null) {
            reasons.put(name, row.number(REASON));
          }
        });
    reasons.values().removeIf(reason -> reason != BY_USER);
    return new HashSet<>(reasons.keySet());
  }
}
