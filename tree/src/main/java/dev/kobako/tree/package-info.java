/**
 * The root file system of an image as a value: {@link dev.kobako.tree.Tree}, path to {@link
 * dev.kobako.tree.Entry}; made from layers or from a folder of the host, resolved without ever
 * leaving its root, compared, and written as a reproducible layer.
 */
@NullMarked
package dev.kobako.tree;

import org.jspecify.annotations.NullMarked;
