/**
 * Composes images from Debian packages: distroless-like trees whose effects of installation kobako
 * makes itself, and full ones whose maintainer scripts run in the sandbox.
 *
 * <p>Start from {@link dev.kobako.base.BaseRequest} for what a base is to be, from {@link
 * dev.kobako.base.BaseComposer} for how it is made; see docs/life-of-a-base.md.
 */
@NullMarked
package dev.kobako.base;

import org.jspecify.annotations.NullMarked;
