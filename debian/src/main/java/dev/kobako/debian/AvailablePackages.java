package dev.kobako.debian;

import java.util.List;

/** What archives offer for one architecture, asked by name; a solver asks for few of many. */
public interface AvailablePackages {
  /** The architecture of which, with {@code all}, packages are offered. */
  String architecture();

  /**
   * All packages of that name, the latest version first; of the same version the one whose source
   * was named first.
   */
  List<AvailablePackage> named(String name);

  /** All packages that provide that name, by name, the latest version first. */
  List<AvailablePackage> providing(String name);

  /** All essential packages, by name. */
  List<AvailablePackage> essential();

  /** All packages of priority {@code required}, by name, in their latest version. */
  List<AvailablePackage> required();

  /** All names of packages that begin so, sorted; for remedies and completion. */
  List<String> names(String prefix);
}
