package dev.kobako.packages;

import dev.kobako.debian.InstalledPackage;
import java.util.Comparator;

/**
 * A package by what it is called where it comes from.
 *
 * @param name as people there write it: {@code libc6}, {@code @babel/core}, {@code
 *     org.slf4j:slf4j-api}
 * @param version as it is written there; empty where it isn't known
 */
public record NamedPackage(Ecosystem ecosystem, String name, String version)
    implements Comparable<NamedPackage> {
  private static final Comparator<NamedPackage> ORDER =
      Comparator.comparing(NamedPackage::ecosystem)
          .thenComparing(NamedPackage::name)
          .thenComparing(NamedPackage::version);

  public NamedPackage {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("a package without a name");
    }
  }

  /** A package of dpkg's. */
  public static NamedPackage of(InstalledPackage installed) {
    return new NamedPackage(Ecosystem.DEBIAN, installed.name(), installed.version());
  }

  /** What the name begins with: a scope, a vendor, a group; empty where there is none. */
  public String namespace() {
    int end = name.lastIndexOf(separator());
    return end < 0 ? "" : name.substring(0, end);
  }

  /** The name without its namespace. */
  public String plainName() {
    return name.substring(name.lastIndexOf(separator()) + 1);
  }

  private char separator() {
    return switch (ecosystem) {
      case JAVA -> ':';
      case NODE, PHP, GO -> '/';
      case DEBIAN, ALPINE, RPM, PYTHON, RUBY, RUST -> '\0';
    };
  }

  @Override
  public int compareTo(NamedPackage other) {
    return ORDER.compare(this, other);
  }

  /** For people: {@code libc6 2.36-9 (deb)}. */
  @Override
  public String toString() {
    return name + (version.isEmpty() ? "" : " " + version) + " (" + ecosystem.type() + ")";
  }
}
