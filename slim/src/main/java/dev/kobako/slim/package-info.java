/**
 * Keep sets: which paths of a tree go into the result, each with its reason. Closures of programs,
 * knowledge of what they load at run time, packing.
 */
@NullMarked
package dev.kobako.slim;

import org.jspecify.annotations.NullMarked;
