/**
 * What Debian's package databases say: which package owns a path of a tree, and what is to be had.
 */
@NullMarked
package dev.kobako.debian;

import org.jspecify.annotations.NullMarked;
