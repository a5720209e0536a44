package dev.kobako.packages;

import dev.kobako.image.Content;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

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

  /** A package by its coordinates, each of which may be empty. */
  public record Coordinates(String group, String artifact, String version) {}

  private final List<Coordinates> found = new ArrayList<>();

  private JarPackages() {}

  /** In the order of the members; none of a file that is no archive. */
  public static List<Coordinates> of(Content jar) throws IOException {
    JarPackages packages = new JarPackages();
    packages.read(jar, true);
    return packages.found;
  }

  private void read(Content jar, boolean isOuter) throws IOException {
    JarMembers members = new JarMembers(jar);
    for (String name : members.names()) {
      if (found.size() >= MOST) {
        return;
      }
      if (name.startsWith("META-INF/maven/") && name.endsWith("/pom.properties")) {
        members.bytes(name, LONGEST).flatMap(JarPackages::coordinates).ifPresent(found::add);
      } else if (isOuter && name.endsWith(".jar")) {
        Optional<byte[]> inner = members.bytes(name, LARGEST_INNER);
        if (inner.isPresent()) {
          read(Content.of(inner.get()), false);
        }
      }
    }
  }

  private static Optional<Coordinates> coordinates(byte[] bytes) {
    Properties properties = new Properties();
    try {
      properties.load(new ByteArrayInputStream(bytes));
    } catch (IOException | IllegalArgumentException _) {
      return Optional.empty(); // no Maven has written it
    }
    return Optional.of(
        new Coordinates(
            properties.getProperty("groupId", ""),
            properties.getProperty("artifactId", ""),
            properties.getProperty("version", "")));
  }
}
