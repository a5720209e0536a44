/** Commands, options, progress, exit codes. Start from {@code Main}. */
@NullMarked
package dev.kobako.cli;

import org.jspecify.annotations.NullMarked;
