package dev.kobako.build;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Tree;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * User and group that {@code --chown} names, as numbers.
 *
 * @param uid unsigned
 * @param gid unsigned
 */
record FileOwner(int uid, int gid) {
  static final FileOwner ROOT = new FileOwner(0, 0);

  /** As much as BuildKit reads of /etc/passwd. */
  private static final long MOST_BYTES = 10 << 20;

  /**
   * Looks the names up. Numbers stand for themselves, a user's number alone for the group of the
   * same number; a user that is not known is 0:0, a group that is not known changes nothing.
   *
   * @param text {@code user}, {@code user:group} or {@code :group}
   * @param parent where /etc/passwd and /etc/group are
   */
  static FileOwner of(String text, Tree parent) {
    int colon = text.indexOf(':');
    String user = colon < 0 ? text : text.substring(0, colon);
    OptionalInt number = number(user);
    FileOwner owner =
        number.isPresent()
            ? new FileOwner(number.getAsInt(), number.getAsInt())
            : line(parent, "/etc/passwd", user, text)
                .map(fields -> new FileOwner(id(fields, 2), id(fields, 3)))
                .orElse(ROOT);
    if (colon < 0) {
      return owner;
    }
    String group = text.substring(colon + 1);
    OptionalInt gid = number(group);
    if (gid.isPresent()) {
      return new FileOwner(owner.uid, gid.getAsInt());
    }
    return line(parent, "/etc/group", group, text)
        .map(fields -> new FileOwner(owner.uid, id(fields, 2)))
        .orElse(owner);
  }

  /** The same attributes with this owner. */
  Attributes own(Attributes attributes) {
    return attributes.withOwner(uid, gid);
  }

  /** An empty name is 0, as BuildKit has it. */
  private static OptionalInt number(String text) {
    if (text.isEmpty() || text.equals("root")) {
      return OptionalInt.of(0);
    }
    try {
      return OptionalInt.of(Integer.parseInt(text));
    } catch (NumberFormatException _) {
      return OptionalInt.empty();
    }
  }

  /** What is missing or no number is 0, as BuildKit has it. */
  private static int id(String[] fields, int index) {
    try {
      return index < fields.length ? (int) Long.parseLong(fields[index]) : 0;
    } catch (NumberFormatException _) {
      return 0;
    }
  }

  /** The fields of the first line of that name. */
  private static Optional<String[]> line(Tree parent, String path, String name, String chown) {
    if (parent.names(ImagePath.ROOT).isEmpty()) {
      throw KobakoException.finding(
          Diagnostic.of(
              "--chown=" + chown,
              "has the name '" + name + "', and there is no " + path + " to look it up in",
              "give numbers, as --chown=1000:1000"));
    }
    Entry.RegularFile file = parent.resolve(path).file().orElse(null);
    if (file == null) {
      return Optional.empty();
    }
    if (file.content().size() > MOST_BYTES) {
      throw KobakoException.finding(
          Diagnostic.of(
              path,
              "has "
                  + file.content().size()
                  + " bytes, of which at most "
                  + MOST_BYTES
                  + " are read",
              "give numbers, as --chown=1000:1000"));
    }
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(file.content().open(), StandardCharsets.ISO_8859_1))) {
      String wanted =
          new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] fields = line.strip().split(":", -1);
        if (fields[0].equals(wanted)) {
          return Optional.of(fields);
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw KobakoException.outside(Diagnostic.of(path, "can't be read: " + e.getMessage()), e);
    }
  }
}
