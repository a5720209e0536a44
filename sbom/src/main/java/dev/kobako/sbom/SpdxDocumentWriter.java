package dev.kobako.sbom;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.spdx.core.DefaultModelStore;
import org.spdx.core.InvalidSPDXAnalysisException;
import org.spdx.jacksonstore.MultiFormatStore;
import org.spdx.library.ModelCopyManager;
import org.spdx.library.SpdxModelFactory;
import org.spdx.library.model.v2.ReferenceType;
import org.spdx.library.model.v2.SpdxConstantsCompatV2;
import org.spdx.library.model.v2.SpdxDocument;
import org.spdx.library.model.v2.SpdxElement;
import org.spdx.library.model.v2.SpdxPackage;
import org.spdx.library.model.v2.enumerations.ChecksumAlgorithm;
import org.spdx.library.model.v2.enumerations.Purpose;
import org.spdx.library.model.v2.enumerations.ReferenceCategory;
import org.spdx.library.model.v2.enumerations.RelationshipType;
import org.spdx.library.model.v2.license.SpdxListedLicense;
import org.spdx.library.model.v2.license.SpdxNoAssertionLicense;
import org.spdx.storage.simple.InMemSpdxStore;

/** A list of packages in SPDX 2.3. */
final class SpdxDocumentWriter {
  private static final String NOT_SAID = "NOASSERTION";

  private final SbomSubject subject;
  private final SpdxDocument document;
  private final MultiFormatStore store;

  private SpdxDocumentWriter(SbomSubject subject) throws InvalidSPDXAnalysisException {
    this.subject = subject;
    this.store = new MultiFormatStore(new InMemSpdxStore(), MultiFormatStore.Format.JSON_PRETTY);
    String namespace =
        "https://kobako.dev/spdx/" + subject.digest().algorithm() + "-" + subject.digest().hex();
    this.document = new SpdxDocument(store, namespace, new ModelCopyManager(), true);
  }

  static byte[] bytes(SbomSubject subject) {
    SpdxModelFactory.init();
    DefaultModelStore.initialize(
        new InMemSpdxStore(), "https://kobako.dev", new ModelCopyManager());
    try {
      SpdxDocumentWriter writer = new SpdxDocumentWriter(subject);
      writer.fill();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      writer.store.serialize(out);
      return out.toByteArray();
    } catch (InvalidSPDXAnalysisException | IOException e) {
      throw new IllegalStateException("internal error: " + e.getMessage(), e);
    }
  }

  private void fill() throws InvalidSPDXAnalysisException {
    document.setName(subject.name());
    document.setSpecVersion("SPDX-2.3");
    document.setDataLicense(dataLicense());
    document.setCreationInfo(
        document.createCreationInfo(
            List.of("Tool: " + Sbom.TOOL),
            subject.created().truncatedTo(ChronoUnit.SECONDS).toString()));
    SpdxPackage image = image();
    document.setDocumentDescribes(List.of(image));
    if (!subject.distribution().isEmpty()) {
      relate(image, RelationshipType.CONTAINS, system());
    }
    List<SpdxPackage> packages = new ArrayList<>();
    for (ListedPackage one : subject.packages()) {
      SpdxPackage each = listed(one);
      relate(image, RelationshipType.CONTAINS, each);
      packages.add(each);
    }
    for (var need : PackageNeeds.of(subject.packages()).entrySet()) {
      for (int to : need.getValue()) {
        relate(packages.get(need.getKey()), RelationshipType.DEPENDS_ON, packages.get(to));
      }
    }
  }

  /**
   * CC0, which the format demands. Only its name: looking it up would go to the network, or read
   * all licences there are.
   */
  private SpdxListedLicense dataLicense() throws InvalidSPDXAnalysisException {
    return new SpdxListedLicense(
        store,
        SpdxConstantsCompatV2.LISTED_LICENSE_NAMESPACE_PREFIX,
        SpdxConstantsCompatV2.SPDX_DATA_LICENSE_ID,
        document.getCopyManager(),
        true);
  }

  private void relate(SpdxElement from, RelationshipType type, SpdxElement to)
      throws InvalidSPDXAnalysisException {
    from.addRelationship(document.createRelationship(to, type, null));
  }

  private SpdxPackage.SpdxPackageBuilder builder(String id, String name)
      throws InvalidSPDXAnalysisException {
    return document
        .createPackage(
            "SPDXRef-" + id.replaceAll("[^A-Za-z0-9.-]", "-"),
            name,
            new SpdxNoAssertionLicense(),
            NOT_SAID,
            new SpdxNoAssertionLicense())
        .setFilesAnalyzed(false)
        .setDownloadLocation(NOT_SAID);
  }

  private SpdxPackage image() throws InvalidSPDXAnalysisException {
    return builder("image", subject.name())
        .setVersionInfo(subject.digest().toString())
        .setPrimaryPurpose(Purpose.CONTAINER)
        .build();
  }

  private SpdxPackage system() throws InvalidSPDXAnalysisException {
    return builder("operating-system", subject.distribution())
        .setVersionInfo(subject.release())
        .setPrimaryPurpose(Purpose.OPERATING_SYSTEM)
        .build();
  }

  private SpdxPackage listed(ListedPackage each) throws InvalidSPDXAnalysisException {
    SpdxPackage.SpdxPackageBuilder builder =
        builder("package-" + each.id().replace("+", ".plus."), each.name())
            .setVersionInfo(each.version())
            .addExternalRef(
                document.createExternalRef(
                    ReferenceCategory.PACKAGE_MANAGER,
                    new ReferenceType(
                        SpdxConstantsCompatV2.SPDX_LISTED_REFERENCE_TYPES_PREFIX + "purl"),
                    each.url(),
                    null));
    if (!each.sourceName().isEmpty()) {
      builder.setSourceInfo(
          "built from the source package " + each.sourceName() + " " + each.sourceVersion());
    }
    if (!each.sha256().isEmpty()) {
      builder.addChecksum(document.createChecksum(ChecksumAlgorithm.SHA256, each.sha256()));
    }
    if (!each.summary().isEmpty()) {
      builder.setSummary(each.summary());
    }
    if (!each.maintainer().isEmpty()) {
      String mail = each.mail().isEmpty() ? "" : " (" + each.mail() + ")";
      builder.setSupplier("Organization: " + each.maintainer() + mail);
    }
    if (each.homepage().matches("https?://[!-~]+")) {
      builder.setHomepage(each.homepage());
    }
    return builder.build();
  }
}
