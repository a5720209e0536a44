package dev.kobako.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kobako.debian.AvailablePackage;
import dev.kobako.debian.DebFile;
import dev.kobako.debian.PackageSource;
import dev.kobako.debian.Stanza;
import dev.kobako.debian.UnpackedPackages;
import dev.kobako.image.Content;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Packages as the host's own apt would get and choose them, kept between runs of the tests. */
final class HostPackages {
  /** What every Debian of bookworm and later has, and apt. */
  static final List<String> MINIMAL =
      List.of(
          "apt",
          "base-files",
          "base-passwd",
          "bash",
          "bsdutils",
          "coreutils",
          "dash",
          "debianutils",
          "diffutils",
          "dpkg",
          "findutils",
          "grep",
          "gzip",
          "hostname",
          "init-system-helpers",
          "libc-bin",
          "login",
          "ncurses-base",
          "ncurses-bin",
          "perl-base",
          "sed",
          "sysvinit-utils",
          "tar",
          "usr-is-merged",
          "util-linux");

  private static final Path FOLDER = Path.of("target/host-packages").toAbsolutePath();

  private HostPackages() {}

  /** The packages with all that they depend on, unpacked. */
  static UnpackedPackages unpacked(List<String> names) throws Exception {
    List<DebFile.Fetched> fetched = new ArrayList<>();
    for (Path deb : debs(names)) {
      fetched.add(new DebFile.Fetched(available(deb), Content.of(deb, Files.size(deb))));
    }
    return UnpackedPackages.of(DebFile.openAll(fetched, FOLDER.resolve("unpacked")));
  }

  private static List<Path> debs(List<String> names) throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/apt-get")), "apt-get is needed for packages");
    List<String> options =
        List.of(
            "Dir::State::status=" + Files.writeString(made("state").resolve("status"), ""),
            "Dir::Cache=" + made("cache"),
            "Dir::State::extended_states=" + FOLDER.resolve("state/extended"),
            "APT::Install-Recommends=false",
            "Debug::NoLocking=true");
    made("cache/archives/partial");
    List<String> command = new ArrayList<>(List.of("apt-get", "-qq", "-y"));
    options.forEach(option -> command.addAll(List.of("-o", option)));
    if (hasBookworm()) {
      command.addAll(List.of("-t", "bookworm"));
    }
    command.add("install");
    command.addAll(names);
    command.add(1, "--download-only");
    output(command);
    List<String> simulated = new ArrayList<>(command);
    simulated.set(1, "--simulate");
    List<Path> debs = new ArrayList<>();
    for (String line : output(simulated).lines().filter(l -> l.startsWith("Inst ")).toList()) {
      // Inst NAME (VERSION SUITE [ARCHITECTURE])
      String[] words = line.replaceAll("[\\[\\]()]", "").split(" ");
      String version = words[2].replace(":", "%3a");
      String architecture = words[words.length - 1];
      debs.add(
          FOLDER.resolve(
              "cache/archives/" + words[1] + "_" + version + "_" + architecture + ".deb"));
    }
    assumeTrue(debs.stream().allMatch(Files::exists), "packages can't be had from apt's sources");
    return debs;
  }

  private static boolean hasBookworm() throws IOException {
    try (var lists =
        Files.newDirectoryStream(Path.of("/var/lib/apt/lists"), "*_bookworm_InRelease")) {
      return lists.iterator().hasNext();
    }
  }

  private static Path made(String name) throws IOException {
    return Files.createDirectories(FOLDER.resolve(name));
  }

  private static AvailablePackage available(Path deb) throws Exception {
    String control = output(List.of("dpkg-deb", "--field", deb.toString()));
    String sha256 =
        HexFormat.of()
            .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(deb)));
    Stanza stanza =
        new Stanza(
            control
                + ("Filename: pool/" + deb.getFileName() + "\n")
                + ("Size: " + Files.size(deb) + "\n")
                + ("SHA256: " + sha256 + "\n"));
    return new AvailablePackage(
        stanza, new PackageSource("http://deb.example/debian", "bookworm", "main"));
  }

  static String output(List<String> command) throws Exception {
    Path errors = Files.createTempFile("kobako-errors-", ".txt");
    try {
      Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
      process.getOutputStream().close();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assumeTrue(
          process.exitValue() == 0,
          () -> command.getFirst() + " can't bring the packages of the test");
      return out;
    } finally {
      Files.delete(errors);
    }
  }
}
