/**
 * Where every byte of an image went: {@code ImageAnalysis} reads each layer once and gives an
 * {@code Analysis}, a value that commands show.
 *
 * <p>Pure Java: nothing is run, nothing is written, and what the layers hold is never believed.
 */
@NullMarked
package dev.kobako.report;

import org.jspecify.annotations.NullMarked;
