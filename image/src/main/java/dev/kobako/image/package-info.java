/**
 * Images as values: references, digests, descriptors, manifests, config and layers; and the homes
 * where images live. Start from {@code Image}.
 *
 * <p>Knows nothing of what is inside a layer.
 */
@NullMarked
package dev.kobako.image;

import org.jspecify.annotations.NullMarked;
