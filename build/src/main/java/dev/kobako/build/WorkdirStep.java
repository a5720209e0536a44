package dev.kobako.build;

import dev.kobako.dockerfile.Statement;

/**
 * Makes a folder where it is missing. WORKDIR of the root makes none and is a {@link MetadataStep}.
 *
 * @param path absolute, without dots
 * @param user whom the new folders belong to, as USER has it; empty for root
 */
public record WorkdirStep(Statement statement, String history, String path, String user)
    implements Step {}
