package dev.kobako.sbom;

import com.github.packageurl.MalformedPackageURLException;
import com.github.packageurl.PackageURL;
import dev.kobako.image.Digest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What documents say of a package, each in its own way. What is not known is empty.
 *
 * @param id what tells it from the other packages of one image
 * @param name of the package
 * @param sourceName of the source package that it is built from, whose version scanners look up
 * @param sourceVersion its version
 * @param maintainer name of who keeps it
 * @param mail where they are reached
 * @param homepage of what is packaged
 * @param summary first line of its description
 * @param sha256 of the file that it was installed from, in hex
 * @param url what it is called across ecosystems: {@code pkg:deb/debian/libc6@2.36-9…}
 * @param provides the names by which others can need it, its own among them
 * @param needs the names of what it needs; of alternatives all
 */
public record ListedPackage(
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
    String url,
    List<String> provides,
    List<String> needs) {
  private static final int ID_DIGITS = 12;

  /** Types whose namespace is a distribution, which is no part of a name. */
  private static final List<String> SYSTEMS = List.of("deb", "apk", "rpm");

  public ListedPackage {
    provides = List.copyOf(provides);
    needs = List.copyOf(needs);
  }

  /**
   * A package of a package manager of which no more is known.
   *
   * @param type as package URLs have it: {@code pypi}, {@code npm}, {@code gem}, {@code apk}
   * @param namespace as the type has it: the scope of {@code npm}, the vendor of {@code composer};
   *     empty where there is none
   * @param qualifiers as the type has them: {@code arch}, {@code distro}
   * @throws IllegalArgumentException where the type does not allow such a name
   */
  public static ListedPackage named(
      String type, String namespace, String name, String version, Map<String, String> qualifiers) {
    String url = url(type, namespace, name, version, qualifiers);
    String hash = Digest.sha256(url.getBytes(StandardCharsets.UTF_8)).hex();
    return new ListedPackage(
        type + "-" + name + "-" + hash.substring(0, ID_DIGITS),
        SYSTEMS.contains(type) || namespace.isEmpty() ? name : namespace + "/" + name,
        version,
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        url,
        List.of(),
        List.of());
  }

  static String url(
      String type, String namespace, String name, String version, Map<String, String> qualifiers) {
    try {
      TreeMap<String, String> sorted = new TreeMap<>(qualifiers);
      sorted.values().removeIf(String::isEmpty);
      return new PackageURL(
              type, namespace.isEmpty() ? null : namespace, name, version, sorted, null)
          .canonicalize();
    } catch (MalformedPackageURLException e) {
      throw new IllegalArgumentException("package " + name + ": " + e.getMessage(), e);
    }
  }
}
