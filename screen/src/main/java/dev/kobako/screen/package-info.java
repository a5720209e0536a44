/**
 * Looking through the layers of an image in a terminal: start from {@code ImageScreen}. {@code
 * Browser} is what is shown and what keys do to it, and knows nothing of terminals; {@code
 * Terminal} is the only class that does.
 */
@NullMarked
package dev.kobako.screen;

import org.jspecify.annotations.NullMarked;
