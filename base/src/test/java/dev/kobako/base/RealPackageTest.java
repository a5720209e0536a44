package dev.kobako.base;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kobako.debian.AvailablePackage;
import dev.kobako.debian.DebFile;
import dev.kobako.debian.PackageSet;
import dev.kobako.debian.PackageSource;
import dev.kobako.debian.PackageVersion;
import dev.kobako.debian.Stanza;
import dev.kobako.image.Content;
import dev.kobako.image.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A package of the host's own package sources, through a lock, against Debian's own tools. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class RealPackageTest {
  private static final PackageSource SOURCE =
      new PackageSource("http://deb.debian.org/debian", "bookworm", "main");

  @TempDir Path folder;

  /** What a tool says; empty where it is not there or fails. */
  private Optional<String> said(String... command) throws IOException, InterruptedException {
    Path out = Files.createTempFile(folder, "said", "");
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .redirectOutput(out.toFile())
              .start();
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return Optional.empty();
      }
      return process.exitValue() == 0 ? Optional.of(Files.readString(out)) : Optional.empty();
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  @Test
  void lockIsEnoughToOpenAPackageAndItsChangelogIsReadAsDpkgReadsIt() throws Exception {
    Optional<String> stanza = said("apt-cache", "show", "--no-all-versions", "libssl3");
    Optional<String> fetched =
        stanza.isEmpty() ? Optional.empty() : said("apt-get", "download", "libssl3");
    assumeTrue(fetched.isPresent(), "apt-get can't download libssl3");
    AvailablePackage offered =
        new AvailablePackage(Stanza.split(stanza.orElseThrow().getBytes(UTF_8)).getFirst(), SOURCE);
    Path file;
    try (var debs = Files.newDirectoryStream(folder, "*.deb")) {
      file = debs.iterator().next();
    }

    BaseLock lock = BaseLock.read(lock(offered).bytes(), "base.lock");
    AvailablePackage locked = lock.packages("amd64", "base.lock").getFirst();
    DebFile deb =
        DebFile.open(
            new DebFile.Fetched(locked, Content.of(file, Files.size(file))),
            folder.resolve("unpacked"));

    assertThat(deb.stanza().field("Depends")).isEqualTo(offered.stanza().field("Depends"));
    assertThat(locked.digest())
        .isEqualTo(Digest.sha256(Files.readAllBytes(file)))
        .isEqualTo(offered.digest());
    compareWithDpkg(deb);
  }

  private static BaseLock lock(AvailablePackage offered) {
    return BaseLock.of(
        LockedRequest.of(
            BaseFile.read("base: debian:bookworm".getBytes(UTF_8), "base.yaml", Path.of("/x"))
                .request(),
            SourceWishes.NONE),
        List.of(
            new LockedRelease(
                SOURCE.archive(), SOURCE.suite(), Instant.EPOCH, Digest.sha256(new byte[0]))),
        new TreeMap<>(
            Map.of("amd64", new PackageSet(List.of(new PackageSet.Member(offered, "asked for"))))));
  }

  private void compareWithDpkg(DebFile deb) throws Exception {
    String since = "3.0.9-1";
    said("sh", "-c", "dpkg-deb --fsys-tarfile *.deb | tar -x ./usr/share/doc");
    said("sh", "-c", "zcat usr/share/doc/libssl3/changelog.Debian.gz > changelog");
    Optional<String> entries =
        said("dpkg-parsechangelog", "-l", "changelog", "--since", since, "--show-field", "Changes");
    assumeTrue(entries.isPresent(), "dpkg-parsechangelog is not installed");
    TreeSet<String> expected = new TreeSet<>();
    Matcher matcher = Pattern.compile("CVE-\\d{4}-\\d{4,}").matcher(entries.orElseThrow());
    while (matcher.find()) {
      expected.add(matcher.group());
    }
    assertThat(expected).isNotEmpty();
    assertThat(new Changelog(deb, Map.of()).fixedSince(PackageVersion.of(since)))
        .extracting(VulnerabilityId::toString)
        .containsExactlyInAnyOrderElementsOf(expected);
  }
}
