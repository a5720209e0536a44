package dev.kobako.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kobako.image.Image;
import dev.kobako.image.ImageReference;
import dev.kobako.image.ImageStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** Bases of Debian's own packages, for users whose homes are kept under {@code target}. */
final class DebianBase {
  private static final Path HOMES = Path.of("target/debian-homes").toAbsolutePath();

  private DebianBase() {}

  /**
   * A user whose packages are there already, where an earlier run has fetched them; skips the test
   * where this machine's apt knows no bookworm.
   */
  static Kobako user(Path temp) throws IOException {
    assumeTrue(
        hasSources(),
        "skipped: /etc/apt names no archive for bookworm, or 'apt-get update' is due");
    return Kobako.withStore(Files.createDirectories(HOMES.resolve("first"))).in(temp);
  }

  /** The home of another user, who shares nothing with the first. */
  static Path otherHome() throws IOException {
    return Files.createDirectories(HOMES.resolve("second"));
  }

  private static boolean hasSources() throws IOException {
    Path lists = Path.of("/var/lib/apt/lists");
    if (!Files.isDirectory(lists)) {
      return false;
    }
    try (Stream<Path> files = Files.list(lists)) {
      return files.anyMatch(file -> file.toString().endsWith("_dists_bookworm_InRelease"));
    }
  }

  /** Skips the test unless it runs as root, who alone can give files to others. */
  static void assumeRoot() throws IOException {
    assumeTrue(
        Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0),
        "skipped: only root can unpack an image with all its owners");
  }

  /** The command for a full base whose layer {@link #unpacked} can take. */
  static List<String> full(String name) {
    return List.of("base", "debian:bookworm", "-t", name, "-q", "--compression", "none");
  }

  /** The image of that name in the store, for this machine's platform. */
  static Image image(Kobako kobako, String name) {
    try (ImageStore store = ImageStore.open(kobako.home())) {
      return store.image(ImageReference.parse(name)).orElseThrow();
    }
  }

  /** An image of an uncompressed layer unpacked by tar(1), with its owners. */
  static Path unpacked(Kobako kobako, String name, Path folder) throws Exception {
    Path root = Files.createDirectories(folder);
    Path tar = Files.createTempFile(folder.resolveSibling(""), "layer", ".tar");
    try (InputStream layer = image(kobako, name).layers().getFirst().open()) {
      Files.copy(layer, tar, StandardCopyOption.REPLACE_EXISTING);
    }
    unpack(tar, root);
    Files.delete(tar);
    return root;
  }

  /** A tar unpacked by tar(1), with its owners. */
  static void unpack(Path tar, Path root) throws Exception {
    HostCommand.of(root, "tar", "--numeric-owner", "--exclude=./dev/*", "-xpf", tar.toString())
        .output();
  }
}
