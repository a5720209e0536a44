/**
 * Lists of what is in an image, in the formats that scanners read. Start from {@link
 * dev.kobako.sbom.Sbom}. Knows packages and nothing of how an image came to them.
 */
@NullMarked
package dev.kobako.sbom;

import org.jspecify.annotations.NullMarked;
