package dev.kobako.build;

import dev.kobako.dockerfile.Statement;

/** Changes the image's configuration only, which {@link Plan.Stage#config} has already. */
public record MetadataStep(Statement statement, String history) implements Step {}
