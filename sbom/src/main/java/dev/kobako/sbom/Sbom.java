package dev.kobako.sbom;

/** Writes lists of packages; the same subject gives the same bytes. */
public final class Sbom {
  /** What scanners call SPDX in JSON. */
  public static final String SPDX_TYPE = "application/spdx+json";

  /** What scanners call CycloneDX in JSON. */
  public static final String CYCLONEDX_TYPE = "application/vnd.cyclonedx+json";

  /** What documents say that they were made by. */
  static final String TOOL = "kobako";

  private Sbom() {}

  /** The document as SPDX 2.3, JSON. */
  public static byte[] spdx(SbomSubject subject) {
    return SpdxDocumentWriter.bytes(subject);
  }

  /** The document as CycloneDX 1.6, JSON. */
  public static byte[] cycloneDx(SbomSubject subject) {
    return CycloneDxDocument.bytes(subject);
  }
}
