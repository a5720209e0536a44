package dev.kobako.base;

import dev.kobako.debian.AvailablePackage;
import dev.kobako.debian.PackageSet;
import dev.kobako.debian.PackageSource;
import dev.kobako.debian.PackageVersion;
import dev.kobako.debian.Stanza;
import dev.kobako.image.Digest;

/**
 * A package as a lock has it: all that is needed to fetch its .deb and to believe it.
 *
 * @param architecture {@code all} included
 * @param size of the .deb, in bytes
 * @param digest of the .deb, SHA-256
 * @param path of the .deb under the archive's root
 * @param why it is part of the base, in words on one line
 */
public record LockedPackage(
    String name,
    PackageVersion version,
    String architecture,
    PackageSource source,
    long size,
    Digest digest,
    String path,
    String why) {
  private static final int LONGEST_PATH = 1024;
  private static final int LONGEST_WHY = 300;

  public LockedPackage {
    if (!WantedPackage.isName(name)
        || !WantedPackage.isQualifier(architecture)
        || size <= 0
        || !digest.algorithm().equals("sha256")
        || !isPath(path)) {
      throw new IllegalArgumentException("no package: " + name + " " + version);
    }
    why = oneLine(why);
  }

  static LockedPackage of(PackageSet.Member member) {
    AvailablePackage available = member.available();
    return new LockedPackage(
        available.name(),
        available.version(),
        available.architecture(),
        available.source(),
        available.size(),
        available.digest(),
        available.filename(),
        member.why());
  }

  /**
   * What an index would say, as far as it is needed to fetch the package; the rest is in its own
   * control file.
   */
  public AvailablePackage available() {
    return new AvailablePackage(
        new Stanza(
            "Package: "
                + name
                + "\nVersion: "
                + version.text()
                + "\nArchitecture: "
                + architecture
                + "\nFilename: "
                + path
                + "\nSize: "
                + size
                + "\nSHA256: "
                + digest.hex()
                + "\n"),
        source);
  }

  /** A path below the archive's root that leads nowhere else and is one word of a line. */
  static boolean isPath(String text) {
    if (text.length() > LONGEST_PATH || !text.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
      return false;
    }
    for (String name : text.split("/", -1)) {
      if (name.isEmpty() || name.equals(".") || name.equals("..")) {
        return false;
      }
    }
    return text.chars().noneMatch(c -> "?#\\".indexOf(c) >= 0);
  }

  private static String oneLine(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .limit(LONGEST_WHY)
        .forEach(c -> out.appendCodePoint(Character.isISOControl(c) || c == 0x2028 ? ' ' : c));
    return out.toString().strip();
  }
}
