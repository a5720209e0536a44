package dev.kobako.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kobako.image.Compression;
import dev.kobako.image.Image;
import dev.kobako.image.OciLayout;
import dev.kobako.testkit.DistributionRegistry;
import dev.kobako.testkit.TestCertificates;
import dev.kobako.testkit.TestCertificates.Identity;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real registry under a name that only a company's proxy knows. */
@Timeout(60)
class CompanyProxyTest {
  private static final String SECRET = "s3cret/with@signs";
  // printf '%s' 'me:s3cret/with@signs' | base64
  private static final String AUTHORIZATION = "Basic bWU6czNjcmV0L3dpdGhAc2lnbnM=";

  @TempDir Path temp;
  private TestCertificates certificates;
  private Kobako kobako;
  private Image image;

  @BeforeEach
  void start() {
    assumeTrue(
        DistributionRegistry.missing().isEmpty(),
        () -> "skipped: " + DistributionRegistry.missing().orElse(""));
    certificates = TestCertificates.in(temp);
    kobako =
        Kobako.withStore(temp.resolve("home"))
            .in(temp)
            .with("HOME", temp.toString())
            .with("SSL_CERT_FILE", certificates.authority().toString());
    image = SmallImages.of(temp, "linux/amd64", Compression.GZIP);
    new OciLayout(temp.resolve("from")).write(image, "1");
  }

  private DistributionRegistry encrypted() {
    Identity server = certificates.order("registry.test").names("registry.test").issue();
    return DistributionRegistry.builder().tls(server.certificate(), server.key()).start();
  }

  private static String port(DistributionRegistry registry) {
    return registry.address().substring(registry.address().lastIndexOf(':'));
  }

  private void pushAndInspect(Kobako as, String host, String... more) {
    String name = "docker://" + host + "/app:1";
    String[] copy = {"copy", "-q", "oci:" + temp.resolve("from") + ":1", name};
    as.run(plus(copy, more)).done();
    assertThat(as.run(plus(new String[] {"inspect", "-q", name}, more)).done().out())
        .isEqualTo(image.descriptor().digest() + "\n");
  }

  private static String[] plus(String[] words, String... more) {
    String[] all = java.util.Arrays.copyOf(words, words.length + more.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    return all;
  }

  @Test
  void encryptedRegistriesAreReachedThroughIt() throws IOException {
    try (DistributionRegistry registry = encrypted();
        CompanyProxy proxy = new CompanyProxy(AUTHORIZATION)) {
      String host = "registry.test" + port(registry);
      pushAndInspect(
          kobako.with("https_proxy", "http://me:s3cret%2Fwith%40signs@" + proxy.address()), host);
      assertThat(proxy.requests()).containsOnly("CONNECT " + host + " HTTP/1.1");
    }
  }

  @Test
  void plainRegistriesAreReachedThroughIt() throws IOException {
    try (DistributionRegistry registry = DistributionRegistry.start();
        CompanyProxy proxy = new CompanyProxy("")) {
      String host = "registry.test" + port(registry);
      Kobako behind =
          kobako
              .with("HTTP_PROXY", proxy.address())
              .with("HTTPS_PROXY", "http://" + proxy.address());
      pushAndInspect(behind, host, "--insecure");
      assertThat(proxy.requests())
          .contains(
              "CONNECT " + host + " HTTP/1.1",
              "GET http://" + host + "/v2/app/manifests/1 HTTP/1.1",
              "POST http://" + host + "/v2/app/blobs/uploads/ HTTP/1.1");
      Kobako.Result strict = behind.run("inspect", "docker://" + host + "/app:1");
      assertThat(strict.err())
          .isEqualTo(
              "kobako: docker://HOST/app:1: GET https://HOST/v2/app/manifests/1: HOST speaks no TLS; perhaps it speaks plain HTTP\nremedy: give --insecure if you trust the network\n"
                  .replace("HOST", host));
    }
  }

  @Test
  void aProxyThatRefusesIsNamedAndItsPasswordIsNot() throws IOException {
    try (DistributionRegistry registry = encrypted();
        CompanyProxy proxy = new CompanyProxy(AUTHORIZATION)) {
      String host = "registry.test" + port(registry);
      assertThat(
              kobako
                  .with("HTTPS_PROXY", "http://me:" + SECRET + "x@" + proxy.address())
                  .run("inspect", "docker://" + host + "/app:1"))
          .isEqualTo(
              new Kobako.Result(
                  3,
                  "",
                  "kobako: docker://HOST/app:1: GET https://HOST/v2/app/manifests/1: the proxy http://%s refused with status 407\nremedy: check the proxy that the environment names\n"
                      .formatted(proxy.address())
                      .replace("HOST", host)));
    }
  }

  @Test
  void aProxyThatIsNoUrlIsToldByItsVariableOnly() {
    Kobako.Result result =
        kobako
            .with("https_proxy", "me:" + SECRET + "://proxy")
            .run("inspect", "docker://registry.test/app:1");
    assertThat(result.err())
        .isEqualTo(
            "kobako: docker://registry.test/app:1: GET https://registry.test/v2/app/manifests/1: the value of https_proxy is no URL of a proxy\nremedy: check the proxy that the environment names\n");
  }

  @Test
  void whatNoProxyNamesIsAskedDirectly() throws IOException {
    int gone;
    try (ServerSocket closed = new ServerSocket(0)) {
      gone = closed.getLocalPort();
    }
    try (CompanyProxy proxy = new CompanyProxy("")) {
      Kobako behind = kobako.with("https_proxy", "http://" + proxy.address());
      String name = "docker://registry.test:" + gone + "/app:1";
      for (String exceptions :
          new String[] {"*", "registry.test", ".test", "10.0.0.0/8, registry.test:" + gone}) {
        assertThat(behind.with("NO_PROXY", exceptions).run("inspect", name).err())
            .contains(": no address is known for registry.test\n");
      }
      assertThat(proxy.requests()).isEmpty();
      // Loopback is another machine for a proxy.
      String near = "docker://127.0.0.1:" + gone + "/app:1";
      assertThat(behind.run("inspect", near).err())
          .contains("can't connect to 127.0.0.1:" + gone + ": Connection refused");
      assertThat(proxy.requests()).isEmpty();
    }
  }
}
