/**
 * Registries as homes of images: the OCI distribution protocol, with credentials, mirrors and trust
 * as Docker's and Podman's users have configured them. Start from {@code Registries}.
 *
 * <p>Knows nothing of other homes and of the command line.
 */
@NullMarked
package dev.kobako.registry;

import org.jspecify.annotations.NullMarked;
