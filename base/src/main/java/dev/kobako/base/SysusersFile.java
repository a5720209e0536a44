package dev.kobako.base;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * A file of {@code /usr/lib/sysusers.d} (sysusers.d(5)), by which packages tell of their system
 * accounts where systemd is to make them. Lines with specifiers ({@code %}) are passed over.
 */
final class SysusersFile {
  private SysusersFile() {}

  /** The accounts in the order of the file. */
  static List<SystemAccount> read(String text) {
    List<SystemAccount> accounts = new ArrayList<>();
    for (String line : text.lines().toList()) {
      List<String> words = line.startsWith("#") ? List.of() : words(line);
      String name = words.size() > 1 ? words.get(1) : "";
      if (AccountTables.isName(name)) {
        add(words, name, accounts);
      }
    }
    return accounts;
  }

  /** Words parted by blanks; one in quotes may hold blanks. */
  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    int at = 0;
    while (at < line.length()) {
      char first = line.charAt(at);
      if (first == ' ' || first == '\t') {
        at++;
        continue;
      }
      boolean quoted = first == '"' || first == '\'';
      int start = quoted ? at + 1 : at;
      int end = start;
      while (end < line.length()
          && (quoted ? line.charAt(end) != first : " \t".indexOf(line.charAt(end)) < 0)) {
        end++;
      }
      words.add(line.substring(start, end));
      at = end + 1;
    }
    return words;
  }

  private static void add(List<String> words, String name, List<SystemAccount> accounts) {
    String id = word(words, 2);
    switch (words.getFirst()) {
      case "u", "u!" -> {
        int colon = id.indexOf(':');
        String group = colon < 0 ? name : id.substring(colon + 1);
        if (colon < 0) {
          accounts.add(new SystemAccount.Group(name, number(id)));
        }
        accounts.add(
            new SystemAccount.User(
                name,
                number(colon < 0 ? id : id.substring(0, colon)),
                group,
                field(word(words, 3), ""),
                field(word(words, 4), "/"),
                field(word(words, 5), "/usr/sbin/nologin"),
                false));
      }
      case "g" -> accounts.add(new SystemAccount.Group(name, number(id)));
      case "m" -> accounts.add(new SystemAccount.Member(name, id));
      default -> {}
    }
  }

  private static String word(List<String> words, int index) {
    return index < words.size() && !words.get(index).equals("-") ? words.get(index) : "";
  }

  private static String field(String text, String otherwise) {
    return text.isEmpty() || !AccountTables.isField(text) ? otherwise : text;
  }

  private static OptionalLong number(String text) {
    return !text.isEmpty() && text.length() <= 9 && text.chars().allMatch(Character::isDigit)
        ? OptionalLong.of(Long.parseLong(text))
        : OptionalLong.empty();
  }
}
