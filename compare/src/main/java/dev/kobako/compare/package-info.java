/**
 * Matrices: bases, build arguments, options and later steps, of which each combination is a cell
 * that is built, run and measured. Building and running is somebody else's work.
 */
@NullMarked
package dev.kobako.compare;

import org.jspecify.annotations.NullMarked;
