package dev.kobako.base;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalLong;
import java.util.SequencedMap;

/**
 * {@code /etc/passwd} and {@code /etc/group} (passwd(5), group(5)) while accounts are added. Lines
 * stay in the order in which they came.
 */
final class AccountTables {
  /** The numbers that Debian gives to system accounts (Debian Policy 9.2.2). */
  private static final int FIRST_SYSTEM = 100;

  private static final int LAST_SYSTEM = 999;
  private static final long NOGROUP = 65534;
  private static final int USER_FIELDS = 7;
  private static final int GROUP_FIELDS = 4;

  private final SequencedMap<String, List<String>> users = new LinkedHashMap<>();
  private final SequencedMap<String, List<String>> groups = new LinkedHashMap<>();

  /** Tables with the lines of two files; lines that are none are left out. */
  AccountTables(String passwd, String group) {
    read(passwd, USER_FIELDS, users);
    read(group, GROUP_FIELDS, groups);
  }

  private static void read(String text, int fields, SequencedMap<String, List<String>> table) {
    for (String line : text.lines().toList()) {
      List<String> found = new ArrayList<>(Arrays.asList(line.split(":", -1)));
      if (found.size() == fields && isName(found.getFirst())) {
        table.putIfAbsent(found.getFirst(), found);
      }
    }
  }

  /** Whether a text can be an account's name, as adduser takes it when forced. */
  static boolean isName(String text) {
    return !text.isEmpty()
        && text.length() <= 32
        && text.charAt(0) != '-'
        && text.chars().allMatch(AccountTables::isNameLetter);
  }

  private static boolean isNameLetter(int letter) {
    return letter < 128 && (Character.isLetterOrDigit(letter) || "_.-+".indexOf(letter) >= 0);
  }

  /** Whether a text can be a field of a line. */
  static boolean isField(String text) {
    return text.chars().noneMatch(letter -> letter == ':' || letter < ' ' || letter == 0x7f);
  }

  boolean hasUser(String name) {
    return users.containsKey(name);
  }

  /** Whether a user has the number. */
  boolean hasUid(long uid) {
    return holds(users, uid);
  }

  private static boolean holds(SequencedMap<String, List<String>> table, long number) {
    return table.values().stream().anyMatch(line -> line.get(2).equals(Long.toString(number)));
  }

  /** Puts a user's line, in place of that of the same name. */
  void putUser(String name, long uid, long gid, String comment, String home, String shell) {
    users.put(
        name,
        new ArrayList<>(
            List.of(name, "x", Long.toString(uid), Long.toString(gid), comment, home, shell)));
  }

  /** Puts a group's line, in place of that of the same name. */
  void putGroup(String name, long gid) {
    groups.put(name, new ArrayList<>(List.of(name, "x", Long.toString(gid), "")));
  }

  /** The number of a group, if there is such a one. */
  OptionalLong gid(String group) {
    List<String> line = groups.get(group);
    return line == null ? OptionalLong.empty() : number(line.get(2));
  }

  /** A user's number, if there is such a one. */
  OptionalLong uid(String user) {
    List<String> line = users.get(user);
    return line == null ? OptionalLong.empty() : number(line.get(2));
  }

  /** Adds what a package asks for; what is there already stays as it is. */
  void add(SystemAccount account) {
    switch (account) {
      case SystemAccount.Group group -> {
        if (!groups.containsKey(group.name())) {
          putGroup(group.name(), group.gid().orElseGet(this::free));
        }
      }
      case SystemAccount.User user -> {
        if (!users.containsKey(user.name())) {
          long gid = gid(user.group()).orElse(number(user.group()).orElse(NOGROUP));
          boolean own = user.group().equals(user.name()) && !hasUid(gid);
          long uid = user.uid().orElseGet(() -> own ? gid : free());
          putUser(user.name(), uid, gid, user.comment(), user.home(), user.shell());
        }
      }
      case SystemAccount.Member member -> {
        List<String> group = groups.get(member.group());
        if (group != null && users.containsKey(member.name())) {
          List<String> members = new ArrayList<>(List.of(group.getLast().split(",")));
          members.removeIf(String::isEmpty);
          if (!members.contains(member.name())) {
            members.add(member.name());
          }
          group.set(GROUP_FIELDS - 1, String.join(",", members));
        }
      }
    }
  }

  /** The first number that neither a user nor a group has. */
  private long free() {
    for (long number = FIRST_SYSTEM; number <= LAST_SYSTEM; number++) {
      if (!holds(users, number) && !holds(groups, number)) {
        return number;
      }
    }
    return NOGROUP;
  }

  private static OptionalLong number(String text) {
    return !text.isEmpty() && text.length() <= 10 && text.chars().allMatch(Character::isDigit)
        ? OptionalLong.of(Long.parseLong(text))
        : OptionalLong.empty();
  }

  String passwd() {
    return text(users);
  }

  String group() {
    return text(groups);
  }

  private static String text(SequencedMap<String, List<String>> table) {
    StringBuilder text = new StringBuilder();
    table.values().forEach(line -> text.append(String.join(":", line)).append('\n'));
    return text.toString();
  }
}
