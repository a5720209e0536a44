package dev.kobako.base;

import java.util.OptionalLong;

/** What a package asks the tables of accounts for. A closed set. */
sealed interface SystemAccount {
  /** The user's or group's name. */
  String name();

  /**
   * A user.
   *
   * @param uid empty for any that is free
   * @param group its first group: a name, a number, or empty for {@code nogroup}
   * @param makesHome whether its home is made
   */
  record User(
      String name,
      OptionalLong uid,
      String group,
      String comment,
      String home,
      String shell,
      boolean makesHome)
      implements SystemAccount {}

  /**
   * A group.
   *
   * @param gid empty for any that is free
   */
  record Group(String name, OptionalLong gid) implements SystemAccount {}

  /**
   * That a user is in a group.
   *
   * @param name the user's
   */
  record Member(String name, String group) implements SystemAccount {}
}
