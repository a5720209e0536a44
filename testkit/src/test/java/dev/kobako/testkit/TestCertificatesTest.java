package dev.kobako.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kobako.testkit.TestCertificates.Algorithm;
import dev.kobako.testkit.TestCertificates.Identity;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class TestCertificatesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void registryServesEveryKindOfKeyInBothForms(Algorithm algorithm) throws Exception {
    TestCertificates certificates = TestCertificates.in(folder);
    Identity pkcs8 = localhost(certificates).key(algorithm).issue();
    Identity traditional = localhost(certificates).key(algorithm).traditionalKey().issue();
    assertThat(Files.readString(pkcs8.key())).startsWith("-----BEGIN PRIVATE KEY-----\n");
    assertThat(Files.readString(traditional.key()))
        .startsWith("-----BEGIN " + algorithm + " PRIVATE KEY-----\n");
    for (Identity identity : new Identity[] {pkcs8, traditional}) {
      try (DistributionRegistry registry = started(identity)) {
        assertThat(status(registry, certificates.context(certificates.client("me"))))
            .isEqualTo(200);
      }
    }
  }

  @Test
  void expiredAndMisnamedServersAreRefused() throws Exception {
    TestCertificates certificates = TestCertificates.in(folder);
    SSLContext context = certificates.context(certificates.client("me"));
    try (DistributionRegistry expired = started(localhost(certificates).expired().issue());
        DistributionRegistry other = started(certificates.order("x").names("x.test").issue())) {
      assertThatThrownBy(() -> status(expired, context))
          .isInstanceOf(SSLHandshakeException.class)
          .hasStackTraceContaining("NotAfter");
      assertThatThrownBy(() -> status(other, context))
          .isInstanceOf(SSLHandshakeException.class)
          .hasStackTraceContaining("No subject alternative names");
    }
  }

  @Test
  void registryThatWantsClientCertificatesTakesOnlyThoseOfItsAuthority() throws Exception {
    TestCertificates certificates = TestCertificates.in(folder);
    Identity server = certificates.server();
    try (DistributionRegistry registry =
        DistributionRegistry.builder()
            .tls(server.certificate(), server.key())
            .clientCertificates(certificates.authority())
            .start()) {
      assertThat(status(registry, certificates.context(certificates.client("me")))).isEqualTo(200);
      // a server's certificate is no client's
      assertThatThrownBy(() -> status(registry, certificates.context(server)))
          .isInstanceOf(IOException.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void opensslReadsTheTraditionalKey(Algorithm algorithm) throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/openssl")), "openssl is needed");
    Identity identity =
        TestCertificates.in(folder).order("x").key(algorithm).traditionalKey().issue();
    Process openssl =
        new ProcessBuilder(
                "/usr/bin/openssl", "pkey", "-check", "-noout", "-in", identity.key().toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(openssl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(said).isEqualTo("Key is valid\n");
  }

  private static TestCertificates.Order localhost(TestCertificates certificates) {
    return certificates.order("localhost").names("localhost", "127.0.0.1");
  }

  private static DistributionRegistry started(Identity identity) {
    assumeTrue(
        DistributionRegistry.missing().isEmpty(), () -> DistributionRegistry.missing().orElse(""));
    return DistributionRegistry.builder().tls(identity.certificate(), identity.key()).start();
  }

  private static int status(DistributionRegistry registry, SSLContext context)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newBuilder().sslContext(context).build()) {
      HttpRequest request = HttpRequest.newBuilder(URI.create(registry.url() + "/v2/")).build();
      return client.send(request, BodyHandlers.ofString()).statusCode();
    }
  }
}
