package dev.kobako.cli;

import com.sun.net.httpserver.HttpServer;
import dev.kobako.image.Progress;
import dev.kobako.toolbox.Tool;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
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
  private static final int LINT_RUNS = 3;

  private static final String LINTED =
      """
      # syntax=docker/dockerfile:1
      ARG VERSION=12
      # hadolint ignore=DL3006
      FROM debian:${VERSION} AS base
      LABEL org.example.name="app" version='1'
      SHELL ["/bin/bash", "-o", "pipefail", "-c"]
      ENV A=/a B="$A/b" \\
          C=d
      RUN --mount=type=cache,target=/var/cache/apt apt-get update \\
          && apt-get install -y --no-install-recommends curl wget=1.2 git \\
          # a comment
          && rm -rf /var/lib/apt/lists/*
      RUN if [ -n "$A" ]; then for f in *.c; do gcc "$f" || exit 1; done; fi; x=$(cd /tmp && ls | wc -l)
      RUN pip install flask && npm install -g a && gem install b && go install c@latest && apk add d
      RUN yum install -y e; dnf install -y f-1; zypper install g; yarn install; useradd -l -u 1234567 h
      RUN <<EOF
      case "$1" in a|b) echo "${A:-c}" ;; *) f() { sudo x; }; f ;; esac
      EOF
      FROM base as final
      COPY --from=base --chown=1:1 /a b/
      ADD https://example.org/a.tar.gz c.txt /tmp/
      ARG NPM_TOKEN
      WORKDIR app
      EXPOSE 80 8000-8010/tcp
      VOLUME /data
      HEALTHCHECK --interval=5s CMD curl -f http://localhost || exit 1
      ONBUILD RUN make
      USER root
      STOPSIGNAL SIGTERM
      ENTRYPOINT ["/app"]
      CMD run --all
      """;

  private static final int MANY_FILES = 2000;

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
        Main.run(List.of("setup", "--list"), console);
      }
      case "explain" -> explain(folder, console);
      case "lint" -> {
        lint(folder, console);
        fix(folder, console);
      }
      case "build" -> {
        build(folder, console);
        useContainers(console);
      }
      case "slim" -> TrainingSlim.in(folder, console).train();
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  /** Builds a small image, then again with nothing changed, which people wait for most often. */
  private static void build(Path folder, Console console) throws IOException {
    Path context = Files.createDirectory(folder.resolve("context"));
    Files.writeString(context.resolve("file"), "training");
    Files.writeString(context.resolve(".dockerignore"), "*.tmp\n");
    // From some number of files on they are looked at in another way.
    Path many = Files.createDirectory(context.resolve("many"));
    for (int i = 0; i < MANY_FILES; i++) {
      Files.createFile(many.resolve(String.valueOf(i)));
    }
    Path dockerfile = context.resolve("Dockerfile");
    String copies = "FROM scratch AS files\nCOPY file /\nFROM files\nWORKDIR /w\nCOPY . .\n";
    Files.writeString(dockerfile, copies);
    List<String> build = List.of("build", "-t", "training", context.toString());
    for (int i = 0; i < 2; i++) {
      expectSuccess(build, console);
    }
    Main.run(List.of("build", "--plan", context.toString()), console);
    try (ToolAccess tools = new ToolAccess(console, Progress.NONE)) {
      if (tools.find(Tool.RUNC).isEmpty()) {
        return; // it is not fetched for this
      }
    }
    build(context, dockerfile, console);
  }

  /** Builds by steps that run, then again with a source changed, and by one that fails. */
  private static void build(Path context, Path dockerfile, Console console) throws IOException {
    expectSuccess(List.of("bundle", "-q", "/bin/sh", "-t", "shell"), console);
    Files.writeString(
        dockerfile,
        """
        ARG BASE
        FROM $BASE AS build
        ARG A=1
        ENV B=$A
        COPY *.c /src/
        RUN echo $B >/made; echo >>/src/a.c; echo >/src/a.o
        FROM scratch
        COPY --from=build /made /made
        WORKDIR /w
        COPY . .
        ENTRYPOINT ["/made"]
        """);
    List<String> build =
        List.of("build", "-q", "--build-arg", "BASE=shell", "-t", "training", context.toString());
    for (String source : List.of("a", "a", "ab", "abc")) {
      Files.writeString(context.resolve("a.c"), source);
      expectSuccess(build, console);
    }
    compare(context, console);
    Files.writeString(dockerfile, "FROM shell\nRUN echo >/made\nRUN exit 1\n");
    Main.run(List.of("build", "-t", "training", context.toString()), console);
  }

  /** Compares two cells of what is built, then tells what is known. */
  private static void compare(Path context, Console console) throws IOException {
    Path matrix = context.resolveSibling("matrix.yaml");
    Files.writeString(
        matrix,
        """
        context: context
        base: shell
        change: {file: a.c, append: x}
        start: {exit: true, times: 1}
        target: build
        run: {entrypoint: [/bin/sh, -c, ":"]}
        axes: {A: [1, 2]}
        """);
    String page = context.resolveSibling("compared.html").toString();
    for (int i = 0; i < 2; i++) {
      Main.run(List.of("compare", matrix.toString(), "--html", page), console);
    }
  }

  /** What ends too early trains little, and makes the command slow without being wrong. */
  static void expectSuccess(List<String> command, Console console) {
    int code = Main.run(command, console);
    if (code != 0) {
      System.err.println("training: exit code " + code + " of kobako " + String.join(" ", command));
    }
  }

  private static Console console(Path folder) {
    SortedMap<String, String> environment = new TreeMap<>(System.getenv());
    environment.put("KOBAKO_HOME", folder.toString());
    environment.put("HOME", folder.toString());
    environment.put("SSL_CERT_FILE", folder.resolve("authority.pem").toString());
    PrintStream sink = new PrintStream(new ByteArrayOutputStream(), true);
    return new Console(sink, sink, InputStream.nullInputStream(), environment, "/");
  }

  private static void askForHelp(Console console) {
    Main.run(List.of("--version"), console);
    Main.run(List.of("--help"), console);
    for (Command command : Command.values()) {
      Main.run(List.of(command.word(), "--help"), console);
    }
  }

  /** Bundles ordinary programs, and one that is not there, which trains the error message. */
  private static void bundle(Console console) {
    Head.ofFileCalls();
    Head.ofTransfers();
    Head.ofJson();
    Main.run(List.of("bundle", "--list", "sh"), console);
    for (String program : List.of("ls", "env", "bash", "perl", "git", "curl")) {
      Main.run(List.of("bundle", program, "-t", "training"), console);
    }
    Main.run(List.of("bundle", "sh", "-t", "training", "--json"), console);
    Main.run(List.of("bundle", "sh", "--why", "/bin/sh"), console);
    Main.run(List.of("bundle", "--no-such-option"), console);
  }

  /** Holds a Dockerfile that has something of everything against all rules, in the usual forms. */
  private static void lint(Path folder, Console console) throws IOException {
    Path dockerfile = folder.resolve("Dockerfile");
    Files.writeString(dockerfile, LINTED);
    Files.writeString(
        folder.resolve(".hadolint.yaml"), "ignored: [DL3059]\noverride: {info: []}\n");
    String configuration = folder.resolve(".hadolint.yaml").toString();
    String file = dockerfile.toString();
    for (int i = 0; i < LINT_RUNS; i++) {
      expectSuccess(List.of("lint", "--no-fail", file), console);
      expectSuccess(List.of("lint", "--no-fail", "-f", "json", file, file), console);
    }
    expectSuccess(List.of("lint", "--no-fail", "-c", configuration, "-f", "sarif", file), console);
    expectSuccess(List.of("lint", "--no-fail", "-f", "tty", "--no-shellcheck", file), console);
  }

  /** Changes a Dockerfile of many layers. */
  private static void fix(Path folder, Console console) throws IOException {
    Path dockerfile = folder.resolve("Dockerfile.many");
    Files.writeString(
        dockerfile,
        """
        FROM debian
        ADD a /a
        RUN apt-get update
        RUN cd /a && apt-get install make && make
        RUN rm -rf /a
        CMD a
        """);
    expectSuccess(List.of("fix", "--diff", dockerfile.toString()), console);
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
    String lines = "FROM scratch\nCOPY . /\nCOPY --chown=1 app /app\nCOPY usr /other\n";
    Files.writeString(context.resolve("Dockerfile"), lines);
    expectSuccess(List.of("build", "-q", "-t", "training", context.toString()), console);
    String archive = "docker-archive:" + folder.resolve("training.tar");
    expectSuccess(List.of("copy", "-q", "training", archive), console);
    for (String image : List.of("training", archive)) {
      expectSuccess(List.of("explain", image), console);
      expectSuccess(List.of("explain", image, "--json"), console);
      expectSuccess(List.of("why", image, "/usr/lib/a/1.txt"), console);
    }
    String page = folder.resolve("page.html").toString();
    expectSuccess(List.of("explain", archive, "--html", page), console);
    expectSuccess(List.of("diff", "training", archive), console);
  }

  /** Where no runtime is at hand, none is fetched for this. */
  private static void useContainers(Console console) {
    if (ToolAccess.toolbox(console).find(Tool.RUNC).isEmpty()) {
      return;
    }
    Main.run(List.of("bundle", "sh", "-t", "training"), console);
    for (int i = 0; i < 2; i++) {
      expectSuccess(List.of("run", "--rm", "training", "-c", ":"), console);
    }
    Main.run(List.of("run", "-d", "--name", "training", "training", "-c", "read line"), console);
    Main.run(List.of("ps", "-a"), console);
    Main.run(List.of("logs", "training"), console);
    Main.run(List.of("rm", "-f", "training"), console);
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

  private static void useRegistry(HttpServer server, Path folder, Console console) {
    try (TrainingRegistry registry = new TrainingRegistry(server)) {
      useRegistry(registry, folder, console);
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
    Main.run(List.of("explain", "docker-archive:" + folder.resolve("a.tar")), console);
    Main.run(List.of("explain", "training", "--json"), console);
    Main.run(List.of("why", "training", "/bin/sh"), console);
    Main.run(List.of("pull", image), console);
    Main.run(List.of("pull", registry.address() + "/training:none"), console);
    Main.run(List.of("images"), console);
  }
}
