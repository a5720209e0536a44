package dev.kobako.base;

import dev.kobako.config.Quoted;
import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Digest;
import java.util.List;

/**
 * A line of a lock, cut at its blanks.
 *
 * @param file how the user calls it
 * @param number from 1
 */
record LockLine(String file, int number, String text) {
  /** What to do about a lock that something else than kobako has written. */
  static final String REMEDY =
      "restore the file as kobako wrote it, or run 'kobako base --update' for a new one";

  /** The line's words, at most so many; the last one is the rest of the line. */
  List<String> words(int most) {
    return List.of(text.split(" ", most));
  }

  /** The words of a line that must have so many. */
  List<String> exactly(int count, String expected) {
    List<String> words = words(-1);
    if (words.size() != count || words.contains("")) {
      throw refused(expected);
    }
    return words;
  }

  KobakoException refused(String expected) {
    return finding(Quoted.of(text) + ", expected " + expected);
  }

  KobakoException finding(String fact) {
    return KobakoException.finding(Diagnostic.of(file + ":" + number, fact, REMEDY));
  }

  Digest digest(String text) {
    if (!text.startsWith("sha256:")
        || text.length() != 71
        || !text.substring(7)
            .chars()
            .allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
      throw finding(Quoted.of(text) + ", expected sha256: and 64 digits");
    }
    return new Digest("sha256", text.substring(7));
  }
}
