/**
 * Files that users write by hand: YAML with a place for every value, so that each mistake is told
 * with file, line and column ({@link dev.kobako.config.Yaml}, {@link dev.kobako.config.Fields});
 * and kobako's own configuration ({@link dev.kobako.config.Configuration}).
 *
 * <p>Knows nothing of images or packages: whoever owns a file's meaning reads its fields.
 */
@NullMarked
package dev.kobako.config;

import org.jspecify.annotations.NullMarked;
