package dev.kobako.sbom;

import dev.kobako.image.Digest;
import java.time.Instant;
import java.util.List;

/**
 * What a list of packages is about.
 *
 * @param name of the image, for people
 * @param digest of its manifest
 * @param distribution {@code debian}; empty where the image has no system
 * @param release version of the distribution, {@code 12}, or its suite's name; may be empty
 * @param created the time that is written into it: from the caller, never from the clock
 * @param packages what is in it, each once
 */
public record SbomSubject(
    String name,
    Digest digest,
    String distribution,
    String release,
    Instant created,
    List<ListedPackage> packages) {
  public SbomSubject {
    packages = List.copyOf(packages);
  }
}
