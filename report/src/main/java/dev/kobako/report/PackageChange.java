package dev.kobako.report;

import java.util.Optional;

/**
 * A package that is installed in another version, or in one of two trees only.
 *
 * @param name with its architecture where a tree has several of the name
 * @param before the version in the first tree
 * @param after the version in the second tree
 */
public record PackageChange(String name, Optional<String> before, Optional<String> after) {}
