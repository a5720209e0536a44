package dev.kobako.sandbox;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The ids that a user may give out: /etc/subuid or /etc/subgid (subuid(5)), lines of {@code
 * USER:FIRST:COUNT}.
 */
record SubordinateIds(Path file) {
  /** Longer ones are nobody's. */
  private static final long MAX_BYTES = 4 << 20;

  /** What newuidmap(1) takes on its command line, and the kernel in a map. */
  private static final int MAX_RANGES = 300;

  private static final long LAST_ID = 0xFFFF_FFFEL;

  /**
   * A map of the caller's own id as 0 and the subordinate ones from 1 on.
   *
   * @param own the caller's user or group id
   * @param name the user's name, by which a line may name the user
   * @param uid the user's number, by which it may as well
   * @throws KobakoException if they don't suffice
   */
  List<IdMap.Range> after(long own, String name, long uid) throws IOException {
    List<IdMap.Range> ranges = new ArrayList<>();
    ranges.add(new IdMap.Range(0, own, 1));
    long next = 1;
    for (String line : lines()) {
      String[] parts = line.strip().split(":", -1);
      if (parts.length == 3
          && (parts[0].equals(name) || parts[0].equals(Long.toString(uid)))
          && ranges.size() < MAX_RANGES) {
        long first = number(parts[1]);
        long count = Math.min(number(parts[2]), LAST_ID - Math.max(first, next) + 1);
        if (first > 0 && count > 0) {
          ranges.add(new IdMap.Range(next, first, count));
          next += count;
        }
      }
    }
    if (next < IdMap.NEEDED) {
      throw tooFew(next - 1, name.isEmpty() ? Long.toString(uid) : name);
    }
    return ranges;
  }

  private List<String> lines() throws IOException {
    return Files.isReadable(file) && Files.size(file) <= MAX_BYTES
        ? Files.readAllLines(file)
        : List.of();
  }

  /** A decimal number; 0 for what is none, as the programs of shadow read it. */
  private static long number(String text) {
    try {
      long number = Long.parseLong(text);
      return number > LAST_ID ? 0 : number;
    } catch (NumberFormatException _) {
      return 0;
    }
  }

  private KobakoException tooFew(long count, String user) {
    return KobakoException.outside(
        Diagnostic.of(
            file.toString(),
            "gives "
                + user
                + " "
                + count
                + " ids, expected at least "
                + (IdMap.NEEDED - 1)
                + ": packages own files by other users than root",
            "as root, run: usermod --add-subuids 100000-165535 --add-subgids 100000-165535 "
                + user
                + " and install the package uidmap; or make a base with --distroless, which needs"
                + " no sandbox"),
        null);
  }
}
