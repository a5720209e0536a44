/**
 * Runs of an image that are driven as its user says, judged, and traced: what the image's programs
 * asked of its files, whether the original or a reduced image passes.
 */
@NullMarked
package dev.kobako.check;

import org.jspecify.annotations.NullMarked;
