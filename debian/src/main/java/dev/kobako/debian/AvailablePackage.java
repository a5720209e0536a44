package dev.kobako.debian;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Digest;
import java.util.List;
import java.util.function.Function;

/**
 * A package that an archive offers: a stanza of its {@code Packages} index. What is not asked for
 * is not parsed; every accessor throws a finding ({@link KobakoException}) if the stanza lacks its
 * field or has something in it that dpkg would not take.
 *
 * @param stanza as in the index
 * @param source where it is offered
 */
public record AvailablePackage(Stanza stanza, PackageSource source) {
  /** What the field Multi-Arch says; {@link #NO} if it is not there. */
  public enum MultiArch {
    NO,
    SAME,
    FOREIGN,
    ALLOWED
  }

  /** The package's name. */
  public String name() {
    return stanza
        .field("Package")
        .orElseThrow(() -> malformed("a package", "has no field Package"));
  }

  /** The version. */
  public PackageVersion version() {
    return read("Version", required("Version"), PackageVersion::of);
  }

  /** The architecture, {@code all} included. */
  public String architecture() {
    return required("Architecture");
  }

  /** Whether dpkg calls it essential. */
  public boolean isEssential() {
    return stanza.field("Essential").filter("yes"::equals).isPresent();
  }

  /** How well it gets on with other architectures. */
  public MultiArch multiArch() {
    return switch (stanza.field("Multi-Arch").orElse("no")) {
      case "same" -> MultiArch.SAME;
      case "foreign" -> MultiArch.FOREIGN;
      case "allowed" -> MultiArch.ALLOWED;
      default -> MultiArch.NO; // what a later dpkg may invent promises nothing to us
    };
  }

  /** What must be configured before it is unpacked. */
  public List<Dependency> preDepends() {
    return dependencies("Pre-Depends");
  }

  /** What it needs. */
  public List<Dependency> depends() {
    return dependencies("Depends");
  }

  /** What is found together with it in all but unusual installations. */
  public List<Dependency> recommends() {
    return dependencies("Recommends");
  }

  /** The virtual packages that it stands for; a bound is always {@code =}. */
  public List<Relation> provides() {
    return relations("Provides");
  }

  /** What can't be unpacked beside it. */
  public List<Relation> conflicts() {
    return relations("Conflicts");
  }

  /** What can't be configured beside it. */
  public List<Relation> breaks() {
    return relations("Breaks");
  }

  /** Whose files it may overwrite. */
  public List<Relation> replaces() {
    return relations("Replaces");
  }

  /** The path of its .deb under the archive's root. */
  public String filename() {
    return required("Filename");
  }

  /** The bytes of its .deb. */
  public long size() {
    return read("Size", required("Size"), Long::parseUnsignedLong);
  }

  /** The digest of its .deb. */
  public Digest digest() {
    return new Digest("sha256", required("SHA256"));
  }

  private List<Dependency> dependencies(String field) {
    return stanza.field(field).map(text -> read(field, text, Dependency::list)).orElse(List.of());
  }

  private List<Relation> relations(String field) {
    return stanza.field(field).map(text -> read(field, text, Relation::list)).orElse(List.of());
  }

  private String required(String field) {
    return stanza
        .field(field)
        .orElseThrow(() -> malformed("package " + name(), "has no field " + field));
  }

  private <T> T read(String field, String text, Function<String, T> reader) {
    try {
      return reader.apply(text);
    } catch (IllegalArgumentException e) {
      throw malformed(
          "package " + name(), "its field " + field + " can't be read: " + e.getMessage());
    }
  }

  private KobakoException malformed(String place, String fact) {
    return KobakoException.finding(
        Diagnostic.of(
            place + " in " + source.suite() + " of " + source.archive(),
            fact,
            "name another archive, or tell its maintainers"));
  }
}
