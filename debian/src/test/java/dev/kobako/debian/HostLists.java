package dev.kobako.debian;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The package lists of bookworm that apt on this host has fetched. */
final class HostLists {
  private static final Path FOLDER = Path.of("/var/lib/apt/lists");

  private HostLists() {}

  /** All files of bookworm, its updates and security, with apt's names. */
  static List<Path> files() throws IOException {
    assumeTrue(Files.isDirectory(FOLDER), "apt's folder " + FOLDER + " is needed");
    try (Stream<Path> files = Files.list(FOLDER)) {
      List<Path> lists =
          files.filter(each -> each.toString().contains("_dists_bookworm")).sorted().toList();
      assumeTrue(
          lists.stream().anyMatch(HostLists::isIndex),
          "apt's lists of bookworm for amd64 are needed in " + FOLDER);
      return lists;
    }
  }

  /** What they offer in main, for amd64. */
  static TextPackages packages() throws IOException {
    TextPackages packages = new TextPackages("amd64");
    for (Path each : files()) {
      if (isIndex(each)) {
        String name = each.getFileName().toString();
        String suite = name.replaceFirst(".*_dists_", "").replaceFirst("_main_.*", "");
        PackageSource source = new PackageSource("http://deb.example/debian", suite, "main");
        for (Stanza stanza : Stanza.split(unpacked(each))) {
          packages.add(new AvailablePackage(stanza, source));
        }
      }
    }
    return packages;
  }

  private static boolean isIndex(Path file) {
    return file.toString().matches(".*_main_binary-amd64_Packages(\\.lz4)?");
  }

  private static byte[] unpacked(Path file) throws IOException {
    try (InputStream packed = Files.newInputStream(file);
        InputStream in = file.toString().endsWith(".lz4") ? new Lz4FrameInput(packed) : packed) {
      return in.readAllBytes();
    }
  }
}
