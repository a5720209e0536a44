package dev.kobako.slim;

import java.util.List;

/**
 * What the user asks of a bundle.
 *
 * @param programs names or paths, the first is what the image runs
 * @param includes further files, {@code SRC[:DEST]}, with globs
 * @param packages Debian packages of the source whose files are taken, less their docs
 * @param packageDatabase whether the stanzas of touched packages are kept for scanners
 * @param options how far closures go
 * @param settings how the result is run
 */
public record BundleRequest(
    List<String> programs,
    List<String> includes,
    List<String> packages,
    boolean packageDatabase,
    ClosureOptions options,
    ImageSettings settings) {
  public BundleRequest {
    programs = List.copyOf(programs);
    includes = List.copyOf(includes);
    packages = List.copyOf(packages);
  }
}
