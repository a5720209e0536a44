/**
 * Running a command in a root of its own: a folder ({@link dev.kobako.sandbox.Run}), or a tree that
 * lives in the sandbox only, with files of all users ({@link dev.kobako.sandbox.TreeRun}). Start
 * from {@link dev.kobako.sandbox.Sandbox}. Or over the layers of an image ({@link
 * dev.kobako.sandbox.LayerFolders}): once, for what it changes ({@link
 * dev.kobako.sandbox.Containers}), or under a name ({@link dev.kobako.sandbox.RunningContainers}).
 * While it runs, what it asks of files and of the kernel can be watched ({@link
 * dev.kobako.sandbox.Watch}). The only module that knows Linux.
 */
@NullMarked
package dev.kobako.sandbox;

import org.jspecify.annotations.NullMarked;
