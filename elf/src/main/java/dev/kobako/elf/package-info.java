/**
 * ELF files ({@code ElfFile}), what the dynamic loaders of glibc and musl would map for them, and
 * what can be dropped from them.
 *
 * <p>Knows bytes and path texts only; what is behind a path is asked of a {@code LoaderView}.
 */
@NullMarked
package dev.kobako.elf;

import org.jspecify.annotations.NullMarked;
