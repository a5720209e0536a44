package dev.kobako.packages;

import dev.kobako.debian.InstalledPackage;

/**
 * A package of a system's package manager, as an image's database has it.
 *
 * @param format {@code deb}, {@code apk} or {@code rpm}, as package URLs call it
 * @param name without architecture
 * @param architecture as the package manager calls it; empty for what rpm has no files of, such as
 *     keys
 * @param version as the package manager writes it; of rpm's {@code epoch:version-release}, without
 *     epoch where none was set
 */
public record SystemPackage(String format, String name, String architecture, String version)
    implements Comparable<SystemPackage> {
  /** A package of dpkg's. */
  public static SystemPackage of(InstalledPackage installed) {
    return new SystemPackage(
        "deb", installed.name(), installed.architecture(), installed.version());
  }

  /** The same as a package of any kind. */
  public NamedPackage named() {
    return new NamedPackage(
        switch (format) {
          case "apk" -> Ecosystem.ALPINE;
          case "rpm" -> Ecosystem.RPM;
          default -> Ecosystem.DEBIAN;
        },
        name,
        version);
  }

  /** {@code libc6:amd64}: the same for other versions of it. */
  public String id() {
    return name + ":" + architecture;
  }

  /** By their ids; of rpm's several versions can be installed at the same time. */
  @Override
  public int compareTo(SystemPackage other) {
    int byId = id().compareTo(other.id());
    return byId != 0 ? byId : version.compareTo(other.version);
  }
}
