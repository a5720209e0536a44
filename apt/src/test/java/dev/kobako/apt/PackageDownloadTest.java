package dev.kobako.apt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.debian.AvailablePackage;
import dev.kobako.debian.PackageSource;
import dev.kobako.debian.Stanza;
import dev.kobako.diagnostic.Failure;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Content;
import dev.kobako.testkit.PackageArchive;
import dev.kobako.testkit.PackageMirror;
import dev.kobako.testkit.ReceivedRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class PackageDownloadTest {
  private static final String POOL = "pool/main/hello/hello_2.10_amd64.deb";

  private final PackageArchive archive = new PackageArchive();
  private final PackageMirror mirror = PackageMirror.start(archive);
  private final byte[] deb = new byte[200_000];

  @TempDir Path cache;

  PackageDownloadTest() {
    new Random(7).nextBytes(deb);
  }

  @AfterEach
  void stop() {
    mirror.close();
  }

  private AvailablePackage hello() {
    return offered("hello", deb);
  }

  private AvailablePackage offered(String name, byte[] bytes) {
    String path = "pool/main/%s/%s_2.10_amd64.deb".formatted(name, name);
    archive.put(path, bytes);
    return available(name, path, Integer.toString(bytes.length), PackageArchive.sha256(bytes));
  }

  private AvailablePackage available(String name, String path, String size, String hex) {
    String stanza =
        "Package: %s\nVersion: 2.10\nArchitecture: amd64\nFilename: %s\nSize: %s\nSHA256: %s\n"
            .formatted(name, path, size, hex);
    return new AvailablePackage(
        new Stanza(stanza), new PackageSource(mirror.url(), "stable", "main"));
  }

  private List<Content> fetch(AvailablePackage... packages) {
    try (Repositories repositories = new TestRepositories(cache).online()) {
      return repositories.debs(List.of(packages));
    }
  }

  private void assertRefused(AvailablePackage wanted, Failure failure, String message) {
    assertThatThrownBy(() -> fetch(wanted))
        .isInstanceOfSatisfying(
            KobakoException.class, e -> assertThat(e.failure()).isEqualTo(failure))
        .hasMessage(message);
    assertThat(cache.resolve("blobs/sha256/" + PackageArchive.sha256(deb))).doesNotExist();
  }

  @Test
  void packagesComeOnceAndStayUnderTheirDigest() throws Exception {
    TestRepositories tested = new TestRepositories(cache);
    AvailablePackage hello = hello();
    try (Repositories repositories = tested.online()) {
      List<Content> debs = repositories.debs(List.of(hello, hello));
      assertThat(debs).hasSize(2);
      assertThat(debs.getFirst().bytes()).isEqualTo(deb);
    }
    assertThat(fetch(hello).getFirst().bytes()).isEqualTo(deb);

    assertThat(mirror.requests("pool/.*")).hasSize(1);
    assertThat(mirror.requests("pool/.*").getFirst().header("User-Agent")).hasValue("kobako");
    assertThat(cache.resolve("blobs/sha256/" + PackageArchive.sha256(deb))).hasBinaryContent(deb);
    assertThat(tested.log())
        .containsExactly("start package hello 2.10 200000", "end package hello 2.10");
  }

  @Test
  void manyComeInTheirOrderOverFewConnections() throws IOException {
    List<AvailablePackage> wanted = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      wanted.add(offered("p" + i, ("content " + i).getBytes(StandardCharsets.UTF_8)));
    }

    List<Content> debs = fetch(wanted.toArray(AvailablePackage[]::new));

    for (int i = 0; i < 60; i++) {
      assertThat(debs.get(i).bytes()).asString().isEqualTo("content " + i);
    }
    assertThat(mirror.connections()).isLessThanOrEqualTo(6);
  }

  @Test
  void aBrokenDownloadGoesOnWhereItWas() throws Exception {
    AvailablePackage hello = hello();
    mirror.on(POOL).truncateAfter(50_000).once();
    mirror.on(POOL).truncateAfter(70_000).once();

    assertThat(fetch(hello).getFirst().bytes()).isEqualTo(deb);
    assertThat(mirror.requests("pool/.*"))
        .extracting(each -> each.header("Range").orElse(""))
        .containsExactly("", "bytes=50000-", "bytes=120000-");
  }

  @Test
  void whatABrokenRunHasReceivedIsNotFetchedAgain() throws Exception {
    AvailablePackage hello = hello();
    Path partial = cache.resolve("staged/partial-sha256-" + PackageArchive.sha256(deb));
    Files.createDirectories(cache.resolve("staged"));
    Files.write(partial, java.util.Arrays.copyOf(deb, 150_000));

    assertThat(fetch(hello).getFirst().bytes()).isEqualTo(deb);
    assertThat(mirror.requests("pool/.*"))
        .extracting(each -> each.header("Range").orElse(""))
        .containsExactly("bytes=150000-");
    assertThat(partial).doesNotExist();
  }

  @Test
  void otherBytesOfTheSameSizeAreRefused() {
    AvailablePackage hello = hello();
    mirror.on(POOL).otherBytes();

    assertThatThrownBy(() -> fetch(hello))
        .isInstanceOfSatisfying(
            KobakoException.class, e -> assertThat(e.failure()).isEqualTo(Failure.FINDING))
        .hasMessageMatching(
            "package hello 2.10: \\Q"
                + mirror.url()
                + "/"
                + POOL
                + "\\E: has digest sha256:[0-9a-f]{64}, expected sha256:"
                + PackageArchive.sha256(deb)
                + "\nremedy: try again, or name another mirror: somebody has changed the file");
    assertThat(cache.resolve("blobs/sha256/" + PackageArchive.sha256(deb))).doesNotExist();
  }

  @Test
  void anotherSizeIsRefusedAtOnce() {
    AvailablePackage hello = hello();
    archive.put(POOL, new byte[10]);

    assertRefused(
        hello,
        Failure.FINDING,
        "package hello 2.10: "
            + mirror.url()
            + "/"
            + POOL
            + ": has 10 bytes, expected 200000\n"
            + "remedy: try again in some minutes, or name another mirror: this one is not in step"
            + " with its own index");
  }

  @Test
  void anEndlessBodyEndsAtThePromisedSize() {
    AvailablePackage hello = hello();
    mirror.on(POOL).endlessBody();

    assertThatThrownBy(() -> fetch(hello)).hasMessageContaining("has digest sha256:");
  }

  @Test
  void aPackageThatIsGoneIsNamed() {
    AvailablePackage hello = hello();
    archive.remove(POOL);

    assertRefused(
        hello,
        Failure.OUTSIDE,
        "package hello 2.10: GET "
            + mirror.url()
            + "/"
            + POOL
            + ": status 404, there is no such file\n"
            + "remedy: run this again to have a newer index; of a locked version that the mirror no"
            + " longer has, ask an archive of that day (--snapshot) or lock the newest one"
            + " (--update)");
  }

  @Test
  void offlineNamesThePackagesThatLack() {
    AvailablePackage hello = hello();
    AvailablePackage more = offered("more", new byte[] {1});
    try (Repositories repositories = new TestRepositories(cache).offline()) {
      assertThatThrownBy(() -> repositories.debs(List.of(hello)))
          .hasMessage(
              "package hello 2.10: not in the cache, and nothing is fetched now\n"
                  + "remedy: run this once without --offline");
      assertThatThrownBy(() -> repositories.debs(List.of(hello, more)))
          .hasMessageMatching(
              "packages .* 2.10, .* 2.10: not in the cache, and nothing is fetched now\n"
                  + "remedy: run this once without --offline");
    }
    fetch(hello);
    try (Repositories repositories = new TestRepositories(cache).offline()) {
      assertThat(repositories.debs(List.of(hello))).hasSize(1);
    }
  }

  @Test
  void redirectsAreFollowedAndToldNoPassword() {
    AvailablePackage hello = hello();
    try (PackageMirror other = PackageMirror.start(archive)) {
      mirror.on(POOL).redirectTo(other.url() + "/" + POOL);
      String withUser = mirror.url().replace("http://", "http://me:se%63ret@");
      try (Repositories repositories = new TestRepositories(cache).online()) {
        AvailablePackage wanted =
            new AvailablePackage(hello.stanza(), new PackageSource(withUser, "stable", "main"));
        repositories.debs(List.of(wanted));
      }
      assertThat(mirror.requests("pool/.*").getFirst().header("Authorization"))
          .hasValue("Basic bWU6c2VjcmV0");
      ReceivedRequest elsewhere = other.requests("pool/.*").getFirst();
      assertThat(elsewhere.header("Authorization")).isEmpty();
    }
  }

  @Test
  void aPasswordOfTheHostsAptIsUsed() throws Exception {
    TestRepositories tested = new TestRepositories(cache);
    AvailablePackage hello = hello();
    Path file = tested.hostRoot().resolve("etc/apt/auth.conf");
    Files.createDirectories(tested.hostRoot().resolve("etc/apt"));
    Files.writeString(
        file, "machine http://" + mirror.address() + "/debian login me password secret\n");

    fetch(hello);

    assertThat(mirror.requests("pool/.*").getFirst().header("Authorization"))
        .hasValue("Basic bWU6c2VjcmV0");
  }

  @Test
  void redirectsThatLeadNowhereAreRefused() {
    AvailablePackage hello = hello();
    String place = "GET " + mirror.url() + "/" + POOL;
    mirror.on(POOL).redirectTo(mirror.url() + "/" + POOL);
    assertRefused(
        hello,
        Failure.OUTSIDE,
        place
            + ": the server sends us elsewhere more than 10 times in a row\n"
            + "remedy: name another mirror");

    mirror.behave();
    mirror.on(POOL).redirectTo("file:///etc/passwd");
    assertRefused(
        hello,
        Failure.OUTSIDE,
        place
            + ": the server sends us to 'file:///etc/passwd', where we can't go\n"
            + "remedy: name another mirror");
  }

  @Test
  void anIndexThatSaysNonsenseIsRefused() {
    String hex = PackageArchive.sha256(deb);
    String prefix = "package hello 2.10: its index says ";
    String remedy = "\nremedy: tell the operator of the archive";
    assertRefused(
        available("hello", "../../etc/passwd", "1", hex),
        Failure.FINDING,
        prefix + "'../../etc/passwd' as Filename" + remedy);
    assertRefused(
        available("hello", "/etc/passwd", "1", hex),
        Failure.FINDING,
        prefix + "'/etc/passwd' as Filename" + remedy);
    assertRefused(
        available("hello", POOL, "-5", hex), Failure.FINDING, prefix + "'-5' as Size" + remedy);
    assertRefused(
        available("hello", POOL, "99999999999999999999", hex),
        Failure.FINDING,
        prefix + "'99999999999999999999' as Size" + remedy);
    assertThatThrownBy(() -> fetch(available("hello", POOL, "1", "abc")))
        .isInstanceOf(KobakoException.class);
    AvailablePackage bare =
        new AvailablePackage(
            new Stanza("Package: hello\nVersion: 2.10\n"),
            new PackageSource(mirror.url(), "stable", "main"));
    assertRefused(
        bare,
        Failure.FINDING,
        "package hello 2.10: the index of " + mirror.url() + " stable says no Filename" + remedy);
    assertThat(mirror.requests(".*")).isEmpty();
  }

  @Test
  void namesAreWrittenAsUrlsHaveThem() {
    byte[] bytes = {1, 2};
    archive.put("pool/a%253a1%20b+c~d.deb", bytes);
    AvailablePackage wanted =
        available("odd", "pool/a%3a1 b+c~d.deb", "2", PackageArchive.sha256(bytes));

    assertThat(fetch(wanted)).hasSize(1);
  }
}
