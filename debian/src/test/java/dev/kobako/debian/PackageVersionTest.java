package dev.kobako.debian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class PackageVersionTest {
  private static final int SEED = 20261122;

  private static int order(String a, String b) {
    return Integer.signum(PackageVersion.of(a).compareTo(PackageVersion.of(b)));
  }

  @Test
  void theOrderIsDpkgs() {
    List<String> ascending =
        List.of(
            "0~~",
            "0~",
            "0",
            "0a",
            "0+",
            "1.0~~",
            "1.0~~a",
            "1.0~",
            "1.0",
            "1.0-0+b1",
            "1.0-1~bpo1",
            "1.0-1",
            "1.0-1+b1",
            "1.0-1.1",
            "1.0-a",
            "1.0a-1",
            "1.0+dfsg-1",
            "1.0.1",
            "1.9",
            "1.10",
            "1.99999999999999999999999998",
            "1.99999999999999999999999999",
            "2.0",
            "2.a",
            "1:0",
            "2:0",
            "10:0");

    for (int i = 0; i < ascending.size(); i++) {
      for (int j = 0; j < ascending.size(); j++) {
        assertThat(order(ascending.get(i), ascending.get(j)))
            .as("%s and %s", ascending.get(i), ascending.get(j))
            .isEqualTo(Integer.compare(i, j));
      }
    }
  }

  @Test
  void someThatAreWrittenDifferentlyAreOrderedTheSame() {
    assertThat(order("1.0", "1.00")).isZero();
    assertThat(order("0:1.0", "1.0")).isZero();
    assertThat(order("1.0-0", "1.0")).isZero();
    assertThat(order("1.a0-0", "1.a")).isZero();
    assertThat(PackageVersion.of("1.0")).isNotEqualTo(PackageVersion.of("1.00"));
  }

  @Test
  void whatDpkgWouldNotTakeIsRefused() {
    refused("", "the version '' is empty");
    refused(":1", "the version ':1' has an empty epoch");
    refused("a:1", "the version 'a:1' has an epoch that is no number");
    refused("-1:1", "the version '-1:1' has an epoch that is no number");
    refused("2147483648:1", "the version '2147483648:1' has an epoch above 2147483647");
    refused("1:", "the version '1:' has no upstream version");
    refused("-1", "the version '-1' has no upstream version");
    refused("1-", "the version '1-' has an empty revision");
    refused("a1", "the version 'a1' does not begin with a digit");
    refused("1 2", "the version '1 2' has a character that versions don't have");
    refused("1_2", "the version '1_2' has a character that versions don't have");
    refused("1-2:3", "the version '1-2:3' has an epoch that is no number");
    refused("1:2-3:4", "the version '1:2-3:4' has a character that versions don't have");
    refused("1.ä", "the version '1.ä' has a character that versions don't have");
  }

  private static void refused(String text, String message) {
    assertThatThrownBy(() -> PackageVersion.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void dpkgAgreesWithTheOrderOfHundredsOfPairs() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/dpkg")), "dpkg is needed");
    List<String> claims = claims(new Random(SEED), 600);

    // one process a pair is all that dpkg offers
    String script =
        """
        while read -r a order b; do
          dpkg --compare-versions "$a" "$order" "$b" || echo "$a $order $b"
        done
        """;
    assertThat(output(claims, "/bin/sh", "-c", script)).isEmpty();
  }

  @Test
  void dpkgsPerlLibraryAgreesWithTheOrderOfManyPairs() throws Exception {
    assumeTrue(
        Files.isRegularFile(Path.of("/usr/share/perl5/Dpkg/Version.pm")),
        "Dpkg::Version (libdpkg-perl) is needed");
    List<String> claims = claims(new Random(SEED + 1), 10_000);

    String script =
        """
        use Dpkg::Version;
        while (<STDIN>) {
          my ($a, $order, $b) = split;
          my $seen = version_compare($a, $b);
          print unless $order eq ($seen < 0 ? "lt" : $seen > 0 ? "gt" : "eq");
        }
        """;
    assertThat(output(claims, "/usr/bin/perl", "-e", script)).isEmpty();
  }

  /** Lines {@code VERSION lt|eq|gt VERSION}: what we say of made-up and of real versions. */
  private static List<String> claims(Random random, int number) throws IOException {
    List<String> real = realVersions();
    List<String> claims = new ArrayList<>();
    for (int i = 0; i < number / 4; i++) {
      String made = made(random);
      claims.add(claim(made, made(random)));
      claims.add(claim(made, changed(made, random)));
      String version = real.get(random.nextInt(real.size()));
      claims.add(claim(version, real.get(random.nextInt(real.size()))));
      claims.add(claim(version, changed(version, random)));
    }
    return claims;
  }

  private static String claim(String a, String b) {
    int order = order(a, b);
    return a + " " + (order < 0 ? "lt" : order > 0 ? "gt" : "eq") + " " + b;
  }

  private static List<String> output(List<String> input, String... command) throws Exception {
    Path file = Files.createTempFile("versions", ".txt");
    try {
      Files.write(file, input);
      Process process =
          new ProcessBuilder(command)
              .redirectInput(file.toFile())
              .redirectErrorStream(true)
              .start();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(text).isZero();
      return text.lines().toList();
    } finally {
      Files.delete(file);
    }
  }

  private static String made(Random random) {
    StringBuilder text = new StringBuilder();
    if (random.nextInt(4) == 0) {
      text.append(random.nextInt(3)).append(':');
    }
    text.append(random.nextInt(3));
    append(text, random, "0019az~~+.-");
    text.append(random.nextInt(2));
    if (random.nextBoolean()) {
      text.append('-').append(random.nextInt(2));
      append(text, random, "0019aZ~~+.");
    }
    return text.toString();
  }

  private static void append(StringBuilder text, Random random, String letters) {
    for (int i = random.nextInt(5); i > 0; i--) {
      text.append(letters.charAt(random.nextInt(letters.length())));
    }
  }

  /** The same with one letter more, so that the two part late. */
  private static String changed(String version, Random random) {
    int at = version.lastIndexOf(':') + 2;
    at += random.nextInt(version.length() - at + 1);
    return version.substring(0, at) + "0a~+.".charAt(random.nextInt(5)) + version.substring(at);
  }

  private static List<String> realVersions() throws IOException {
    List<String> versions = new ArrayList<>();
    for (Stanza each : Stanza.split(Files.readAllBytes(Path.of("/var/lib/dpkg/status")))) {
      each.field("Version").ifPresent(versions::add);
    }
    Collections.sort(versions);
    return versions;
  }
}
