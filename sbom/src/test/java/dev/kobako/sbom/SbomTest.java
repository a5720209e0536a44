package dev.kobako.sbom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.debian.AvailablePackage;
import dev.kobako.debian.PackageSource;
import dev.kobako.debian.Stanza;
import dev.kobako.image.Digest;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.cyclonedx.Version;
import org.cyclonedx.model.Bom;
import org.cyclonedx.model.Component;
import org.cyclonedx.model.Dependency;
import org.cyclonedx.parsers.JsonParser;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.spdx.jacksonstore.MultiFormatStore;
import org.spdx.library.model.v2.SpdxDocument;
import org.spdx.library.model.v2.SpdxPackage;
import org.spdx.storage.simple.InMemSpdxStore;

class SbomTest {
  private static final String SHA =
      "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
  private static final SbomSubject SUBJECT =
      new SbomSubject(
          "docker.io/library/cc:latest",
          Digest.sha256("manifest".getBytes(StandardCharsets.UTF_8)),
          "debian",
          "12",
          Instant.parse("2026-01-02T03:04:05Z"),
          List.of(
              available(
                  "libc6",
                  "2.36-9+deb12u13",
                  """
                  Source: glibc
                  Depends: libgcc-s1, libcrypt1 (>= 1:4.4.10-10~)
                  Maintainer: GNU Libc Maintainers <debian-glibc@lists.debian.org>
                  Homepage: https://www.gnu.org/software/libc/libc.html
                  Description: GNU C Library: Shared libraries
                  """),
              available(
                  "libgcc-s1",
                  "12.2.0-14+deb12u1",
                  """
                  Source: gcc-12 (12.2.0-14+deb12u1)
                  Depends: gcc-12-base (= 12.2.0-14+deb12u1), libc6 (>= 2.35)
                  Provides: libgcc1 (= 1:12.2.0-14+deb12u1)
                  """),
              available(
                  "g++-12", "1:12.2.0-1", "Source: gcc-defaults (1.203)\nDepends: libgcc1\n")));

  private static ListedPackage available(String name, String version, String fields) {
    String stanza =
        "Package: %s\nVersion: %s\nArchitecture: amd64\n%sSize: 1\nFilename: pool/x.deb\nSHA256: %s\n"
            .formatted(name, version, fields, SHA);
    return new DebianListing("debian", "12")
        .of(
            new AvailablePackage(
                new Stanza(stanza),
                new PackageSource("http://deb.example/debian", "bookworm", "main")));
  }

  @BeforeAll
  static void licencesComeFromTheLibraryNotFromTheNetwork() {
    System.setProperty("org.spdx.useJARLicenseInfoOnly", "true");
  }

  @Test
  void theSameSubjectGivesTheSameBytes() {
    assertThat(Sbom.spdx(SUBJECT)).isEqualTo(Sbom.spdx(SUBJECT));
    assertThat(Sbom.cycloneDx(SUBJECT)).isEqualTo(Sbom.cycloneDx(SUBJECT));
  }

  @Test
  void theCycloneDxDocumentFitsItsSchema() throws Exception {
    assertThat(new JsonParser().validate(Sbom.cycloneDx(SUBJECT), Version.VERSION_16)).isEmpty();
  }

  @Test
  void theCycloneDxDocumentNamesPackagesAsScannersDo() throws Exception {
    Bom bom = new JsonParser().parse(new ByteArrayInputStream(Sbom.cycloneDx(SUBJECT)));
    assertThat(bom.getComponents())
        .extracting(Component::getPurl)
        .containsExactly(
            null,
            "pkg:deb/debian/libc6@2.36-9%2Bdeb12u13?arch=amd64&distro=debian-12&upstream=glibc",
            "pkg:deb/debian/libgcc-s1@12.2.0-14%2Bdeb12u1?arch=amd64&distro=debian-12"
                + "&upstream=gcc-12",
            "pkg:deb/debian/g%2B%2B-12@1%3A12.2.0-1?arch=amd64&distro=debian-12"
                + "&upstream=gcc-defaults%401.203");
    Component libc = bom.getComponents().get(1);
    assertThat(libc.getSupplier().getName()).isEqualTo("GNU Libc Maintainers");
    assertThat(libc.getHashes().getFirst().getValue()).isEqualTo(SHA);
    assertThat(bom.getMetadata().getTimestamp()).isEqualTo(SUBJECT.created().toString());
  }

  @Test
  void theCycloneDxDocumentSaysWhatNeedsWhat() throws Exception {
    Bom bom = new JsonParser().parse(new ByteArrayInputStream(Sbom.cycloneDx(SUBJECT)));
    List<String> arrows = new ArrayList<>();
    for (Dependency from : bom.getDependencies()) {
      if (from.getDependencies() != null) {
        from.getDependencies().forEach(to -> arrows.add(name(from) + " > " + name(to)));
      }
    }
    assertThat(arrows)
        .containsExactly(
            "image > operating-system",
            "image > libc6",
            "image > libgcc-s1",
            "image > g%2B%2B-12",
            "libc6 > libgcc-s1",
            "libgcc-s1 > libc6",
            "g%2B%2B-12 > libgcc-s1");
  }

  private static String name(Dependency dependency) {
    return dependency.getRef().replaceFirst("pkg:deb/debian/", "").replaceFirst("@.*", "");
  }

  @Test
  void theSpdxDocumentIsValidAndCompleteToItsOwnLibrary() throws Exception {
    byte[] bytes = Sbom.spdx(SUBJECT);
    SpdxDocument document =
        new MultiFormatStore(new InMemSpdxStore(), MultiFormatStore.Format.JSON)
            .deSerialize(new ByteArrayInputStream(bytes), false);
    assertThat(document.verify()).isEmpty();
    assertThat(document.getName()).hasValue("docker.io/library/cc:latest");
    assertThat(document.getCreationInfo().getCreated()).isEqualTo("2026-01-02T03:04:05Z");
    SpdxPackage image = (SpdxPackage) document.getDocumentDescribes().iterator().next();
    assertThat(image.getRelationships())
        .extracting(each -> each.getRelatedSpdxElement().orElseThrow().getName().orElseThrow())
        .containsExactlyInAnyOrder("debian", "libc6", "libgcc-s1", "g++-12");
  }

  /** The library keeps what it writes in maps: their order must not change from run to run. */
  @Test
  void theDocumentsStayAsTheyWere() throws Exception {
    assertThat(new String(Sbom.spdx(SUBJECT), StandardCharsets.UTF_8))
        .isEqualTo(expected("cc.spdx.json"));
    assertThat(new String(Sbom.cycloneDx(SUBJECT), StandardCharsets.UTF_8))
        .isEqualTo(expected("cc.cdx.json"));
  }

  @Test
  void packagesOfLanguagesAndImagesWithoutASystemAreListedToo() throws Exception {
    SbomSubject subject =
        new SbomSubject(
            "app",
            SUBJECT.digest(),
            "",
            "",
            SUBJECT.created(),
            List.of(
                ListedPackage.named("pypi", "", "six", "1.16.0", Map.of()),
                ListedPackage.named("npm", "@s", "a", "2", Map.of()),
                ListedPackage.named("apk", "alpine", "musl", "1-r0", Map.of("arch", "x86_64"))));

    assertThat(new JsonParser().validate(Sbom.cycloneDx(subject), Version.VERSION_16)).isEmpty();
    Bom bom = new JsonParser().parse(new ByteArrayInputStream(Sbom.cycloneDx(subject)));
    assertThat(bom.getComponents())
        .extracting(Component::getPurl)
        .containsExactly(
            "pkg:pypi/six@1.16.0", "pkg:npm/%40s/a@2", "pkg:apk/alpine/musl@1-r0?arch=x86_64");
    SpdxDocument document =
        new MultiFormatStore(new InMemSpdxStore(), MultiFormatStore.Format.JSON)
            .deSerialize(new ByteArrayInputStream(Sbom.spdx(subject)), false);
    assertThat(document.verify()).isEmpty();
    SpdxPackage image = (SpdxPackage) document.getDocumentDescribes().iterator().next();
    assertThat(image.getRelationships())
        .extracting(each -> each.getRelatedSpdxElement().orElseThrow().getName().orElseThrow())
        .containsExactlyInAnyOrder("six", "@s/a", "musl");
  }

  private static String expected(String name) throws Exception {
    try (var in = SbomTest.class.getResourceAsStream("/sbom/" + name)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
