package dev.kobako.sandbox;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.util.Optional;

/** Which users' files the caller can make and handle. A closed set. */
sealed interface FileOwners {
  /** Everybody's: the caller is root, and no user namespace is needed. */
  record All() implements FileOwners {}

  /** Those of a user namespace. */
  record Mapped(IdMap ids) implements FileOwners {}

  /**
   * The caller's own only, which are root's inside a user namespace.
   *
   * @param why there are no more, in words
   */
  record Single(String why) implements FileOwners {}

  /** What can't be done for want of ids, in words; empty where nothing is missing. */
  default Optional<String> limits() {
    return switch (this) {
      case All _, Mapped _ -> Optional.empty();
      case Single(String why) ->
          Optional.of("all files in containers belong to root, since there is a single id: " + why);
    };
  }

  /**
   * Requires that there is such a user.
   *
   * @throws KobakoException outside, where there is nobody but root
   */
  default void require(ContainerUser user) {
    if (limits().isPresent() && !user.isOfRoot()) {
      throw KobakoException.outside(
          Diagnostic.of(
              "container",
              "its user is " + user.uid() + ":" + user.gid() + ", but " + limits().get(),
              Containers.MORE_IDS),
          null);
    }
  }

  /** What this process can do. */
  static FileOwners ofCaller() {
    if (IdMap.callerMayMount()) {
      return new All();
    }
    try {
      IdMap ids = IdMap.ofCaller();
      if (ids.writer() == IdMap.Writer.NEWUIDMAP) {
        HostTools.find("newuidmap", "install the package uidmap (shadow-utils elsewhere)");
      }
      return new Mapped(ids);
    } catch (KobakoException e) {
      return new Single(e.diagnostic().place() + " " + e.diagnostic().fact());
    }
  }
}
