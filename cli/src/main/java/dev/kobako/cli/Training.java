package dev.kobako.cli;

import com.sun.net.httpserver.HttpServer;
import dev.kobako.image.Digest;
import dev.kobako.image.Platform;
import dev.kobako.tree.HostTree;
import dev.kobako.tree.TarOptions;
import dev.kobako.tree.TarWriter;
import dev.kobako.tree.Tree;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bouncycastle.openpgp.PGPException;

/**
 * The runs that {@code dev/build-dist} records for the AOT caches. A JVM takes in all classes of
 * its cache before it begins, wanted or not, so groups of commands have caches of their own, and
 * {@code ./kobako} knows which command is in which.
 */
final class Training {
  static final int MANY_FILES = 2000;

  private Training() {}

  /**
   * Trains.
   *
   * @param args the group of commands: {@code help}, {@code images}, {@code base}, {@code explain},
   *     {@code lint}, {@code build} or {@code slim}; a folder for the store, which may hold {@code
   *     keys.p12} (a server's key) and {@code authority.pem} (who vouches for it); the password of
   *     the first
   */
  public static void main(String[] args)
      throws IOException, GeneralSecurityException, PGPException {
    Path folder = Path.of(args[1]);
    Console console = console(folder);
    switch (args[0]) {
      case "help" -> askForHelp(console);
      case "images" -> {
        bundle(console);
        for (HttpServer server : servers(folder, args[2].toCharArray())) {
          useRegistry(server, folder, console);
        }
      }
      case "base" -> {
        for (HttpServer server : servers(folder, args[2].toCharArray())) {
          composeBases(server, folder, console);
        }
        run(List.of("setup", "--list"), console);
      }
      case "explain" -> explain(folder, console);
      case "lint" -> new TrainingLint(folder, console).train();
      case "build" -> new TrainingBuild(folder, console).train();
      case "slim" -> TrainingSlim.in(folder, console).train();
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  /** What ends too early trains little, and makes the command slow without being wrong. */
  static void expectSuccess(List<String> command, Console console) {
    int code = run(command, console);
    if (code != 0) {
      System.err.println("training: exit code " + code + " of kobako " + String.join(" ", command));
    }
  }

  /** Runs a command as {@link Main#main} does. */
  static int run(List<String> command, Console console) {
    Main.headStart(command);
    return Main.run(command, console);
  }

  private static Console console(Path folder) {
    SortedMap<String, String> environment = new TreeMap<>(System.getenv());
    environment.put("KOBAKO_HOME", folder.toString());
    environment.put("HOME", folder.toString());
    environment.put("SSL_CERT_FILE", folder.resolve("authority.pem").toString());
    PrintStream sink = new PrintStream(new ByteArrayOutputStream(), true);
    // with what the launcher says of terminals, so that this is trained too
    return new Console(
        sink, sink, InputStream.nullInputStream(), environment, "/", Main.terminals(""));
  }

  private static void askForHelp(Console console) {
    run(List.of("--version"), console);
    run(List.of("--help"), console);
    for (Command command : Command.values()) {
      run(List.of(command.word(), "--help"), console);
    }
  }

  /** Bundles ordinary programs, and one that is not there, which trains the error message. */
  private static void bundle(Console console) {
    run(List.of("bundle", "--list", "sh"), console);
    for (String program : List.of("ls", "env", "bash", "perl", "git", "curl")) {
      run(List.of("bundle", program, "-t", "training"), console);
    }
    run(List.of("bundle", "sh", "-t", "training", "--json"), console);
    run(List.of("bundle", "sh", "--why", "/bin/sh"), console);
    run(List.of("bundle", "--no-such-option"), console);
  }

  /** Looks at an image of many files in the store, and at the same one in an archive. */
  private static void explain(Path folder, Console console) throws IOException {
    Path context = Files.createDirectory(folder.resolve("context"));
    for (String part : List.of("usr/lib/a", "usr/share/doc/b", "app")) {
      Path files = Files.createDirectories(context.resolve(part));
      for (int i = 0; i < MANY_FILES; i++) {
        Files.writeString(files.resolve(i + ".txt"), part.repeat(i % 100));
      }
    }
    Files.write(context.resolve("app/large"), new byte[1 << 20]);
    Files.copy(Path.of("/bin/sh"), context.resolve("usr/lib/a/sh"));
    TrainingSlim.install(context);
    String lines = "FROM scratch\nCOPY . /\nCOPY --chown=1 app /app\nCOPY usr /other\n";
    Files.writeString(context.resolve("Dockerfile"), lines);
    expectSuccess(List.of("build", "-q", "-t", "training", context.toString()), console);
    String archive = "docker-archive:" + folder.resolve("training.tar");
    expectSuccess(List.of("copy", "-q", "training", archive), console);
    expectSuccess(List.of("bundle", "-q", "sh", "-t", "program"), console);
    for (String image : List.of("training", archive, "program")) {
      expectSuccess(List.of("explain", image), console);
      expectSuccess(List.of("explain", image, "--json"), console);
      run(List.of("why", image, "/usr/lib/a/1.txt"), console);
    }
    expectSuccess(List.of("explain", savedByOldDocker(folder, context)), console);
    String page = folder.resolve("page.html").toString();
    expectSuccess(List.of("explain", archive, "--html", page), console);
    expectSuccess(List.of("diff", "training", archive), console);
  }

  /** An archive as Docker wrote it up to 24, without an index: its image's manifest is made up. */
  private static String savedByOldDocker(Path folder, Path context) throws IOException {
    Path parts = Files.createDirectory(folder.resolve("saved"));
    write(HostTree.of(context), parts.resolve("layer.tar"));
    Files.writeString(
        parts.resolve("config.json"),
        """
        {"architecture": "%s", "os": "linux", "config": {"Cmd": ["/usr/lib/a/sh"]},
         "rootfs": {"type": "layers", "diff_ids": ["%s"]},
         "history": [{"created": "2026-01-01T00:00:00Z", "created_by": "COPY . /"}]}
        """
            .formatted(
                Platform.host().architecture(),
                Digest.sha256(Files.readAllBytes(parts.resolve("layer.tar")))));
    Files.writeString(
        parts.resolve("manifest.json"),
        "[{\"Config\": \"config.json\", \"RepoTags\": [\"old:1\"], \"Layers\": [\"layer.tar\"]}]");
    Path archive = folder.resolve("saved.tar");
    write(HostTree.of(parts), archive);
    return "docker-archive:" + archive;
  }

  private static void write(Tree tree, Path file) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      TarWriter.write(tree, TarOptions.keepTimes(), out);
    }
  }

  /** One without encryption, and one with it if there are keys. */
  private static List<HttpServer> servers(Path folder, char[] password)
      throws IOException, GeneralSecurityException {
    List<HttpServer> servers = new ArrayList<>();
    servers.add(TrainingServer.plain());
    Path keys = folder.resolve("keys.p12");
    if (Files.exists(keys)) {
      servers.add(TrainingServer.encrypted(keys, password));
    }
    return servers;
  }

  private static void composeBases(HttpServer server, Path folder, Console console)
      throws IOException, PGPException {
    try (TrainingArchive archive = TrainingArchive.in(folder, server)) {
      composeBases(archive, folder, console);
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
    run(ask, console);
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
      run(List.of("base", "--file", file.toString(), "-t", "base"), console);
    }
  }

  private static void useRegistry(HttpServer server, Path folder, Console console) {
    try (TrainingRegistry registry = new TrainingRegistry(server)) {
      useRegistry(registry, folder, console);
    }
  }

  private static void useRegistry(TrainingRegistry registry, Path folder, Console console) {
    String base = "docker://" + registry.address();
    String image = base + "/training:1";
    run(List.of("push", "training", image), console);
    run(List.of("inspect", image), console);
    run(List.of("inspect", image, "--json"), console);
    run(List.of("copy", image, base + "/copy:1"), console);
    run(List.of("copy", image, "oci:" + folder.resolve("layout") + ":1"), console);
    run(List.of("copy", "-q", image, "docker-archive:" + folder.resolve("a.tar")), console);
    run(List.of("explain", "docker-archive:" + folder.resolve("a.tar")), console);
    run(List.of("explain", "training", "--json"), console);
    run(List.of("why", "training", "/bin/sh"), console);
    run(List.of("pull", image), console);
    run(List.of("pull", registry.address() + "/training:none"), console);
    run(List.of("images"), console);
  }
}
