package dev.kobako.debian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kobako.tree.ImagePath;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is read from this host's own database is what dpkg reads. */
class HostAgreementTest {
  private final InstalledPackages packages = InstalledPackages.of(new FolderTree());

  @BeforeAll
  static void needsDpkg() {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/dpkg-query")), "dpkg-query is needed");
  }

  private static String dpkg(String option, List<String> arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("/usr/bin/dpkg-query", option));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process = builder.start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return text;
  }

  @Test
  void theSamePackagesAreInstalled() throws Exception {
    List<String> expected =
        dpkg("-W", List.of("-f", "${db:Status-Status} ${Package}:${Architecture} ${Version}\\n"))
            .lines()
            .filter(line -> line.startsWith("installed "))
            .map(line -> line.substring("installed ".length()))
            .sorted()
            .toList();

    assertThat(packages.all().stream().map(InstalledPackage::toString).sorted())
        .containsExactlyElementsOf(expected);
  }

  @Test
  void twoHundredPathsHaveTheOwnersThatDpkgTells() throws Exception {
    List<ImagePath> paths = new ArrayList<>();
    for (InstalledPackage each : packages.all()) {
      paths.addAll(each.files());
    }
    Collections.shuffle(paths, new Random(20261122));
    List<String> drawn =
        paths.stream()
            .map(ImagePath::toString)
            .filter(path -> path.matches("[^*?\\[\\\\]{2,}")) // the others are patterns to dpkg
            .limit(200)
            .toList();

    // a line "a, b:amd64: /path" each, with every owner of a directory
    List<String> lines = dpkg("-S", drawn).lines().toList();

    for (String path : drawn) {
      String owner = packages.owner(ImagePath.of(path)).orElseThrow().name();
      assertThat(lines)
          .anyMatch(line ->
              line.endsWith(": " + path)
                  && (" " + line).matches(".* " + Pattern.quote(owner) + "[:,].*"));
    }
  }

  @Test
  void aPackagesFilesAreThoseThatDpkgLists() throws Exception {
    for (InstalledPackage each : packages.all().stream().limit(30).toList()) {
      List<String> listed =
          dpkg("-L", List.of(each.name() + ":" + each.architecture()))
              .lines()
              .filter(line -> line.startsWith("/"))
              .map(line -> ImagePath.of(line).toString())
              .toList();
      if (!listed.isEmpty()) {
        assertThat(each.files()).extracting(ImagePath::toString).containsAll(listed);
      }
    }
  }

  @Test
  void theWholeDatabaseIsReadInAnInstant() {
    long start = System.nanoTime();
    assertThat(packages.owner(ImagePath.of("/usr/bin/dpkg"))).isPresent();
    Duration cold = Duration.ofNanos(System.nanoTime() - start);

    System.out.printf("database of %d packages: %d ms%n", packages.all().size(), cold.toMillis());
    assertThat(cold).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void theHostsPackageListsNameALibrarysPackage() {
    assumeTrue(
        Files.isRegularFile(Path.of("/var/lib/dpkg/info/libc6:amd64.symbols")),
        "an amd64 Debian is needed");
    PackageLists lists = PackageLists.of(new FolderTree());

    assertThat(lists.packageWithLibrary("libm.so.6")).contains("libc6");
    long start = System.nanoTime();
    assertThat(lists.packageWithLibrary("libkobako-none.so.1")).isEmpty();
    System.out.printf("package lists: %d ms%n", (System.nanoTime() - start) / 1_000_000);
  }
}
