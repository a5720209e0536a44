/**
 * Rules for Dockerfiles, those of hadolint by its ids among them. What a rule sees are typed
 * instructions and the commands of a RUN, never text.
 */
@NullMarked
package dev.kobako.lint;

import org.jspecify.annotations.NullMarked;
