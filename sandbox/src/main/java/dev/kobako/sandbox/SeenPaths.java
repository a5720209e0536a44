package dev.kobako.sandbox;

import java.util.HashMap;
import java.util.Map;

/**
 * What has been reported of a container's file calls, so that it need not be again: programs ask
 * the same a thousand times. Bounded: when there is too much, it forgets all, and some is reported
 * twice. Belongs to one thread.
 */
final class SeenPaths {
  private static final int MAX_PATHS = 100_000;
  private static final int MAX_CHARACTERS = 16 << 20;

  /** How many bits tell of each kind whether it was followed; as many again are for "there". */
  private static final int KINDS = 14;

  private final Map<String, Map<String, Integer>> byProgram = new HashMap<>();
  private int paths;
  private long characters;

  /** Bits of what has been reported of a path that a program asked for. */
  int of(String program, String path) {
    Map<String, Integer> seen = byProgram.get(program);
    return seen == null ? 0 : seen.getOrDefault(path, 0);
  }

  /** The bit for a call. */
  static int bit(FileCall.Kind kind, boolean follows, boolean there) {
    int place =
        switch (kind) {
          case OPEN -> 0;
          case EXECUTE -> 1;
          case LOOK -> 2;
          case LIST -> 3;
          case ENTER -> 4;
          case CONNECT -> 5;
          case CHANGE -> 6;
        };
    return 1 << (2 * place + (follows ? 1 : 0) + (there ? KINDS : 0));
  }

  /** Remembers that a call has been reported. */
  void add(String program, String path, int bit) {
    Map<String, Integer> seen = byProgram.computeIfAbsent(program, _ -> new HashMap<>());
    if (seen.merge(path, bit, (one, other) -> one | other) == bit) {
      paths++;
      characters += path.length() + program.length();
      if (paths > MAX_PATHS || characters > MAX_CHARACTERS) {
        byProgram.clear();
        paths = 0;
        characters = 0;
      }
    }
  }
}
