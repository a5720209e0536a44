/**
 * Root file systems as dynamic loaders see them: what module elf knows of loaders, asked of the
 * trees of module tree. Begin with {@code TreeLoaderView}. What is kept or promised of what a
 * loader maps is for others to decide.
 */
@NullMarked
package dev.kobako.loading;

import org.jspecify.annotations.NullMarked;
