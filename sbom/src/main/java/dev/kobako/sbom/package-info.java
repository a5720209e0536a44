/** Lists of what is in an image, in the formats that scanners read. */
@NullMarked
package dev.kobako.sbom;

import org.jspecify.annotations.NullMarked;
