/**
 * The Dockerfile language as BuildKit's stable frontend ({@code docker/dockerfile:1}) defines it:
 * the text with its places, the syntax tree, typed instructions, expansion of variables, ignore
 * files. Start from {@link dev.kobako.dockerfile.Dockerfile}. Reads nothing but what it is given.
 */
@NullMarked
package dev.kobako.dockerfile;

import org.jspecify.annotations.NullMarked;
