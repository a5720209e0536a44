/**
 * Images from home to home: finds the home of a location, copies, and converts on the way. Start
 * from {@code Homes}.
 *
 * <p>Knows all homes, but nothing of what is inside a layer.
 */
@NullMarked
package dev.kobako.transfer;

import org.jspecify.annotations.NullMarked;
