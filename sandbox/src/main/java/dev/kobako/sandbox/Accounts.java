package dev.kobako.sandbox;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.DiskFailure;
import dev.kobako.tree.Entry;
import dev.kobako.tree.Tree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Who USER means: looked up in a tree's {@code /etc/passwd} and {@code /etc/group} (passwd(5),
 * group(5)) by the rules that BuildKit has of runc.
 *
 * @param tree where the files are; not looked at for two numbers, or none
 */
public record Accounts(Tree tree) {
  private static final long MAX_BYTES = 10 << 20;

  /** What says that somebody can't be found: the fact that a message tells. */
  public static final class UnknownAccountException extends Exception {
    private static final long serialVersionUID = 1L;

    UnknownAccountException(String fact) {
      super(fact);
    }
  }

  /** Whether the tree must be looked at. */
  public static boolean needTree(String user) {
    return !user.isEmpty() && both(user).isEmpty();
  }

  /**
   * Looks up a user.
   *
   * @param user {@code user[:group]}, each a name or a number; empty for root
   * @throws UnknownAccountException where a name is not there, or a number too large
   */
  public static ContainerUser user(String user, java.util.function.Supplier<Tree> tree)
      throws UnknownAccountException {
    if (user.isEmpty()) {
      return ContainerUser.ROOT;
    }
    Optional<ContainerUser> both = both(user);
    return both.isPresent() ? both.get() : new Accounts(tree.get()).found(user);
  }

  /**
   * The same, from two files of the layers where they can be looked at: to read all of an image
   * takes much longer.
   *
   * @param layers the lowest first
   * @param whole the tree that they make together
   */
  public static ContainerUser user(
      String user, List<LayerFolders.Unpacked> layers, java.util.function.Supplier<Tree> whole)
      throws UnknownAccountException {
    try {
      return user(user, () -> UnpackedTree.of(layers));
    } catch (KobakoException _) {
      return user(user, whole);
    }
  }

  /** With two numbers nobody is looked up, not even for further groups. */
  private static Optional<ContainerUser> both(String text) {
    int colon = text.indexOf(':');
    OptionalInt uid = number(text.substring(0, Math.max(colon, 0)));
    OptionalInt gid = number(text.substring(colon + 1));
    return uid.isPresent() && gid.isPresent()
        ? Optional.of(new ContainerUser(uid.getAsInt(), gid.getAsInt(), List.of()))
        : Optional.empty();
  }

  private ContainerUser found(String text) throws UnknownAccountException {
    int colon = text.indexOf(':');
    String user = colon < 0 ? text : text.substring(0, colon);
    String group = colon < 0 ? "" : text.substring(colon + 1);
    OptionalInt number = number(user);
    Optional<String[]> account =
        lines("/etc/passwd").stream().filter(fields -> isUser(fields, user, number)).findFirst();
    if (account.isEmpty() && number.isEmpty() && !user.isEmpty()) {
      throw new UnknownAccountException(
          "unable to find user " + user + ": no matching entries in passwd file");
    }
    int uid = account.isPresent() ? id(account.get(), 2) : number.orElse(0);
    int gid = account.map(fields -> id(fields, 3)).orElse(0);
    if (!group.isEmpty()) {
      return new ContainerUser(uid, groupId(group), List.of());
    }
    return new ContainerUser(
        uid, gid, account.map(fields -> groupsOf(fields[0])).orElse(List.of()));
  }

  private static boolean isUser(String[] fields, String user, OptionalInt number) {
    if (user.isEmpty()) {
      return id(fields, 2) == 0;
    }
    return number.isPresent() ? id(fields, 2) == number.getAsInt() : fields[0].equals(user);
  }

  private int groupId(String group) throws UnknownAccountException {
    OptionalInt number = number(group);
    if (number.isPresent()) {
      return number.getAsInt();
    }
    return lines("/etc/group").stream()
        .filter(fields -> fields[0].equals(group))
        .findFirst()
        .map(fields -> id(fields, 2))
        .orElseThrow(() ->
            new UnknownAccountException(
                "unable to find group " + group + ": no matching entries in group file"));
  }

  /** The fields of the first line that has a name in a table. */
  public Optional<String[]> named(String path, String name) {
    return lines(path).stream().filter(fields -> fields[0].equals(name)).findFirst();
  }

  private List<Integer> groupsOf(String user) {
    List<Integer> groups = new ArrayList<>();
    for (String[] fields : lines("/etc/group")) {
      if (fields.length > 3 && List.of(fields[3].split(",", -1)).contains(user)) {
        groups.add(id(fields, 2));
      }
    }
    return groups;
  }

  /** The lines of a table by their fields; none where there is no such file. */
  private List<String[]> lines(String path) {
    Entry.RegularFile file = tree.resolve(path).file().orElse(null);
    if (file == null) {
      return List.of();
    }
    if (file.content().size() > MAX_BYTES) {
      throw KobakoException.finding(
          Diagnostic.of(
              path,
              "has "
                  + file.content().size()
                  + " bytes, of which at most "
                  + MAX_BYTES
                  + " are read",
              "give numbers, as 1000:1000"));
    }
    try {
      return new String(file.content().bytes(), StandardCharsets.UTF_8)
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .map(line -> line.split(":", -1))
          .toList();
    } catch (IOException e) {
      throw DiskFailure.reading(Path.of(path), e);
    }
  }

  /** What is missing or no number is 0, as runc has it. */
  public static int id(String[] fields, int index) {
    return index < fields.length ? number(fields[index]).orElse(0) : 0;
  }

  /** A user's or group's number, at most 2^31-1 as runc has it. */
  private static OptionalInt number(String text) {
    if (text.isEmpty() || text.length() > 10 || !isDigits(text)) {
      return OptionalInt.empty();
    }
    long number = Long.parseLong(text);
    return number <= Integer.MAX_VALUE ? OptionalInt.of((int) number) : OptionalInt.empty();
  }

  private static boolean isDigits(String text) {
    return text.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
