/** Running a command in a tree that was laid out in a folder. The only module that knows Linux. */
@NullMarked
package dev.kobako.sandbox;

import org.jspecify.annotations.NullMarked;
