/**
 * The engines of this machine as homes of images: Docker's and Podman's API over their socket.
 * Start from {@code EngineHome}.
 *
 * <p>Knows nothing of other homes and of the command line.
 */
@NullMarked
package dev.kobako.daemon;

import org.jspecify.annotations.NullMarked;
