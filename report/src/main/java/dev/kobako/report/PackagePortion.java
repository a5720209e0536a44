package dev.kobako.report;

import dev.kobako.packages.NamedPackage;

/**
 * The files of an image that belong to a package.
 *
 * @param owner the package, of whatever ecosystem
 * @param files how many; one with several names counts once
 * @param bytes of them
 */
public record PackagePortion(NamedPackage owner, long files, long bytes) {}
