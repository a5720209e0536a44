/**
 * Running a command in a root of its own: a folder ({@link dev.kobako.sandbox.Run}), or a tree that
 * lives in the sandbox only, with files of all users ({@link dev.kobako.sandbox.TreeRun}). Start
 * from {@link dev.kobako.sandbox.Sandbox}. The only module that knows Linux.
 */
@NullMarked
package dev.kobako.sandbox;

import org.jspecify.annotations.NullMarked;
