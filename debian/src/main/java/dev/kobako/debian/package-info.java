/**
 * What Debian's package databases say: which package owns a path of a tree, and what is to be had;
 * and packages themselves: which go together, what is in them, and the database that they get.
 *
 * <p>Start from {@link dev.kobako.debian.InstalledPackages} for a tree that is there, from {@link
 * dev.kobako.debian.PackageSolver} and {@link dev.kobako.debian.UnpackedPackages} for a new one.
 */
@NullMarked
package dev.kobako.debian;

import org.jspecify.annotations.NullMarked;
