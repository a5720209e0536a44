package dev.kobako.debian;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kobako.image.Content;
import dev.kobako.image.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Packages of the host's own distribution, fetched once into the module's target folder; a test
 * that needs them is skipped where none can be had.
 */
final class RealPackages {
  private static final Path FOLDER = Path.of("target", "real-packages").toAbsolutePath();

  private RealPackages() {}

  /** The packages in the order of the names. */
  static List<DebFile.Fetched> fetch(String... names) throws Exception {
    for (String tool : List.of("apt-get", "dpkg", "dpkg-deb")) {
      assumeTrue(Files.isExecutable(Path.of("/usr/bin/" + tool)), tool + " is needed");
    }
    Files.createDirectories(FOLDER);
    List<DebFile.Fetched> all = new ArrayList<>();
    for (String name : names) {
      if (find(name) == null) {
        run(FOLDER, "apt-get", "download", name);
      }
      Path deb = find(name);
      assumeTrue(deb != null, "apt-get download could not fetch " + name);
      all.add(fetched(deb));
    }
    return all;
  }

  static DebFile.Fetched fetched(Path deb) throws Exception {
    Digest digest;
    try (InputStream in = Files.newInputStream(deb)) {
      digest = Digest.sha256(in);
    }
    String stanza =
        run(FOLDER, "dpkg-deb", "--field", deb.toString())
            + "Filename: %s\nSize: %d\nSHA256: %s\n"
                .formatted(deb.getFileName(), Files.size(deb), digest.hex());
    return new DebFile.Fetched(
        new AvailablePackage(
            new Stanza(stanza), new PackageSource("http://deb.test/debian", "test", "main")),
        Content.of(deb, Files.size(deb)));
  }

  static Path file(String name) throws IOException {
    Path file = find(name);
    if (file == null) {
      throw new IOException(name + " was not fetched");
    }
    return file;
  }

  private static @org.jspecify.annotations.Nullable Path find(String name) throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(name + "_"))
          .sorted()
          .findFirst()
          .orElse(null);
    }
  }

  /** What a command prints, whether it succeeds or not. */
  static String run(Path folder, String... command) throws Exception {
    Path output = Files.createTempFile("kobako-output", ".txt");
    try {
      ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
      builder.redirectErrorStream(true).redirectOutput(output.toFile());
      builder.environment().put("LC_ALL", "C.UTF-8");
      Process process = builder.start();
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException(String.join(" ", command) + " does not end");
      }
      return Files.readString(output, StandardCharsets.UTF_8);
    } finally {
      Files.delete(output);
    }
  }
}
