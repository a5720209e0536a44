/**
 * The ladder of levels: what goes at each, and how its promise is verified. Rules that clean,
 * families that stay whole, keep sets from closures and traces, search for the smallest, locks and
 * reports.
 */
@NullMarked
package dev.kobako.ladder;

import org.jspecify.annotations.NullMarked;
