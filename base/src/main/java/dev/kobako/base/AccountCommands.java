package dev.kobako.base;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The system users and groups that a maintainer script makes by adduser(8), addgroup(8), useradd(8)
 * and groupadd(8), with the defaults of those for system accounts. Ordinary users, and names that
 * only running the script would tell, are passed over.
 */
final class AccountCommands {
  private static final String NOLOGIN = "/usr/sbin/nologin";
  private static final String NOWHERE = "/nonexistent";

  private final Map<String, String> options = new HashMap<>();
  private final List<String> names = new ArrayList<>();

  private AccountCommands(List<String> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      int equals = argument.indexOf('=');
      if (!argument.startsWith("-")) {
        if (AccountTables.isName(argument)) {
          names.add(argument);
        }
      } else if (equals > 0) {
        options.put(meaning(argument.substring(0, equals)), argument.substring(equals + 1));
      } else if (hasValue(argument) && i + 1 < arguments.size()) {
        options.put(meaning(argument), arguments.get(++i));
      } else {
        options.put(meaning(argument), "");
      }
    }
  }

  /** What a script's commands ask for, in their order. */
  static List<SystemAccount> of(List<List<String>> commands) {
    List<SystemAccount> accounts = new ArrayList<>();
    for (List<String> command : commands) {
      // the program may stand behind a word such as chroot's wrapper
      for (int i = 0; i < Math.min(2, command.size()); i++) {
        AccountCommands read = new AccountCommands(command.subList(i + 1, command.size()));
        switch (command.get(i)) {
          case "adduser" -> read.adduser(accounts);
          case "useradd" -> read.useradd(accounts);
          case "addgroup", "groupadd" -> read.group(accounts);
          default -> {}
        }
      }
    }
    return accounts;
  }

  private void adduser(List<SystemAccount> accounts) {
    boolean system = options.containsKey("system");
    if (names.size() == 2 && !system) {
      accounts.add(new SystemAccount.Member(names.getFirst(), names.getLast()));
    } else if (names.size() == 1 && system) {
      String name = names.getFirst();
      boolean own = options.containsKey("--group");
      if (own) {
        accounts.add(new SystemAccount.Group(name, OptionalLong.empty()));
      }
      accounts.add(user(name, own ? name : group(), !options.containsKey("--no-create-home")));
    } else if (names.size() == 1 && options.containsKey("--group")) {
      group(accounts);
    }
  }

  private void useradd(List<SystemAccount> accounts) {
    if (names.size() == 1 && options.containsKey("system")) {
      String name = names.getFirst();
      if (group().isEmpty()) {
        accounts.add(new SystemAccount.Group(name, OptionalLong.empty()));
      }
      boolean makesHome = options.containsKey("-m") || options.containsKey("--create-home");
      accounts.add(user(name, group().isEmpty() ? name : group(), makesHome));
    }
  }

  private void group(List<SystemAccount> accounts) {
    if (names.size() == 1 && (options.containsKey("system") || options.containsKey("group"))) {
      accounts.add(new SystemAccount.Group(names.getFirst(), number(group())));
    }
  }

  private SystemAccount user(String name, String group, boolean makesHome) {
    return new SystemAccount.User(
        name,
        number(options.getOrDefault("uid", "")),
        group,
        plain("comment", ""),
        plain("home", NOWHERE),
        plain("shell", NOLOGIN),
        makesHome && options.containsKey("home"));
  }

  private String group() {
    String group = options.getOrDefault("group", "");
    return AccountTables.isName(group) || number(group).isPresent() ? group : "";
  }

  /** A value that can stand in a table. */
  private String plain(String option, String otherwise) {
    String value = options.getOrDefault(option, otherwise);
    return AccountTables.isField(value) && value.indexOf('$') < 0 ? value : otherwise;
  }

  private static OptionalLong number(String text) {
    return !text.isEmpty() && text.length() <= 9 && text.chars().allMatch(Character::isDigit)
        ? OptionalLong.of(Long.parseLong(text))
        : OptionalLong.empty();
  }

  private static boolean hasValue(String option) {
    return switch (option) {
      case "--home", "--home-dir", "--shell", "--gecos", "--comment", "--ingroup", "--gid" -> true;
      case "--uid", "--firstuid", "--lastuid", "--firstgid", "--lastgid", "--conf" -> true;
      case "--groups", "--key", "--skel", "--base-dir", "--expiredate", "--password" -> true;
      case "-b", "-c", "-d", "-e", "-f", "-g", "-G", "-k", "-K", "-p", "-s", "-u" -> true;
      default -> false;
    };
  }

  /** One name for an option of all four commands; others stay as they are written. */
  private static String meaning(String option) {
    return switch (option) {
      case "--system", "-r" -> "system";
      case "--home", "--home-dir", "-d" -> "home";
      case "--shell", "-s" -> "shell";
      case "--gecos", "--comment", "-c" -> "comment";
      case "--ingroup", "--gid", "-g" -> "group";
      case "--uid", "-u" -> "uid";
      default -> option;
    };
  }
}
