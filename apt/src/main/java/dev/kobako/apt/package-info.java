/**
 * Package repositories as apt knows them: where they are, whose signature makes them trusted, what
 * they offer, and the packages themselves, kept in a cache.
 *
 * <p>Start from {@link dev.kobako.apt.SourceChoice} for where they are, and from {@link
 * dev.kobako.apt.Repositories} for what they have. Knows nothing of what is inside a package.
 */
@NullMarked
package dev.kobako.apt;

import org.jspecify.annotations.NullMarked;
