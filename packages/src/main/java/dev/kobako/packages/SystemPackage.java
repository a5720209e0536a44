package dev.kobako.packages;

import dev.kobako.debian.InstalledPackage;

/**
 * A package of a system's package manager, as an image's database has it.
 *
 * @param format {@code deb} or {@code apk}, as package URLs call it
 * @param name without architecture
 * @param architecture as the package manager calls it
 * @param version as the package manager writes it
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
        format.equals("apk") ? Ecosystem.ALPINE : Ecosystem.DEBIAN, name, version);
  }

  /** {@code libc6:amd64}: the same for other versions of it. */
  public String id() {
    return name + ":" + architecture;
  }

  @Override
  public int compareTo(SystemPackage other) {
    return id().compareTo(other.id());
  }
}
