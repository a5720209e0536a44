package dev.kobako.packages;

import java.util.List;

/**
 * Why a package is installed: the chain of those that need each other, up to one that was wanted
 * for itself.
 *
 * @param chain the package first, then one that needs it, one that needs that one, and so on
 * @param end why the chain ends
 */
public record Installation(List<Link> chain, End end) {
  /**
   * A package of a chain.
   *
   * @param isWeak whether it only wants the one before with it, and could do without
   * @param dependants the installed packages that need or want it, those that need it first
   */
  public record Link(NamedPackage name, boolean isWeak, List<NamedPackage> dependants) {
    public Link {
      dependants = List.copyOf(dependants);
    }
  }

  /** Why a chain ends. */
  public enum End {
    /** The package manager knows that the last one was not installed for another one. */
    ASKED_FOR,
    /** No other package needs the last one. */
    NEEDED_BY_NONE,
    /** All that need the last one need each other. */
    CIRCLE
  }

  public Installation {
    chain = List.copyOf(chain);
  }
}
