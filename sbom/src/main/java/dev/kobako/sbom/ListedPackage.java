package dev.kobako.sbom;

import com.github.packageurl.MalformedPackageURLException;
import com.github.packageurl.PackageURL;
import dev.kobako.debian.AvailablePackage;
import java.util.TreeMap;

/**
 * What documents say of a package, each in its own way.
 *
 * @param id name and architecture, which are a package's identity in one image
 * @param name of the package
 * @param sourceName of the source package that it is built from, whose version scanners look up
 * @param sourceVersion its version
 * @param maintainer name of who keeps it; empty if nobody is named
 * @param mail where they are reached; empty if that is not said
 * @param homepage of what is packaged; empty if there is none
 * @param summary first line of its description
 * @param url what it is called across ecosystems: {@code pkg:deb/debian/libc6@2.36-9…}
 */
record ListedPackage(
    String id,
    String name,
    String version,
    String sourceName,
    String sourceVersion,
    String maintainer,
    String mail,
    String homepage,
    String summary,
    String sha256,
    String url) {
  static ListedPackage of(AvailablePackage available, SbomSubject subject) {
    String name = available.name();
    String version = available.version().toString();
    String source = field(available, "Source");
    int open = source.indexOf('(');
    int close = source.indexOf(')');
    String sourceName = source.isEmpty() ? name : source.substring(0, end(source, open)).strip();
    String sourceVersion =
        open > 0 && close > open ? source.substring(open + 1, close).strip() : version;
    String keeper = field(available, "Maintainer");
    int less = keeper.indexOf('<');
    int greater = keeper.lastIndexOf('>');
    boolean mailed = less >= 0 && greater > less;
    return new ListedPackage(
        name + "-" + available.architecture(),
        name,
        version,
        sourceName,
        sourceVersion,
        mailed ? keeper.substring(0, less).strip() : keeper,
        mailed ? keeper.substring(less + 1, greater).strip() : "",
        field(available, "Homepage"),
        field(available, "Description").lines().findFirst().orElse(""),
        available.digest().hex(),
        url(available, subject, sourceName, sourceVersion));
  }

  private static int end(String text, int index) {
    return index < 0 ? text.length() : index;
  }

  private static String field(AvailablePackage available, String name) {
    return available.stanza().field(name).orElse("");
  }

  /** As the purl specification has it for {@code deb}; {@code upstream} as scanners write it. */
  private static String url(
      AvailablePackage available, SbomSubject subject, String sourceName, String sourceVersion) {
    String version = available.version().toString();
    TreeMap<String, String> qualifiers = new TreeMap<>();
    qualifiers.put("arch", available.architecture());
    qualifiers.put("distro", subject.distribution() + "-" + subject.release());
    boolean sameVersion = sourceVersion.equals(version);
    if (!sourceName.equals(available.name()) || !sameVersion) {
      qualifiers.put("upstream", sameVersion ? sourceName : sourceName + "@" + sourceVersion);
    }
    try {
      return new PackageURL(
              "deb", subject.distribution(), available.name(), version, qualifiers, null)
          .canonicalize();
    } catch (MalformedPackageURLException e) {
      throw new IllegalArgumentException("package " + available.name() + ": " + e.getMessage(), e);
    }
  }
}
