package dev.kobako.build;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.sandbox.Accounts;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Tree;
import java.util.OptionalInt;

/**
 * User and group that {@code --chown} names, as numbers.
 *
 * @param uid unsigned
 * @param gid unsigned
 */
record FileOwner(int uid, int gid) {
  static final FileOwner ROOT = new FileOwner(0, 0);

  /**
   * Looks the names up. Numbers stand for themselves, a user's number alone for the group of the
   * same number; a user that is not known is 0:0, a group that is not known changes nothing.
   *
   * @param text {@code user}, {@code user:group}, {@code :group}, or {@code user:}, which is the
   *     same as without the colon
   * @param parent where /etc/passwd and /etc/group are
   */
  static FileOwner of(String text, Tree parent) {
    int colon = text.indexOf(':');
    String user = colon < 0 ? text : text.substring(0, colon);
    OptionalInt number = number(user);
    FileOwner owner =
        number.isPresent()
            ? new FileOwner(number.getAsInt(), number.getAsInt())
            : accounts(parent, "/etc/passwd", user, text)
                .named("/etc/passwd", user)
                .map(fields -> new FileOwner(Accounts.id(fields, 2), Accounts.id(fields, 3)))
                .orElse(ROOT);
    String group = colon < 0 ? "" : text.substring(colon + 1);
    if (group.isEmpty()) {
      return owner;
    }
    OptionalInt gid = number(group);
    if (gid.isPresent()) {
      return new FileOwner(owner.uid, gid.getAsInt());
    }
    return accounts(parent, "/etc/group", group, text)
        .named("/etc/group", group)
        .map(fields -> new FileOwner(owner.uid, Accounts.id(fields, 2)))
        .orElse(owner);
  }

  /** Whether a name is to be looked up in the tree below, which {@code --link} has none of. */
  static boolean hasName(String text) {
    for (String part : text.split(":", 2)) {
      if (number(part).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  /**
   * An empty name is 0, as BuildKit has it. To chown(2) -1 is "leave it", and new files are 0's.
   */
  private static OptionalInt number(String text) {
    if (text.isEmpty() || text.equals("root") || text.equals("-1")) {
      return OptionalInt.of(0);
    }
    try {
      return OptionalInt.of(Integer.parseInt(text));
    } catch (NumberFormatException _) {
      return OptionalInt.empty();
    }
  }

  private static Accounts accounts(Tree parent, String path, String name, String chown) {
    if (parent.names(ImagePath.ROOT).isEmpty()) {
      throw KobakoException.finding(
          Diagnostic.of(
              "--chown=" + chown,
              "has the name '" + name + "', and there is no " + path + " to look it up in",
              "give numbers, as --chown=1000:1000"));
    }
    return new Accounts(parent);
  }
}
