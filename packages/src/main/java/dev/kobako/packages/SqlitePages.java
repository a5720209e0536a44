package dev.kobako.packages;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.Optional;

/**
 * Pages of an SQLite database that lie in a file beside it and count in place of its own.
 *
 * @param file in which they lie
 * @param size of a page
 * @param places where each begins, by its number
 * @param count how many pages the database has with them
 */
record SqlitePages(DatabaseFile file, int size, Map<Integer, Long> places, int count) {
  /** How many bytes of pages these are. */
  long bytes() {
    return (long) places.size() * size;
  }

  /** One of them; empty where the database itself has it. */
  Optional<ByteBuffer> page(int number) throws IOException {
    Long at = places.get(number);
    return at == null ? Optional.empty() : Optional.of(file.piece(at, size, ByteOrder.BIG_ENDIAN));
  }
}
