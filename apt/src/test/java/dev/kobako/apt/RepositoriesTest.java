package dev.kobako.apt;

import static dev.kobako.apt.TestRepositories.guessing;
import static dev.kobako.apt.TestRepositories.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.debian.AvailablePackage;
import dev.kobako.debian.AvailablePackages;
import dev.kobako.diagnostic.Failure;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.testkit.PackageArchive;
import dev.kobako.testkit.PackageMirror;
import dev.kobako.testkit.ReceivedRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

@Timeout(30)
class RepositoriesTest {
  private static final Instant DATE = Instant.parse("2026-07-11T10:16:37Z");
  private static final String RELEASE = "dists/stable/InRelease";
  private static final String INDEX = "dists/stable/main/binary-amd64/Packages.gz";

  private final PackageArchive archive =
      new PackageArchive()
          .add("stable", control("hello", "2.10", "amd64"), bytes("hello"))
          .publish("stable", DATE);
  private final PackageMirror mirror = PackageMirror.start(archive);

  @TempDir Path cache;

  private TestRepositories repositories() {
    return new TestRepositories(cache);
  }

  @AfterEach
  void stop() {
    mirror.close();
  }

  private static String control(String name, String version, String architecture) {
    return "Package: %s\nVersion: %s\nArchitecture: %s".formatted(name, version, architecture);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private List<String> asked() {
    return mirror.requests(".*").stream().map(each -> each.path().substring(8)).toList();
  }

  @Test
  void packagesAreFoundByName() {
    try (Repositories repositories = repositories().online()) {
      Repositories.Opened opened = repositories.open(source(mirror.url(), "stable"), "amd64");

      assertThat(opened.suites()).extracting(each -> each.release().date()).containsExactly(DATE);
      AvailablePackage hello = opened.packages().named("hello").getFirst();
      assertThat(hello.version()).hasToString("2.10");
      assertThat(hello.source().archive()).isEqualTo(mirror.url());
      assertThat(hello.source().suite()).isEqualTo("stable");
      assertThat(hello.source().component()).isEqualTo("main");
      assertThat(opened.packages().named("hell")).isEmpty();
      assertThat(opened.packages().architecture()).isEqualTo("amd64");
    }
  }

  @Test
  void severalArchitecturesAreOpenedAtOneStateOfTheArchive() {
    archive
        .add("stable", control("hello", "2.10", "arm64"), bytes("hello"))
        .publish("stable", DATE)
        .add("extra", control("more", "1", "arm64"), bytes("more"))
        .publish("extra", DATE);
    AptSource extra =
        new AptSource(
            mirror.url(),
            List.of("extra"),
            List.of("main"),
            List.of("arm64"),
            java.util.Optional.empty(),
            true,
            "base.yaml");
    List<AptSource> sources = new ArrayList<>(source(mirror.url(), "stable"));
    sources.add(extra);
    try (Repositories repositories = repositories().online()) {
      SortedMap<String, Repositories.Opened> opened =
          repositories.open(sources, List.of("arm64", "amd64"));

      assertThat(asked()).filteredOn(path -> path.endsWith("InRelease")).hasSize(2);
      assertThat(opened.sequencedKeySet()).containsExactly("amd64", "arm64");
      Repositories.Opened amd64 = opened.firstEntry().getValue();
      assertThat(amd64.suites()).extracting(OpenedSuite::suite).containsExactly("stable");
      assertThat(amd64.packages().names("")).containsExactly("hello");
      Repositories.Opened arm64 = opened.lastEntry().getValue();
      assertThat(arm64.suites()).extracting(OpenedSuite::suite).containsExactly("stable", "extra");
      assertThat(arm64.packages().names("")).containsExactly("hello", "more");
    }
  }

  @Test
  void indexesAreFetchedByTheirHash() {
    open("stable");

    String hex = PackageArchive.sha256(archive.file(INDEX));
    assertThat(asked())
        .containsExactly(RELEASE, "dists/stable/main/binary-amd64/by-hash/SHA256/" + hex);
  }

  @Test
  void indexesAreFetchedByNameWhereTheReleaseHasNoHashes() {
    archive.field("Acquire-By-Hash", "").publish("stable", DATE);

    open("stable");

    assertThat(asked()).containsExactly(RELEASE, INDEX);
  }

  @Test
  void indexesMayBePackedByXzOrNotAtAll() {
    archive.notPackedAs(".gz").packedAs(".xz", RepositoriesTest::xz).publish("stable", DATE);
    assertThat(names("stable")).containsExactly("hello");

    archive.notPackedAs(".xz").packedAs("", each -> each);
    archive.add("stable", control("more", "1", "amd64"), bytes("more")).publish("stable", DATE);
    assertThat(names("stable")).containsExactly("hello", "more");
  }

  private static byte[] xz(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (XZOutputStream xz = new XZOutputStream(out, new LZMA2Options())) {
      xz.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private void open(String... suites) {
    names(suites);
  }

  private List<String> names(String... suites) {
    try (Repositories repositories = repositories().online()) {
      return repositories.open(source(mirror.url(), suites), "amd64").packages().names("");
    }
  }

  @Test
  void whatHasNotChangedIsNotFetchedAgain() {
    open("stable");
    mirror.forgetRequests();

    assertThat(names("stable")).containsExactly("hello");

    assertThat(asked()).containsExactly(RELEASE);
    assertThat(mirror.requests(".*").getFirst().header("If-None-Match")).isPresent();
  }

  @Test
  void aServerWithoutValidatorsIsAskedForTheReleaseOnly() {
    mirror.on(".*").withoutHeader("ETag");
    open("stable");
    mirror.forgetRequests();

    open("stable");

    assertThat(asked()).containsExactly(RELEASE);
    assertThat(mirror.requests(".*").getFirst().header("If-None-Match")).isEmpty();
  }

  @Test
  void aNewReleaseBringsItsPackages() {
    open("stable");
    archive
        .add("stable", control("more", "1", "all"), bytes("more"))
        .publish("stable", DATE.plusSeconds(60));

    assertThat(names("stable")).containsExactly("hello", "more");
  }

  @Test
  void anOlderReleaseIsNotTakenBack() {
    TestRepositories tested = repositories();
    archive
        .add("stable", control("fixed", "1", "amd64"), bytes("fixed"))
        .publish("stable", DATE.plusSeconds(60));
    open("stable");
    archive
        .clear("stable")
        .add("stable", control("hello", "2.10", "amd64"), bytes("hello"))
        .publish("stable", DATE);

    try (Repositories repositories = tested.online()) {
      AvailablePackages packages =
          repositories.open(source(mirror.url(), "stable"), "amd64").packages();
      assertThat(packages.names("")).containsExactly("fixed", "hello");
    }
    assertThat(tested.log())
        .containsExactly(
            "note "
                + mirror.url()
                + " stable: offers the state of 2026-07-11T10:16:37Z, older than that of"
                + " 2026-07-11T10:17:37Z that was seen before; going on with the latter");
  }

  @Test
  void offlineIsWhatWasFetchedBefore() {
    open("stable");
    mirror.close();

    try (Repositories repositories = repositories().offline()) {
      assertThat(repositories.open(source(mirror.url(), "stable"), "amd64").packages().names(""))
          .containsExactly("hello");
    }
  }

  @Test
  void offlineNamesTheReleaseThatLacks() {
    assertThatThrownBy(
            () -> {
              try (Repositories repositories = repositories().offline()) {
                repositories.open(source(mirror.url(), "stable"), "amd64");
              }
            })
        .isInstanceOf(KobakoException.class)
        .hasMessage(
            mirror.url()
                + "/dists/stable/InRelease: was not fetched before, and nothing is fetched now\n"
                + "remedy: run this once without --offline");
    assertThat(asked()).isEmpty();
  }

  @Test
  void offlineNamesTheIndexThatLacks() throws Exception {
    open("stable");
    try (Stream<Path> files = Files.list(cache.resolve("indexes"))) {
      for (Path each : files.toList()) {
        Files.delete(each);
      }
    }

    assertThatThrownBy(
            () -> {
              try (Repositories repositories = repositories().offline()) {
                repositories.open(source(mirror.url(), "stable"), "amd64");
              }
            })
        .isInstanceOf(KobakoException.class)
        .hasMessage(
            mirror.url()
                + "/"
                + INDEX
                + ": was not fetched before, and nothing is fetched now\n"
                + "remedy: run this once without --offline");
  }

  @Test
  void whatIsDamagedInTheCacheIsMadeAgain() throws Exception {
    open("stable");
    mirror.forgetRequests();
    Path names = file("indexes", ".names-1");
    byte[] damaged = Files.readAllBytes(names);
    damaged[damaged.length - 1] ^= 1;
    Files.write(names, damaged);

    assertThat(names("stable")).containsExactly("hello");
    assertThat(asked()).as("the text is still there").containsExactly(RELEASE);

    Path text = Path.of(names.toString().replace(".names-1", ""));
    Files.writeString(text, "Package: other\n");
    assertThat(names("stable")).containsExactly("hello");
    assertThat(asked()).as("the text has to be fetched").hasSize(3);
  }

  private Path file(String folder, String suffix) throws IOException {
    try (Stream<Path> files = Files.list(cache.resolve(folder))) {
      return files.filter(each -> each.toString().endsWith(suffix)).findFirst().orElseThrow();
    }
  }

  @Test
  void aDamagedReleaseInTheCacheIsFetchedAgain() throws Exception {
    open("stable");
    mirror.forgetRequests();
    Files.writeString(file("releases", "").resolve("InRelease"), "Date: never\n");

    assertThat(names("stable")).containsExactly("hello");
    assertThat(mirror.requests(".*").stream().map(ReceivedRequest::path))
        .containsExactly("/debian/" + RELEASE);
    assertThat(mirror.requests(".*").getFirst().header("If-None-Match")).isEmpty();
  }

  @Test
  void aReleaseThatIsNotBelievedLeavesNothingBehind() {
    assertThatThrownBy(
            () -> {
              try (Repositories repositories =
                  repositories()
                      .with(
                          (_, _, suite, url, _) -> {
                            throw KobakoException.finding(
                                dev.kobako.diagnostic.Diagnostic.of(
                                    url, suite + " is not believed"));
                          },
                          false)) {
                repositories.open(source(mirror.url(), "stable"), "amd64");
              }
            })
        .isInstanceOf(KobakoException.class)
        .hasMessage(mirror.url() + "/" + RELEASE + ": stable is not believed");
    assertThat(asked()).containsExactly(RELEASE);
    assertThat(cache.resolve("releases")).isEmptyDirectory();
    assertThat(cache.resolve("indexes")).isEmptyDirectory();
  }

  @Test
  void aSuiteThatIsNotThereIsNamed() {
    assertFails(
        "sid",
        Failure.OUTSIDE,
        mirror.url()
            + "/dists/sid/InRelease: there is no such file\n"
            + "remedy: check the suite 'sid' and the archive in --mirror");
  }

  private void assertFails(String suite, Failure failure, String message) {
    assertThatThrownBy(() -> open(suite))
        .isInstanceOfSatisfying(
            KobakoException.class, e -> assertThat(e.failure()).isEqualTo(failure))
        .hasMessage(message);
  }

  @Test
  void aSuiteOfUpdatesThatNobodyNamedMayLackButNotGo() {
    TestRepositories tested = repositories();
    try (Repositories repositories = tested.online()) {
      Repositories.Opened opened =
          repositories.open(guessing(mirror.url(), "stable", "stable-updates"), "amd64");
      assertThat(opened.suites()).hasSize(1);
    }
    try (Repositories repositories = tested.offline()) {
      assertThat(
              repositories
                  .open(guessing(mirror.url(), "stable", "stable-updates"), "amd64")
                  .suites())
          .hasSize(1);
    }
    assertFails(
        "stable-updates",
        Failure.OUTSIDE,
        mirror.url()
            + "/dists/stable-updates/InRelease: there is no such file\n"
            + "remedy: check the suite 'stable-updates' and the archive in --mirror");
    assertThat(tested.log())
        .contains(
            "note "
                + mirror.url()
                + " stable-updates: there is no such suite; going on without it");

    archive.add("stable-updates", control("more", "1", "amd64"), bytes("more"));
    archive.publish("stable-updates", DATE);
    open("stable", "stable-updates");
    archive.remove("dists/stable-updates/InRelease").remove("dists/stable-updates/Release");
    assertFails(
        "stable-updates",
        Failure.OUTSIDE,
        mirror.url()
            + "/dists/stable-updates/InRelease: there is no such file\n"
            + "remedy: check the suite 'stable-updates' and the archive in --mirror");
  }

  @Test
  void aComponentOrArchitectureThatIsNotThereIsNamed() {
    try (Repositories repositories = repositories().online()) {
      assertThatThrownBy(() -> repositories.open(source(mirror.url(), "stable"), "arm64"))
          .hasMessage(
              mirror.url()
                  + " stable: has no packages for arm64, but for amd64\n"
                  + "remedy: ask for one of these, or name an archive that has arm64");
      AptSource other =
          new AptSource(
              mirror.url(),
              List.of("stable"),
              List.of("contrib"),
              List.of(),
              java.util.Optional.empty(),
              true,
              "base.yaml");
      assertThatThrownBy(() -> repositories.open(List.of(other), "amd64"))
          .hasMessage(
              mirror.url()
                  + " stable: has no component 'contrib', but main\n"
                  + "remedy: name one of these as component in base.yaml");
    }
  }

  @Test
  void packagesForAllArchitecturesComeFromTheirOwnIndexUnlessItRepeats() {
    archive.add("stable", control("data", "1", "all"), bytes("data")).publish("stable", DATE);
    assertThat(names("stable")).containsExactly("data", "hello");
    mirror.forgetRequests();

    archive.field("No-Support-for-Architecture-all", "Packages").publish("stable", DATE);
    assertThat(names("stable")).containsExactly("hello");
  }

  @Test
  void aFolderOfTheHostIsAnArchiveToo(@TempDir Path folder) {
    archive.writeTo(folder);
    try (Repositories repositories = repositories().online()) {
      AvailablePackages packages =
          repositories.open(source("file:" + folder, "stable"), "amd64").packages();
      assertThat(packages.names("")).containsExactly("hello");
      assertThat(repositories.debs(packages.named("hello")).getFirst().size()).isEqualTo(5);
    }
    assertThat(asked()).isEmpty();
  }
}
