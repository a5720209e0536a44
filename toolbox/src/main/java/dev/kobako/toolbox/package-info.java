/** Programs that kobako needs and that are not Java. */
@NullMarked
package dev.kobako.toolbox;

import org.jspecify.annotations.NullMarked;
