package dev.kobako.base;

import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Tells calls of chmod(1) and chown(1) that would change nothing in a tree: what they ask for is so
 * already, or they are about a file of the script's own making, which is not there. Where that is
 * not known, a call is taken for one that changes something.
 */
final class UnchangedAttributes {
  private static final int ALL_BITS = 07777;

  private final Draft draft;
  private final AccountTables accounts;

  /**
   * Asks the tree as it is now.
   *
   * @param draft whose accounts are complete
   */
  UnchangedAttributes(Draft draft) {
    this.draft = draft;
    this.accounts =
        new AccountTables(
            draft.text("/etc/passwd").orElse(""), draft.text("/etc/group").orElse(""));
  }

  /**
   * Whether it changes nothing.
   *
   * @param call with {@code chmod} or {@code chown} as its first word; a word that is not known is
   *     empty
   */
  boolean isLeftBy(List<String> call) {
    List<String> operands = new ArrayList<>();
    for (String word : call.subList(1, call.size())) {
      if (!word.startsWith("-")) {
        operands.add(word);
      } else if (word.equals("-R") || word.startsWith("--re")) {
        return false; // what is below, or as with another file
      }
    }
    if (operands.size() < 2 || operands.contains("")) {
      return false;
    }
    String wish = operands.getFirst();
    List<String> paths = operands.subList(1, operands.size());
    return call.getFirst().equals("chmod")
        ? paths.stream().allMatch(path -> hasMode(path, wish))
        : paths.stream().allMatch(path -> hasOwner(path, wish));
  }

  private Optional<Attributes> attributes(String path) {
    return draft.tree().resolve(path).entry().map(Entry::attributes);
  }

  private boolean hasMode(String path, String wish) {
    boolean isOctal =
        wish.length() <= 5 && wish.chars().allMatch(digit -> digit >= '0' && digit <= '7');
    return attributes(path)
        .map(
            found -> isOctal && (found.mode() & ALL_BITS) == (Integer.parseInt(wish, 8) & ALL_BITS))
        .orElse(true);
  }

  /** What is not there is missed if it is to be somebody's. */
  private boolean hasOwner(String path, String wish) {
    int colon = wish.indexOf(':');
    String user = colon < 0 ? wish : wish.substring(0, colon);
    String group = colon < 0 ? "" : wish.substring(colon + 1);
    return attributes(path)
        .map(found ->
            isNumber(found.uid(), accounts.uid(user), user)
                && isNumber(found.gid(), accounts.gid(group), group))
        .orElse(user.equals("root"));
  }

  private static boolean isNumber(long found, OptionalLong known, String name) {
    return name.isEmpty() || (known.isPresent() && known.getAsLong() == found);
  }
}
