/**
 * Composes images from Debian packages: distroless-like trees whose effects of installation kobako
 * makes itself, and full ones whose maintainer scripts run in the sandbox.
 */
@NullMarked
package dev.kobako.base;

import org.jspecify.annotations.NullMarked;
