package dev.kobako.slim;

import dev.kobako.image.Content;
import dev.kobako.packages.JarMembers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.Manifest;

/**
 * What the manifest of a jar says about other files.
 *
 * @param classPath the URLs that it adds to the class path, relative to where the jar is
 * @param isSpringBoot whether Spring Boot made it, which reads settings where it is started
 */
record JarManifest(List<String> classPath, boolean isSpringBoot) {
  private static final String NAME = "META-INF/MANIFEST.MF";
  private static final int LONGEST = 4 << 20;
  private static final JarManifest EMPTY = new JarManifest(List.of(), false);

  JarManifest {
    classPath = List.copyOf(classPath);
  }

  /** That of a jar; an empty one where there is none that can be read. */
  static JarManifest of(Content jar) throws IOException {
    Optional<byte[]> bytes = new JarMembers(jar).bytes(NAME, LONGEST);
    if (bytes.isEmpty()) {
      return EMPTY;
    }
    try {
      Attributes main = new Manifest(new ByteArrayInputStream(bytes.get())).getMainAttributes();
      String classPath = main.getValue(Attributes.Name.CLASS_PATH);
      return new JarManifest(
          classPath == null ? List.of() : OptionWords.of(classPath),
          main.getValue("Spring-Boot-Version") != null);
    } catch (IOException | IllegalArgumentException damaged) {
      return EMPTY;
    }
  }
}
