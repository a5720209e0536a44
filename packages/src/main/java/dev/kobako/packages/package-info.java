/**
 * What is installed in a tree, of whichever package manager: those of systems and those of
 * languages, each read from what it leaves behind.
 *
 * <p>Start from {@link dev.kobako.packages.ImagePackages} for the packages of the system.
 */
@NullMarked
package dev.kobako.packages;

import org.jspecify.annotations.NullMarked;
