package dev.kobako.debian;

import dev.kobako.image.Digest;
import java.util.List;

/**
 * A package that a repository offers: a stanza of its {@code Packages} index. What is not asked for
 * is not parsed.
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
    return stanza.field("Package").orElseThrow();
  }

  /** The version. */
  public PackageVersion version() {
    return PackageVersion.of(stanza.field("Version").orElseThrow());
  }

  /** The architecture, {@code all} included. */
  public String architecture() {
    return stanza.field("Architecture").orElseThrow();
  }

  /** Whether dpkg calls it essential. */
  public boolean isEssential() {
    return stanza.field("Essential").filter("yes"::equals).isPresent();
  }

  /** How well it gets on with other architectures. */
  public MultiArch multiArch() {
    throw new UnsupportedOperationException();
  }

  /** What must be configured before it is unpacked. */
  public List<Dependency> preDepends() {
    return stanza.field("Pre-Depends").map(Dependency::list).orElse(List.of());
  }

  /** What it needs. */
  public List<Dependency> depends() {
    return stanza.field("Depends").map(Dependency::list).orElse(List.of());
  }

  /** What is found together with it in all but unusual installations. */
  public List<Dependency> recommends() {
    return stanza.field("Recommends").map(Dependency::list).orElse(List.of());
  }

  /** The virtual packages that it stands for; a bound is always {@code =}. */
  public List<Relation> provides() {
    return stanza.field("Provides").map(Relation::list).orElse(List.of());
  }

  /** What can't be unpacked beside it. */
  public List<Relation> conflicts() {
    return stanza.field("Conflicts").map(Relation::list).orElse(List.of());
  }

  /** What can't be configured beside it. */
  public List<Relation> breaks() {
    return stanza.field("Breaks").map(Relation::list).orElse(List.of());
  }

  /** Whose files it may overwrite. */
  public List<Relation> replaces() {
    return stanza.field("Replaces").map(Relation::list).orElse(List.of());
  }

  /** The path of its .deb under the archive's root. */
  public String filename() {
    return stanza.field("Filename").orElseThrow();
  }

  /** The bytes of its .deb. */
  public long size() {
    return Long.parseLong(stanza.field("Size").orElseThrow());
  }

  /** The digest of its .deb. */
  public Digest digest() {
    return new Digest("sha256", stanza.field("SHA256").orElseThrow());
  }
}
