package dev.kobako.apt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kobako.debian.AvailablePackage;
import dev.kobako.debian.AvailablePackages;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Content;
import dev.kobako.image.Digest;
import dev.kobako.image.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Debian's own archive through the host's mirror, side by side with the host's apt. */
@Timeout(120)
class RealMirrorTest {
  private List<AptSource> sources = List.of();

  @TempDir Path cache;

  @BeforeEach
  void findMirror() {
    try {
      sources =
          new SourceChoice(Path.of("/"), List.of(), Optional.empty(), List.of(), Optional.empty())
              .sources("debian", "bookworm");
    } catch (KobakoException e) {
      assumeTrue(false, "needs a host whose apt has a mirror of Debian: " + e.getMessage());
    }
  }

  private Repositories repositories(boolean offline) {
    return new Repositories(
        new Repositories.Settings(
            Collections.unmodifiableSortedMap(new TreeMap<>(System.getenv())),
            Path.of("/"),
            cache,
            offline,
            InstantSource.system(),
            Progress.NONE));
  }

  @Test
  void debianIsReadAsAptReadsIt() throws Exception {
    Digest online;
    try (Repositories repositories = repositories(false)) {
      Repositories.Opened opened = repositories.open(sources, "amd64");
      AvailablePackages packages = opened.packages();

      assertThat(opened.suites())
          .extracting(each -> each.release().codename())
          .contains("bookworm");
      assertThat(packages.names("").size()).isGreaterThan(60_000);
      assertThat(packages.essential())
          .extracting(AvailablePackage::name)
          .contains("base-files", "bash", "coreutils", "dpkg", "libc-bin", "tar")
          .isSorted();
      assertThat(packages.providing("awk"))
          .extracting(AvailablePackage::name)
          .contains("gawk", "mawk", "original-awk");
      assertAgrees(packages);
      List<Content> debs =
          repositories.debs(
              List.of(packages.named("hello").getFirst(), packages.named("mawk").getFirst()));
      assertThat(debs.getFirst().bytes())
          .startsWith("!<arch>\ndebian-binary".getBytes(StandardCharsets.US_ASCII));
      online = Digest.sha256(debs.getFirst().bytes());
    }
    try (Repositories repositories = repositories(true)) {
      AvailablePackage hello =
          repositories.open(sources, "amd64").packages().named("hello").getFirst();
      assertThat(hello.digest()).isEqualTo(online);
      assertThat(repositories.debs(List.of(hello)).getFirst().size()).isEqualTo(hello.size());
    }
  }

  /** Where apt knows the suite too, it has the same digest for the same version. */
  private static void assertAgrees(AvailablePackages packages)
      throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/apt-cache")), "needs apt-cache");
    List<String> ours = new ArrayList<>();
    List<String> theirs = new ArrayList<>();
    for (String name : List.of("bash", "openssl")) {
      for (AvailablePackage each : packages.named(name)) {
        String shown = aptShow(name + "=" + each.version());
        if (!shown.isEmpty()) {
          ours.add(name + " " + each.version() + " " + each.digest().hex() + " " + each.filename());
          theirs.add(
              name
                  + " "
                  + value(shown, "Version")
                  + " "
                  + value(shown, "SHA256")
                  + " "
                  + value(shown, "Filename"));
        }
      }
    }
    assertThat(ours).isEqualTo(theirs);
  }

  private static String aptShow(String what) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("apt-cache", "show", what)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() == 0 ? text : "";
  }

  private static String value(String stanza, String field) {
    return stanza
        .lines()
        .filter(line -> line.startsWith(field + ": "))
        .map(line -> line.substring(field.length() + 2))
        .findFirst()
        .orElse("");
  }
}
