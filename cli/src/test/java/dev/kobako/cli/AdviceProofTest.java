package dev.kobako.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kobako.image.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What advice says that it saves is what following it saves, on disk and compressed: images are
 * built, and built again as the advice has it. With {@code -Dkobako.test.large=true} also the naive
 * images of {@code examples/}, which takes some minutes, 8 GB of disk and this machine's apt
 * sources.
 */
@Timeout(1800)
class AdviceProofTest {
  private static final double TWO_PERCENT = 0.02;
  private static final Path EXAMPLES = Path.of("../examples").toAbsolutePath().normalize();
  private static final String CLEANED = " && rm -rf /var/lib/apt/lists/* /var/cache/apt";

  /** A RUN that fills folders as apt does, and one that uses them. */
  private static final String PYTHON =
      """
      RUN mkdir -p /var/lib/apt/lists && seq 1 200000 >/var/lib/apt/lists/all_Packages
      RUN mkdir -p /var/cache/apt/archives /usr/lib/app && seq 3 90000 >/var/cache/apt/archives/a.deb \
       && seq 5 70000 >/usr/lib/app/code && cp /usr/lib/app/code /var/lib/apt/lists/more_Packages
      """;

  @TempDir Path temp;

  private record Weight(long bytes, long compressed) {
    Weight plus(Weight other) {
      return new Weight(bytes + other.bytes, compressed + other.compressed);
    }
  }

  @Test
  void removingPackageListsInTheirOwnRunAndCopyingWithModeSavesWhatWasSaid() throws IOException {
    RealBuild build = RealBuild.in(temp);
    Files.createDirectory(build.context().resolve("data"));
    Files.write(
        build.context().resolve("data/table"),
        "a,b,c\n".repeat(60_000).getBytes(StandardCharsets.UTF_8));
    build.dockerfile(PYTHON + "COPY data /app\nRUN chmod 755 /app/table\n");
    built(build.kobako(), "naive", build.context(), "Dockerfile");
    build.dockerfile(
        merged(PYTHON, " && rm -rf /var/lib/apt/lists/* /var/cache/apt/*")
            + "COPY --chmod=755 data /app\n");
    built(build.kobako(), "advised", build.context(), "Dockerfile");

    assertSaves(build.kobako(), "naive", "advised", List.of("cache", "attributes-changed"), 0);
  }

  @Test
  void deletingSourcesInTheRunThatMakesThemSavesWhatWasSaid() throws IOException {
    String runs =
        """
        RUN mkdir -p /usr/src/a /usr/local/bin && seq 1 300000 >/usr/src/a/source.tar
        RUN cd /usr/src/a && cat source.tar source.tar >unpacked
        RUN cd /usr/src/a && seq 5 400000 >object && seq 7 100000 >/usr/local/bin/server
        RUN rm -rf /usr/src/a
        """;
    RealBuild build = RealBuild.in(temp);
    build.dockerfile(runs);
    built(build.kobako(), "naive", build.context(), "Dockerfile");
    build.dockerfile(merged(runs, ""));
    built(build.kobako(), "advised", build.context(), "Dockerfile");

    assertSaves(build.kobako(), "naive", "advised", List.of("deleted-later"), 0);
  }

  @Test
  void theNaivePythonImageLosesWhatWasSaid() throws IOException {
    assertExampleSaves("python-web");
  }

  @Test
  void theRedisBuildOfManyRunsLosesWhatWasSaid() throws IOException {
    assertExampleSaves("redis");
  }

  /** Makes one RUN of those in a row, which deletes apt's files: two of the things it is told. */
  private void assertExampleSaves(String example) throws IOException {
    assumeTrue(
        Boolean.getBoolean("kobako.test.large"),
        "skipped: builds the naive image of examples/" + example + ": -Dkobako.test.large=true");
    HostCommand.assume("runc");
    Kobako kobako = DebianBase.user(temp);
    Path context = EXAMPLES.resolve(example);
    Path advised = temp.resolve("Dockerfile.advised");
    Files.writeString(
        advised, merged(Files.readString(context.resolve("Dockerfile.naive")), CLEANED));
    built(kobako, "naive", context, "Dockerfile.naive");
    built(kobako, "advised", context, advised.toString());
    assertSaves(
        kobako,
        "naive",
        "advised",
        List.of("cache of apt", "replaced-later", "repeated", "deleted-later"),
        1);
  }

  private static void built(Kobako kobako, String name, Path context, String dockerfile) {
    kobako
        .run(
            "build",
            "-q",
            "--compose-bases",
            "-t",
            name,
            "-f",
            context.resolve(dockerfile).toString(),
            context.toString())
        .succeeded();
    kobako.run("copy", "-q", name, name + "-gzip", "--compression", "gzip:6").succeeded();
  }

  /**
   * Compares images whose layers are compressed.
   *
   * @param followed kinds of advice
   * @param base how many of the lowest layers nobody has changed
   */
  private static void assertSaves(
      Kobako kobako, String before, String after, List<String> followed, int base) {
    Map<?, ?> naive = explained(kobako, before + "-gzip");
    Map<?, ?> advised = explained(kobako, after + "-gzip");
    Weight said = new Weight(0, 0);
    for (Object each : list(naive, "advice")) {
      Map<?, ?> advice = (Map<?, ?>) each;
      if (isAmong(advice, followed)) {
        long bytes = number(advice, "saved");
        double kept = (double) ofBase(advice, base) / bytes;
        said =
            said.plus(
                new Weight(
                    Math.round(bytes * (1 - kept)),
                    Math.round(number(advice, "savedCompressed") * (1 - kept))));
      }
    }
    Weight saved =
        new Weight(
            number(naive, "size") - number(advised, "size"),
            number(naive, "compressedSize") - number(advised, "compressedSize"));
    System.out.printf("advice: said %s, saved %s%n", said, saved);
    assertThat(saved.bytes).isPositive();
    assertThat((double) said.bytes)
        .isCloseTo((double) saved.bytes, within(TWO_PERCENT * saved.bytes));
    assertThat((double) said.compressed)
        .isCloseTo((double) saved.compressed, within(TWO_PERCENT * saved.compressed));
  }

  private static boolean isAmong(Map<?, ?> advice, List<String> followed) {
    String kind = text(advice, "kind");
    return followed.contains(kind)
        || (followed.contains("cache of apt")
            && kind.equals("cache")
            && text(advice, "what").contains("apt"));
  }

  private static long ofBase(Map<?, ?> advice, int layers) {
    return list(advice, "layers").stream()
        .map(Map.class::cast)
        .filter(share -> number(share, "layer") < layers)
        .mapToLong(share -> number(share, "size"))
        .sum();
  }

  private static Map<?, ?> explained(Kobako kobako, String name) {
    String json = kobako.run("explain", name, "--advice", "--json", "-q").done().out();
    return (Map<?, ?>) Json.any(name, json.getBytes(StandardCharsets.UTF_8));
  }

  private static long number(Map<?, ?> json, String name) {
    return ((Number) Objects.requireNonNull(json.get(name))).longValue();
  }

  private static String text(Map<?, ?> json, String name) {
    return (String) Objects.requireNonNull(json.get(name));
  }

  private static List<?> list(Map<?, ?> json, String name) {
    return (List<?>) Objects.requireNonNull(json.get(name));
  }

  /** The Dockerfile with one RUN in place of several that follow each other. */
  private static String merged(String dockerfile, String end) {
    List<String> lines = new ArrayList<>();
    boolean inRun = false;
    boolean cleaned = false;
    for (String line : dockerfile.replace("\\\n", "").lines().toList()) {
      boolean run = line.startsWith("RUN ");
      if (run && inRun) {
        lines.add(lines.removeLast() + " && " + line.substring("RUN ".length()));
      } else {
        if (inRun && !cleaned) {
          lines.add(lines.removeLast() + end);
          cleaned = true;
        }
        lines.add(line);
      }
      inRun = run;
    }
    if (inRun && !cleaned) {
      lines.add(lines.removeLast() + end);
    }
    return String.join("\n", lines) + "\n";
  }
}
