package dev.kobako.sbom;

import dev.kobako.image.Digest;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.List;
import org.cyclonedx.Version;
import org.cyclonedx.exception.GeneratorException;
import org.cyclonedx.generators.BomGeneratorFactory;
import org.cyclonedx.model.Bom;
import org.cyclonedx.model.Component;
import org.cyclonedx.model.Dependency;
import org.cyclonedx.model.ExternalReference;
import org.cyclonedx.model.Hash;
import org.cyclonedx.model.Metadata;
import org.cyclonedx.model.OrganizationalContact;
import org.cyclonedx.model.OrganizationalEntity;
import org.cyclonedx.model.Property;
import org.cyclonedx.model.metadata.ToolInformation;

/** A list of packages in CycloneDX 1.6. */
final class CycloneDxDocument {
  private static final String IMAGE = "image";
  private static final String SYSTEM = "operating-system";

  private CycloneDxDocument() {}

  static byte[] bytes(SbomSubject subject) {
    Bom bom = new Bom();
    bom.setSerialNumber("urn:uuid:" + uuid(subject.digest()));
    bom.setMetadata(metadata(subject));
    List<ListedPackage> packages = subject.packages();
    Dependency image = new Dependency(IMAGE);
    if (!subject.distribution().isEmpty()) {
      bom.addComponent(system(subject));
      image.addDependency(new Dependency(SYSTEM));
    }
    bom.addDependency(image);
    for (ListedPackage each : packages) {
      bom.addComponent(component(each));
      image.addDependency(new Dependency(each.url()));
    }
    PackageNeeds.of(packages)
        .forEach((from, needed) -> {
          Dependency dependency = new Dependency(packages.get(from).url());
          needed.forEach(to -> dependency.addDependency(new Dependency(packages.get(to).url())));
          bom.addDependency(dependency);
        });
    try {
      String text = BomGeneratorFactory.createJson(Version.VERSION_16, bom).toJsonString(true);
      return (text + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (GeneratorException e) {
      throw new IllegalStateException("internal error: " + e.getMessage(), e);
    }
  }

  /** A UUID of version 8, whose bits are the application's own (RFC 9562, 5.8): the digest's. */
  private static String uuid(Digest digest) {
    String hex = digest.hex();
    char variant = "89ab".charAt(Character.digit(hex.charAt(16), 16) & 3);
    return "%s-%s-8%s-%c%s-%s"
        .formatted(
            hex.substring(0, 8),
            hex.substring(8, 12),
            hex.substring(13, 16),
            variant,
            hex.substring(17, 20),
            hex.substring(20, 32));
  }

  private static Metadata metadata(SbomSubject subject) {
    Component tool = new Component();
    tool.setType(Component.Type.APPLICATION);
    tool.setName(Sbom.TOOL);
    ToolInformation tools = new ToolInformation();
    tools.setComponents(List.of(tool));
    Component image = new Component();
    image.setType(Component.Type.CONTAINER);
    image.setBomRef(IMAGE);
    image.setName(subject.name());
    image.setVersion(subject.digest().toString());
    Metadata metadata = new Metadata();
    metadata.setTimestamp(Date.from(subject.created()));
    metadata.setToolChoice(tools);
    metadata.setComponent(image);
    return metadata;
  }

  /** What scanners choose their list of vulnerabilities by. */
  private static Component system(SbomSubject subject) {
    Component system = new Component();
    system.setType(Component.Type.OPERATING_SYSTEM);
    system.setBomRef(SYSTEM);
    system.setName(subject.distribution());
    system.setVersion(subject.release());
    return system;
  }

  private static Component component(ListedPackage each) {
    Component component = new Component();
    component.setType(Component.Type.LIBRARY);
    component.setBomRef(each.url());
    component.setName(each.name());
    component.setVersion(each.version());
    component.setPurl(each.url());
    if (!each.sha256().isEmpty()) {
      component.addHash(new Hash(Hash.Algorithm.SHA_256, each.sha256()));
    }
    if (!each.sourceName().isEmpty()) {
      component.addProperty(new Property("kobako:source:name", each.sourceName()));
      component.addProperty(new Property("kobako:source:version", each.sourceVersion()));
    }
    if (!each.summary().isEmpty()) {
      component.setDescription(each.summary());
    }
    if (!each.maintainer().isEmpty()) {
      OrganizationalEntity supplier = new OrganizationalEntity();
      supplier.setName(each.maintainer());
      if (!each.mail().isEmpty()) {
        OrganizationalContact contact = new OrganizationalContact();
        contact.setEmail(each.mail());
        supplier.addContact(contact);
      }
      component.setSupplier(supplier);
    }
    if (isWebAddress(each.homepage())) {
      ExternalReference website = new ExternalReference();
      website.setType(ExternalReference.Type.WEBSITE);
      website.setUrl(each.homepage());
      component.addExternalReference(website);
    }
    return component;
  }

  private static boolean isWebAddress(String text) {
    return text.matches("https?://[!-~]+");
  }
}
