package dev.kobako.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bouncycastle.openpgp.PGPException;

/**
 * The run that {@code dev/build-dist} records for the AOT cache: help texts, bundles of ordinary
 * programs (one that is not there trains the error message), an image that goes to a registry and
 * back, with encryption and without, and a base of packages.
 */
final class Training {
  private Training() {}

  /**
   * Trains.
   *
   * @param args a folder for the store, which may hold {@code keys.p12} (a server's key) and {@code
   *     authority.pem} (who vouches for it), and the password of the first
   */
  public static void main(String[] args)
      throws IOException, GeneralSecurityException, PGPException {
    SortedMap<String, String> environment = new TreeMap<>(System.getenv());
    Path folder = Path.of(args[0]);
    environment.put("KOBAKO_HOME", args[0]);
    environment.put("HOME", args[0]);
    environment.put("SSL_CERT_FILE", folder.resolve("authority.pem").toString());
    PrintStream sink = new PrintStream(new ByteArrayOutputStream(), true);
    Console console = new Console(sink, sink, InputStream.nullInputStream(), environment, "/");
    Main.run(List.of("--version"), console);
    Main.run(List.of("--help"), console);
    Main.run(List.of("bundle", "--help"), console);
    Head.ofFileCalls();
    Head.ofTransfers();
    Head.ofJson();
    Main.run(List.of("bundle", "--list", "sh"), console);
    for (String program : List.of("ls", "env", "bash", "perl", "git", "curl")) {
      Main.run(List.of("bundle", program, "-t", "training"), console);
    }
    Main.run(List.of("bundle", "sh", "-t", "training", "--json"), console);
    Main.run(List.of("bundle", "sh", "--why", "/bin/sh"), console);
    Main.run(
        List.of("bundle", "--no-such-option"),
        new Console(sink, sink, InputStream.nullInputStream(), environment, "/"));
    try (TrainingArchive archive = TrainingArchive.in(folder)) {
      composeBases(archive, folder, console);
    }
    try (TrainingRegistry registry = TrainingRegistry.plain()) {
      useRegistry(registry, folder, console);
    }
    Path keys = folder.resolve("keys.p12");
    if (Files.exists(keys)) {
      try (TrainingRegistry registry = TrainingRegistry.encrypted(keys, args[1].toCharArray())) {
        useRegistry(registry, folder, console);
      }
    }
  }

  private static void composeBases(TrainingArchive archive, Path folder, Console console)
      throws IOException {
    List<String> ask =
        List.of(
            "base",
            "debian:bookworm",
            "--distroless",
            "-p",
            "training",
            "--source",
            archive.source(),
            "-t",
            "base");
    Main.run(List.of("base", "--help"), console);
    Main.run(ask, console);
    // What comes from the cache, and is pinned.
    Path file = folder.resolve("base.yaml");
    Files.writeString(
        file,
        """
        base: debian:bookworm
        kind: distroless
        packages: [training]
        sources: {lines: ['%s']}
        entrypoint: [training]
        """
            .formatted(archive.source()));
    for (int i = 0; i < 2; i++) {
      Main.run(List.of("base", "--file", file.toString(), "-t", "base"), console);
    }
  }

  private static void useRegistry(TrainingRegistry registry, Path folder, Console console) {
    String base = "docker://" + registry.address();
    String image = base + "/training:1";
    Main.run(List.of("push", "training", image), console);
    Main.run(List.of("inspect", image), console);
    Main.run(List.of("inspect", image, "--json"), console);
    Main.run(List.of("copy", image, base + "/copy:1"), console);
    Main.run(List.of("copy", image, "oci:" + folder.resolve("layout") + ":1"), console);
    Main.run(List.of("copy", "-q", image, "docker-archive:" + folder.resolve("a.tar")), console);
    Main.run(List.of("pull", image), console);
    Main.run(List.of("pull", registry.address() + "/training:none"), console);
    Main.run(List.of("images"), console);
  }
}
