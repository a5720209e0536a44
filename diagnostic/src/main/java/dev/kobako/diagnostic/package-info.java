/**
 * The one form in which kobako says what went wrong: a place, a fact and a remedy ({@link
 * dev.kobako.diagnostic.Diagnostic}), thrown as {@link dev.kobako.diagnostic.KobakoException}.
 *
 * <p>Depends on nothing; every other module may depend on it.
 */
@NullMarked
package dev.kobako.diagnostic;

import org.jspecify.annotations.NullMarked;
