package dev.kobako.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kobako.image.Compression;
import dev.kobako.image.Image;
import dev.kobako.image.OciLayout;
import dev.kobako.testkit.DistributionRegistry;
import dev.kobako.testkit.TestCertificates;
import dev.kobako.testkit.TestCertificates.Algorithm;
import dev.kobako.testkit.TestCertificates.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Debian's docker-registry with certificates of a company's own authority. */
@Timeout(60)
class TrustTest {
  private static final String UNTRUSTED =
      "see docs/registries.md for how to trust an authority of one's own, or give --insecure if you"
          + " trust the network";

  @TempDir static Path shared;
  private static TestCertificates certificates;
  private static DistributionRegistry registry;
  private static String host;
  private static Image image;

  @TempDir Path temp;
  private Kobako kobako;

  @BeforeAll
  static void start() {
    assumeTrue(
        DistributionRegistry.missing().isEmpty(),
        () -> "skipped: " + DistributionRegistry.missing().orElse(""));
    certificates = TestCertificates.in(shared);
    Identity server = certificates.server();
    registry =
        DistributionRegistry.builder().tls(server.certificate(), server.key()).password().start();
    host = registry.address();
    image = SmallImages.of(shared, "linux/amd64", Compression.GZIP);
    new OciLayout(shared.resolve("from")).write(image, "1");
  }

  @AfterAll
  static void stop() {
    if (registry != null) {
      registry.close();
    }
  }

  @BeforeEach
  void setUp() {
    kobako =
        Kobako.withStore(temp.resolve("home"))
            .in(temp)
            .with("HOME", temp.toString())
            .with("XDG_RUNTIME_DIR", temp.resolve("run").toString());
  }

  /** How a user says that an authority is trusted. */
  enum Way {
    FILE,
    FOLDER,
    HOST,
    INSECURE
  }

  private Kobako trusting(Way way) throws IOException {
    return switch (way) {
      case FILE -> kobako.with("SSL_CERT_FILE", certificates.authority().toString());
      case FOLDER -> {
        Path folder = Files.createDirectory(temp.resolve("authorities"));
        Files.copy(certificates.authority(), folder.resolve("company.pem"));
        yield kobako.with("SSL_CERT_DIR", "/nowhere:" + folder);
      }
      case HOST -> {
        Files.copy(certificates.authority(), certsD(host).resolve("ca.crt"));
        yield kobako;
      }
      case INSECURE -> kobako;
    };
  }

  private Path certsD(String name) throws IOException {
    return Files.createDirectories(temp.resolve(".config/containers/certs.d").resolve(name));
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void everyCommandWorksOnceTheAuthorityIsTrusted(Way way) throws IOException {
    Kobako trusting = trusting(way);
    String[] more = way == Way.INSECURE ? new String[] {"--insecure"} : new String[0];
    String name = "docker://" + host + "/" + way.name().toLowerCase(java.util.Locale.ROOT) + ":1";
    assertThat(
            trusting
                .reading(DistributionRegistry.PASSWORD)
                .run(plus(more, "login", "-q", host, "-u", "kobako", "--password-stdin"))
                .code())
        .isZero();
    String from = "oci:" + shared.resolve("from") + ":1";
    trusting.run(plus(more, "copy", "-q", from, "app")).done();
    trusting.run(plus(more, "push", "-q", "app", name)).done();
    trusting.run(plus(more, "copy", "-q", name, name + "-copy")).done();
    String digest = image.descriptor().digest() + "\n";
    assertThat(trusting.run(plus(more, "inspect", "-q", name + "-copy")).done().out())
        .isEqualTo(digest);
    assertThat(trusting.run(plus(more, "pull", "-q", name)).done().out()).isEqualTo(digest);
    assertThat(trusting.run(plus(more, "tags", name)).done().lines())
        .containsExactlyInAnyOrder("1", "1-copy");
  }

  private static String[] plus(String[] more, String... words) {
    String[] all = java.util.Arrays.copyOf(words, words.length + more.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    return all;
  }

  private void assertRefused(Kobako.Result result, String place, String fact, String remedy) {
    assertThat(result)
        .isEqualTo(
            new Kobako.Result(
                3,
                "",
                "kobako: docker://%s: GET https://%s/v2/: %s\nremedy: %s\n"
                    .formatted(
                        place, place.substring(0, (place + "/").indexOf('/')), fact, remedy)));
  }

  @Test
  void anUnknownAuthorityIsToldByItsName() {
    String fact =
        "the certificate of %s isn't trusted: issued by \"%s\""
            .formatted(host, certificates.server().x509().getIssuerX500Principal().getName());
    assertRefused(
        kobako.run("inspect", "docker://" + host + "/a:1"), host + "/a:1", fact, UNTRUSTED);
    assertRefused(kobako.run("pull", "-q", host + "/a:1"), host + "/a:1", fact, UNTRUSTED);
    Kobako.Result login =
        kobako.reading("secret").run("login", host, "-u", "kobako", "--password-stdin");
    assertRefused(login, host, fact, UNTRUSTED);
    assertThat(temp.resolve(".docker")).doesNotExist();
  }

  private void assertServer(Identity identity, String fact) {
    try (DistributionRegistry other =
        DistributionRegistry.builder().tls(identity.certificate(), identity.key()).start()) {
      String place = other.address() + "/a:1";
      assertRefused(
          kobako
              .with("SSL_CERT_FILE", certificates.authority().toString())
              .run("inspect", "docker://" + place),
          place,
          "the certificate of " + other.address() + " " + fact,
          UNTRUSTED);
    }
  }

  @Test
  void anExpiredCertificateIsRefusedWithItsEnd() {
    Identity old = certificates.order("old").names("127.0.0.1").expired().issue();
    assertServer(old, "expired on " + old.x509().getNotAfter().toInstant());
  }

  @Test
  void aCertificateForAnotherServerIsRefusedWithItsNames() {
    Identity other = certificates.order("other").names("registry.example", "10.1.2.3").issue();
    assertServer(other, "is for 10.1.2.3, registry.example, not for 127.0.0.1");
  }

  @ParameterizedTest
  @CsvSource({"RSA, false", "RSA, true", "EC, false", "EC, true"})
  void aClientShowsItsCertificateWhereTheRegistryWantsOne(Algorithm kind, boolean traditional)
      throws IOException {
    TestCertificates.Order order = certificates.order("client").forClients().key(kind);
    Identity client = (traditional ? order.traditionalKey() : order).issue();
    Identity server = certificates.server();
    try (DistributionRegistry strict =
        DistributionRegistry.builder()
            .tls(server.certificate(), server.key())
            .clientCertificates(certificates.authority())
            .start()) {
      Path folder = certsD(strict.address());
      Files.copy(certificates.authority(), folder.resolve("ca.crt"));
      Kobako.Result without = kobako.run("tags", "docker://" + strict.address() + "/a");
      assertThat(without.code()).isEqualTo(3);
      assertThat(without.err())
          .matches(
              "kobako: docker://HOST/a:latest: GET https://HOST/v2/: the server asks its clients for a certificate that it trusts \\(TLS alert (bad_certificate|certificate_required)\\)\nremedy: put the certificate that you were given and its key, as client\\.cert and client\\.key, into ~/\\.config/containers/certs\\.d/HOST\n"
                  .replace("HOST", strict.address()));

      Files.copy(client.certificate(), folder.resolve("client.cert"));
      Files.copy(client.key(), folder.resolve("client.key"));
      String name = "docker://" + strict.address() + "/a:1";
      String from = "oci:" + shared.resolve("from") + ":1";
      kobako.run("copy", "-q", from, name).done();
      assertThat(kobako.run("inspect", "-q", name).done().out())
          .isEqualTo(image.descriptor().digest() + "\n");
    }
  }

  @Test
  void aClientThatTheServerDoesNotTrustIsToldSo(@TempDir Path elsewhere) throws IOException {
    Identity stranger = TestCertificates.in(elsewhere).client("stranger");
    Identity server = certificates.server();
    try (DistributionRegistry strict =
        DistributionRegistry.builder()
            .tls(server.certificate(), server.key())
            .clientCertificates(certificates.authority())
            .start()) {
      Path folder = certsD(strict.address());
      Files.copy(certificates.authority(), folder.resolve("ca.crt"));
      Files.copy(stranger.certificate(), folder.resolve("client.cert"));
      Files.copy(stranger.key(), folder.resolve("client.key"));
      assertThat(kobako.run("tags", "docker://" + strict.address() + "/a").err())
          .containsAnyOf(
              ": the server asks its clients for a certificate that it trusts (TLS alert ",
              // Where it has gone before it was told all, its alert is lost.
              " ended the connection during the TLS handshake; perhaps it doesn't trust "
                  + folder.resolve("client.cert")
                  + "\n");
    }
  }
}
