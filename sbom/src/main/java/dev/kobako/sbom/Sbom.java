package dev.kobako.sbom;

/** Writes lists of packages; the same subject gives the same bytes. */
public final class Sbom {
  /** What scanners call SPDX in JSON. */
  public static final String SPDX_TYPE = "application/spdx+json";

  /** What scanners call CycloneDX in JSON. */
  public static final String CYCLONEDX_TYPE = "application/vnd.cyclonedx+json";

  private Sbom() {}

  /** The document as SPDX 2.3, JSON. */
  public static byte[] spdx(SbomSubject subject) {
    throw new UnsupportedOperationException();
  }

  /** The document as CycloneDX 1.6, JSON. */
  public static byte[] cycloneDx(SbomSubject subject) {
    throw new UnsupportedOperationException();
  }
}
