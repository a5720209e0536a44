/**
 * Changes to Dockerfiles that make images smaller or builds faster. Each fix is a class with a
 * promise about the tree of the built image, which can be held against two trees.
 */
@NullMarked
package dev.kobako.fix;

import org.jspecify.annotations.NullMarked;
