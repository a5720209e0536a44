package dev.kobako.slim;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A folder with files of real Debian packages, fetched from where the host has its own. */
final class DebianRoot {
  private DebianRoot() {}

  /** Unpacks packages into a new folder; skipped, and says so, where they can't be fetched. */
  static Path of(Path folder, String... packages) throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/apt-get")), "skipped: no apt-get here");
    Path debs = Files.createDirectory(folder.resolve("debs"));
    List<String> download = new ArrayList<>(List.of("apt-get", "-q", "download"));
    download.addAll(Arrays.asList(packages));
    assumeTrue(run(debs, download) == 0, "skipped: apt-get can't fetch " + download);
    Path root = Files.createDirectories(folder.resolve("debian"));
    for (String name : List.of("bin", "lib", "lib64", "sbin")) {
      Files.createDirectories(root.resolve("usr").resolve(name));
      Files.createSymbolicLink(root.resolve(name), Path.of("usr", name));
    }
    try (Stream<Path> files = Files.list(debs)) {
      for (Path deb : files.sorted().toList()) {
        String unpack =
            "dpkg-deb --fsys-tarfile \"$0\" | tar -xf - --keep-directory-symlink -C \"$1\"";
        int status = run(debs, List.of("sh", "-c", unpack, deb.toString(), root.toString()));
        assumeTrue(status == 0, "skipped: can't unpack " + deb);
      }
    }
    return root;
  }

  private static int run(Path folder, List<String> command)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int status = process.waitFor();
    if (status != 0) {
      System.err.println(said);
    }
    return status;
  }
}
