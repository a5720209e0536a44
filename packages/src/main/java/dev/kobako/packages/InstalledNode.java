package dev.kobako.packages;

import java.util.List;

/**
 * An installed package as one of those that need each other.
 *
 * @param name of it
 * @param provides the names by which others can need it, its own among them
 * @param needs the names of what it can't do without; of alternatives all
 * @param forScripts the names of what only the scripts need that install and remove it
 * @param wants the names of what its package manager installs with it, though it could do without
 * @param asked whether the package manager knows that somebody wanted it by its name
 */
record InstalledNode(
    NamedPackage name,
    List<String> provides,
    List<String> needs,
    List<String> forScripts,
    List<String> wants,
    boolean asked) {
  InstalledNode {
    provides = List.copyOf(provides);
    needs = List.copyOf(needs);
    forScripts = List.copyOf(forScripts);
    wants = List.copyOf(wants);
  }
}
