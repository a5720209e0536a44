/**
 * Scripts of the POSIX shell, read into a syntax tree ({@link dev.kobako.shell.Script}) and
 * followed without running anything: what can't be known without running stays unknown and is never
 * guessed ({@link dev.kobako.shell.Value}). What a script would see and call is told by a {@link
 * dev.kobako.shell.World}. Knows nothing of packages and images.
 */
@NullMarked
package dev.kobako.shell;

import org.jspecify.annotations.NullMarked;
