package dev.kobako.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kobako.debian.AvailablePackage;
import dev.kobako.debian.PackageSource;
import dev.kobako.debian.Stanza;
import dev.kobako.debian.UnpackedPackages.UnpackedPackage;
import dev.kobako.image.Content;
import dev.kobako.tree.HostTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The scripts of this machine's own packages, and what they really made when they were run. */
class HostAlternativesTest {
  private static final Path SCRIPTS = Path.of("/var/lib/dpkg/info");
  private static final Path RECORDS = Path.of("/var/lib/dpkg/alternatives");

  @BeforeEach
  void dpkgIsHere() {
    assumeTrue(
        Files.isDirectory(SCRIPTS) && Files.isDirectory(RECORDS),
        "this machine has no dpkg, so there is nothing to compare with");
  }

  @Test
  void everyScriptOfThisMachineIsReadCompletely() throws Exception {
    Alternatives found = Alternatives.of(installed(), HostTree.of(Path.of("/")));
    assertThat(found.notes()).isEmpty();
  }

  @Test
  void theRecordsAreThoseThatTheRealOneWrote() throws Exception {
    Alternatives found = Alternatives.of(installed(), HostTree.of(Path.of("/")));
    int same = 0;
    TreeMap<String, String> wrong = new TreeMap<>();
    for (var each : found.records().entrySet()) {
      String real = Files.readString(Path.of(each.getKey()));
      if (real.equals(each.getValue())) {
        same++;
      } else {
        wrong.put(each.getKey(), each.getValue() + "-- real --\n" + real);
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(same).isGreaterThan(20);
  }

  private static List<UnpackedPackage> installed() throws IOException {
    try (Stream<Path> files = Files.list(SCRIPTS)) {
      return files
          .filter(file -> file.toString().endsWith(".postinst"))
          .sorted()
          .map(HostAlternativesTest::unpacked)
          .toList();
    }
  }

  private static UnpackedPackage unpacked(Path script) {
    String name = script.getFileName().toString().replaceFirst("(:.*)?\\.postinst$", "");
    TreeMap<String, Content> control = new TreeMap<>();
    try {
      control.put("postinst", Content.of(Files.readAllBytes(script)));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    Stanza stanza = new Stanza("Package: " + name + "\nVersion: 1\nArchitecture: amd64\n");
    return new UnpackedPackage(
        new AvailablePackage(stanza, new PackageSource("http://deb.example", "bookworm", "main")),
        stanza,
        control,
        List.of());
  }
}
