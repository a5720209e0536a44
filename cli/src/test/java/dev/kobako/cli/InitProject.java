package dev.kobako.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kobako.image.ImageReference;
import dev.kobako.image.ImageStore;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A project of sources, its Dockerfile by {@code kobako init}, and what comes of builds of it. */
record InitProject(Kobako kobako, Path folder) {
  private static final Pattern TITLE = Pattern.compile("#([0-9]+) \\[([^\\]]+)\\] (RUN .*)");
  private static final Pattern CACHED = Pattern.compile("#([0-9]+) CACHED");

  /** Older than anything that was built, as files of a fresh checkout can be. */
  private static final Instant LONG_AGO = Instant.parse("2001-01-01T00:00:00Z");

  static InitProject in(Kobako kobako, Path folder) throws IOException {
    return new InitProject(kobako, Files.createDirectories(folder));
  }

  /** Skips the test where a host can't be reached. */
  static void assumeNetwork(String host) {
    boolean reached;
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, 443), 5000);
      reached = true;
    } catch (IOException _) {
      reached = false;
    }
    assumeTrue(reached, "skipped: " + host + " can't be reached");
  }

  /** Composes a base of Debian's packages, unless an earlier run has. */
  static void base(Kobako kobako, String name, String packages) {
    if (!isThere(kobako, name)) {
      List<String> words =
          new ArrayList<>(List.of("base", "debian:bookworm-slim", "-q", "-t", name));
      if (!packages.isEmpty()) {
        words.addAll(List.of("-p", packages));
      }
      kobako.run(words).succeeded();
    }
  }

  /** The same with what this machine trusts, as Java has a keystore of its own. */
  static void javaBase(Kobako kobako, String name, List<String> packages) throws IOException {
    if (isThere(kobako, name)) {
      return;
    }
    Path folder = Files.createTempDirectory("kobako-test-base");
    StringBuilder file = new StringBuilder("base: debian:bookworm-slim\npackages:\n");
    packages.forEach(each -> file.append("  - ").append(each).append('\n'));
    file.append("  - ca-certificates-java\nfiles:\n");
    String trusted = Files.readString(Path.of("/etc/ssl/certs/ca-certificates.crt"));
    Matcher each =
        Pattern.compile("-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----\n")
            .matcher(trusted);
    for (int i = 0; each.find(); i++) {
      Files.writeString(folder.resolve(i + ".crt"), each.group());
      file.append("  - from: ")
          .append(i)
          .append(".crt\n    to: /usr/local/share/ca-certificates/")
          .append(i)
          .append(".crt\n");
    }
    Files.writeString(folder.resolve("base.yaml"), file.toString());
    kobako
        .run("base", "-q", "--file", folder.resolve("base.yaml").toString(), "-t", name)
        .succeeded();
  }

  private static boolean isThere(Kobako kobako, String name) {
    try (ImageStore store = ImageStore.open(kobako.home())) {
      return store.image(ImageReference.parse(name)).isPresent();
    }
  }

  InitProject with(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.writeString(file, text);
    return this;
  }

  InitProject initialized(String... options) {
    List<String> words = new ArrayList<>(List.of("init"));
    words.addAll(List.of(options));
    words.add(folder.toString());
    assertThat(kobako.run(words).done().out()).contains("wrote ");
    return this;
  }

  void replaceInDockerfile(String from, String to) throws IOException {
    Path file = folder.resolve("Dockerfile");
    String text = Files.readString(file);
    assertThat(text).contains(from);
    Files.writeString(file, text.replace(from, to));
  }

  private Kobako.Result build() {
    return kobako
        .in(folder)
        .with("SSL_CERT_FILE", "/etc/ssl/certs/ca-certificates.crt")
        .run("build", "--host-ca", "--progress", "plain", "-t", "app", ".")
        .succeeded();
  }

  private void assertPrints(String expected) throws IOException, InterruptedException {
    try (KobakoProcess process = KobakoProcess.start(kobako, "run", "--rm", "app")) {
      Kobako.Result result = process.result();
      assertThat(result.out()).as(result.err()).isEqualTo(expected);
    }
  }

  /** Checks that the image works. */
  InitProject builds(String expected) throws IOException, InterruptedException {
    build();
    assertPrints(expected);
    return this;
  }

  /**
   * Checks that a change of a source, whose time is of long ago, reaches the program, and that it
   * takes neither a network nor a step before the sources are there.
   *
   * @param never what only a fetch or a build of a dependency would print
   */
  InitProject rebuilds(String file, String from, String to, String expected, String never)
      throws IOException, InterruptedException {
    Path source = folder.resolve(file);
    Files.writeString(source, Files.readString(source).replace(from, to) + neverSeen());
    Files.setLastModifiedTime(source, FileTime.from(LONG_AGO));
    Path dockerfile = folder.resolve("Dockerfile");
    String text = Files.readString(dockerfile);
    int sources = text.indexOf("COPY . .");
    int next = text.indexOf("\nFROM", sources);
    String after = text.substring(sources, next < 0 ? text.length() : next);
    Files.writeString(
        dockerfile,
        text.substring(0, sources)
            + after.replace("RUN ", "RUN --network=none ")
            + (next < 0 ? "" : text.substring(next)));
    Kobako.Result result = build();
    assertThat(result.err()).doesNotContain(never);
    assertThat(ran(result).values()).as(result.err()).allMatch(run -> run.contains("network=none"));
    assertPrints(expected);
    Files.writeString(dockerfile, text);
    return this;
  }

  /** Checks that a change of a manifest, of no meaning, runs steps before the sources again. */
  InitProject rebuildsDependencies(String manifest) throws IOException {
    Path file = folder.resolve(manifest);
    Files.writeString(file, Files.readString(file) + neverSeen());
    Kobako.Result result = build();
    assertThat(ran(result).keySet())
        .as(result.err())
        .anyMatch(step -> step.startsWith("dependencies"));
    return this;
  }

  /**
   * Blanks for the end of any text, of no meaning there: the home is kept, and so is the cache with
   * what an earlier run of the test has built.
   */
  private static String neverSeen() {
    return "\n"
        + Long.toBinaryString(System.currentTimeMillis()).replace('0', ' ').replace('1', '\n');
  }

  /** The RUNs that were not taken from the cache, by stage and place in it. */
  private static SortedMap<String, String> ran(Kobako.Result result) {
    SortedMap<String, String> titles = new TreeMap<>();
    SortedMap<String, String> steps = new TreeMap<>();
    result
        .err()
        .lines()
        .forEach(line -> {
          Matcher title = TITLE.matcher(line);
          Matcher cached = CACHED.matcher(line);
          if (title.matches()) {
            titles.put(title.group(1), title.group(2));
            steps.put(title.group(2), title.group(3));
          } else if (cached.matches() && titles.containsKey(cached.group(1))) {
            steps.remove(titles.get(cached.group(1)));
          }
        });
    return steps;
  }
}
