/**
 * Programs that kobako needs and that are not Java: found on the PATH, or brought from Debian
 * packages together with their own loader and libraries. Start from {@link
 * dev.kobako.toolbox.Toolbox}.
 */
@NullMarked
package dev.kobako.toolbox;

import org.jspecify.annotations.NullMarked;
