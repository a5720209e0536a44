package dev.kobako.project;

/**
 * The release of Debian that the images of all stages are of, so that what one compiles runs in
 * another.
 */
final class DebianSuite {
  static final String NAME = "bookworm";

  private DebianSuite() {}

  /** A tag of an official image: {@code 3.12-slim-bookworm}. */
  static String tag(String version, String variant) {
    return version + (variant.isEmpty() ? "" : "-" + variant) + "-" + NAME;
  }

  /** A RUN that installs packages, with nothing left over in the layer. */
  static Line install(java.util.Collection<String> packages) {
    return Line.of(
            "RUN apt-get update \\\n && apt-get install -y --no-install-recommends "
                + String.join(" ", packages)
                + " \\\n && rm -rf /var/lib/apt/lists/*")
        .saying("hadolint ignore=DL3008");
  }
}
