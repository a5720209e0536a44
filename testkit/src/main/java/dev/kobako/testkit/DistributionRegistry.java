package dev.kobako.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A real registry: Debian's docker-registry (distribution 2.8) as a process of its own, on a free
 * loopback port, with its storage and log in a temporary folder.
 *
 * <p>A test asks {@link #missing} first, so that it is skipped with a reason where the program is
 * not installed. The process ends and its folder goes at {@link #close}, or when this JVM ends.
 */
public final class DistributionRegistry implements AutoCloseable {
  /** The one user of a registry that asks for a {@linkplain Builder#password password}. */
  public static final String USER = "kobako";

  /** The password of {@link #USER}. */
  public static final String PASSWORD = "open-sesame-42";

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String LISTENING = "listening on ";

  private final Process process;
  private final Path folder;
  private final String scheme;
  private final String address;
  private final Thread atExit;

  private DistributionRegistry(Process process, Path folder, String scheme) throws IOException {
    this.process = process;
    this.folder = folder;
    this.scheme = scheme;
    this.atExit = new Thread(() -> end(process, folder));
    Runtime.getRuntime().addShutdownHook(atExit);
    this.address = awaitAddress();
  }

  /**
   * Why no registry can be started here, for the message of a test's assumption; empty if it can.
   */
  public static Optional<String> missing() {
    return program().isPresent()
        ? Optional.empty()
        : Optional.of("docker-registry is needed (Debian: apt-get install docker-registry)");
  }

  /** A registry over plain HTTP that lets everyone pull, push and delete. */
  public static DistributionRegistry start() {
    return builder().deletion().start();
  }

  /** A registry over plain HTTP that lets everyone pull and push, with what the builder adds. */
  public static Builder builder() {
    return new Builder();
  }

  /** Host and port, as they stand in an image reference: {@code 127.0.0.1:PORT}. */
  public String address() {
    return address;
  }

  /** The root of its API without {@code /v2/}: {@code http://127.0.0.1:PORT}, or https. */
  public String url() {
    return scheme + "://" + address;
  }

  /** The folder that holds what was pushed, in distribution's own layout. */
  public Path storageFolder() {
    return folder.resolve("storage");
  }

  /** What it has logged so far: its own lines, and one for each request answered. */
  public String log() {
    try {
      return Files.readString(logFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Kills the process and deletes its folder. */
  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(atExit);
    end(process, folder);
  }

  private static Optional<Path> program() {
    return SearchPath.find(List.of("/usr/bin"), "docker-registry", "registry");
  }

  private Path logFile() {
    return folder.resolve("log");
  }

  /** It binds port 0 itself, so that no one can take the port in between; its log tells which. */
  private String awaitAddress() throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end && process.isAlive()) {
      String log = log();
      int at = log.indexOf(LISTENING);
      int quote = log.indexOf('"', Math.max(at, 0));
      if (at >= 0 && quote >= 0) {
        return log.substring(at + LISTENING.length(), quote).replace(", tls", "");
      }
      pause();
    }
    String state = process.isAlive() ? "did not listen within " + PATIENCE : "ended";
    String log = log();
    close();
    throw new IOException("docker-registry " + state + "; its log:\n" + log);
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(10);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while docker-registry starts", e);
    }
  }

  private static void end(Process process, Path folder) {
    try {
      process.destroyForcibly().waitFor();
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(each);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What a registry asks of its clients, and what it allows them. */
  public static final class Builder {
    /** bcrypt of {@link #PASSWORD}, as {@code htpasswd -nbB -C 5} prints it. */
    private static final String HTPASSWD =
        USER + ":$2y$05$H1vP38fgwuSObBSuhWndCOueWhw2/beCJdQb35qwO8puJOfSbJFgS\n";

    private String auth = "";
    private String tls = "";
    private String clientAuthorities = "";
    private String proxy = "";
    private boolean deletion;
    private boolean readOnly;
    private boolean relativeUrls;

    private Builder() {}

    /** Every request needs Basic authentication as {@link #USER} with {@link #PASSWORD}. */
    public Builder password() {
      auth = "auth: {htpasswd: {realm: kobako-test, path: htpasswd}}\n";
      return this;
    }

    /**
     * Every request needs a bearer token.
     *
     * @param realm the URL to which clients are sent for one
     * @param issuer the {@code iss} of its tokens
     * @param service their {@code aud}
     * @param trusted the certificates, in PEM, of the keys that sign them
     */
    public Builder tokens(String realm, String issuer, String service, Path trusted) {
      auth =
          "auth: {token: {realm: %s, issuer: %s, service: %s, rootcertbundle: %s}}\n"
              .formatted(quoted(realm), quoted(issuer), quoted(service), quoted(trusted));
      return this;
    }

    /** HTTPS with this certificate (chain) and its private key, both PEM files. */
    public Builder tls(Path certificate, Path key) {
      tls = "certificate: " + quoted(certificate) + ", key: " + quoted(key);
      return this;
    }

    /** A client must show a certificate of one of these authorities (PEM); only with TLS. */
    public Builder clientCertificates(Path authorities) {
      clientAuthorities = ", clientcas: [" + quoted(authorities) + "]";
      return this;
    }

    /** Manifests and blobs may be deleted. */
    public Builder deletion() {
      deletion = true;
      return this;
    }

    /** Every push and deletion is refused. */
    public Builder readOnly() {
      readOnly = true;
      return this;
    }

    /** A pull-through cache of the registry with that root URL; it takes no pushes. */
    public Builder mirrorOf(String url) {
      proxy = "proxy: {remoteurl: " + quoted(url) + "}\n";
      return this;
    }

    /** The Location of its answers has no scheme and host. */
    public Builder relativeUrls() {
      relativeUrls = true;
      return this;
    }

    /** Starts it, and returns once it listens. */
    public DistributionRegistry start() {
      try {
        Path folder = Files.createTempDirectory("kobako-registry");
        Files.writeString(folder.resolve("htpasswd"), HTPASSWD);
        Files.writeString(folder.resolve("config.yml"), config());
        Path program = program().orElseThrow(() -> new IllegalStateException(missing().get()));
        ProcessBuilder command =
            new ProcessBuilder(List.of(program.toString(), "serve", "config.yml"))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile());
        // REGISTRY_* overrides the configuration
        command.environment().keySet().removeIf(name -> name.startsWith("REGISTRY_"));
        return new DistributionRegistry(command.start(), folder, tls.isEmpty() ? "http" : "https");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private String config() {
      return """
      version: 0.1
      log: {level: info, formatter: text}
      storage:
        filesystem: {rootdirectory: storage}
        delete: {enabled: %s}
        maintenance: {uploadpurging: {enabled: false}, readonly: {enabled: %s}}
      http:
        addr: "127.0.0.1:0"
        secret: not-a-secret
        relativeurls: %s
        tls: {%s}
      """
              .formatted(deletion, readOnly, relativeUrls, tls + clientAuthorities)
          + auth
          + proxy;
    }

    private static String quoted(Object text) {
      return '"' + text.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
  }
}
