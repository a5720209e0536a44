/**
 * What is installed in a tree, of whichever package manager: those of systems and those of
 * languages, each read from what it leaves behind.
 *
 * <p>Start from {@link dev.kobako.packages.PackageOwners}; {@link
 * dev.kobako.packages.ImagePackages} knows those of the system alone.
 */
@NullMarked
package dev.kobako.packages;

import org.jspecify.annotations.NullMarked;
