/**
 * Package repositories as apt knows them: where they are, whose signature makes them trusted, what
 * they offer, and the packages themselves, kept in a cache.
 */
@NullMarked
package dev.kobako.apt;

import org.jspecify.annotations.NullMarked;
