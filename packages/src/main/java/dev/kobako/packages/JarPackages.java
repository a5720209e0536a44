package dev.kobako.packages;

import dev.kobako.image.Content;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.jar.Attributes;
import java.util.jar.Manifest;

/**
 * The packages of Maven in a jar: its own, those that were merged into it, and those of the jars
 * that it carries, as Spring Boot's do. Each tells its coordinates in a {@code pom.properties}
 * (Maven Archiver, "Archiver Reference").
 */
public final class JarPackages {
  private static final int LONGEST = 64 << 10;

  /** A jar in a jar is looked at in memory. */
  private static final int LARGEST_INNER = 64 << 20;

  /** As many as a program has at the very most. */
  private static final int MOST = 20_000;

  private final List<NamedPackage> found = new ArrayList<>();

  private JarPackages() {}

  /** In the order of the members; none of a file that is no archive. */
  public static List<NamedPackage> of(Content jar) throws IOException {
    JarPackages packages = new JarPackages();
    packages.read(jar, true);
    return packages.found;
  }

  /**
   * What a jar is itself: the package whose name it bears, or the only one in it; else what its
   * manifest or its name says.
   *
   * @param path of it
   */
  static Optional<NamedPackage> itself(String path, Content jar) throws IOException {
    JarPackages packages = new JarPackages();
    packages.read(jar, false);
    String stem = path.substring(path.lastIndexOf('/') + 1, path.lastIndexOf('.'));
    Optional<NamedPackage> bearsName =
        packages.found.stream().filter(each -> bears(stem, each.plainName())).findFirst();
    if (bearsName.isPresent()) {
      return bearsName;
    }
    Optional<NamedPackage> only =
        packages.found.size() == 1 ? Optional.of(packages.found.getFirst()) : Optional.empty();
    Optional<NamedPackage> told = only.isPresent() ? only : manifest(new JarMembers(jar));
    return told.isPresent() ? told : byName(stem);
  }

  private static boolean bears(String stem, String artifact) {
    return stem.equals(artifact) || stem.startsWith(artifact + "-");
  }

  private static Optional<NamedPackage> manifest(JarMembers members) throws IOException {
    Optional<byte[]> bytes = members.bytes("META-INF/MANIFEST.MF", LONGEST);
    if (bytes.isEmpty()) {
      return Optional.empty();
    }
    try {
      Attributes main = new Manifest(new ByteArrayInputStream(bytes.get())).getMainAttributes();
      Optional<NamedPackage> bundle = named(main, "Bundle-SymbolicName", "Bundle-Version");
      return bundle.isPresent()
          ? bundle
          : named(main, "Implementation-Title", "Implementation-Version");
    } catch (IOException | IllegalArgumentException _) {
      return Optional.empty(); // damaged
    }
  }

  private static Optional<NamedPackage> named(Attributes main, String title, String version) {
    String name = Objects.requireNonNullElse(main.getValue(title), "").split(";", 2)[0].strip();
    String number = Objects.requireNonNullElse(main.getValue(version), "").strip();
    return name.isEmpty() || number.isEmpty()
        ? Optional.empty()
        : Optional.of(new NamedPackage(Ecosystem.JAVA, name, number));
  }

  /** {@code NAME-VERSION}, as repositories call their files. */
  private static Optional<NamedPackage> byName(String stem) {
    for (int dash = stem.indexOf('-'); dash > 0; dash = stem.indexOf('-', dash + 1)) {
      if (dash + 1 < stem.length() && Character.isDigit(stem.charAt(dash + 1))) {
        return Optional.of(
            new NamedPackage(Ecosystem.JAVA, stem.substring(0, dash), stem.substring(dash + 1)));
      }
    }
    return Optional.empty();
  }

  private void read(Content jar, boolean withInner) throws IOException {
    JarMembers members = new JarMembers(jar);
    int read = 0;
    for (String name : members.names()) {
      if (read >= MOST) {
        return;
      }
      if (name.startsWith("META-INF/maven/") && name.endsWith("/pom.properties")) {
        read++;
        members.bytes(name, LONGEST).flatMap(JarPackages::coordinates).ifPresent(found::add);
      } else if (withInner && name.endsWith(".jar")) {
        read++;
        Optional<byte[]> inner = members.bytes(name, LARGEST_INNER);
        if (inner.isPresent()) {
          read(Content.of(inner.get()), false);
        }
      }
    }
  }

  private static Optional<NamedPackage> coordinates(byte[] bytes) {
    Properties properties = new Properties();
    try {
      properties.load(new ByteArrayInputStream(bytes));
    } catch (IOException | IllegalArgumentException _) {
      return Optional.empty(); // no Maven has written it
    }
    String group = properties.getProperty("groupId", "");
    String artifact = properties.getProperty("artifactId", "");
    String version = properties.getProperty("version", "");
    return artifact.isEmpty() || version.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new NamedPackage(
                Ecosystem.JAVA, group.isEmpty() ? artifact : group + ":" + artifact, version));
  }
}
