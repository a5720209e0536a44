package dev.kobako.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DistributionRegistryTest {
  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeEach
  void registryIsInstalled() {
    assumeTrue(
        DistributionRegistry.missing().isEmpty(), () -> DistributionRegistry.missing().orElse(""));
  }

  @Test
  void answersAtItsAddressUntilClosed() throws Exception {
    Path storage;
    URI root;
    try (DistributionRegistry registry = DistributionRegistry.start()) {
      root = URI.create(registry.url() + "/v2/");
      storage = registry.storageFolder();
      assertThat(registry.address()).matches("127\\.0\\.0\\.1:[0-9]+");
      assertThat(get(root).statusCode()).isEqualTo(200);
      assertThat(registry.log()).contains("GET /v2/ HTTP/1.1");
    }
    assertThat(storage.getParent()).doesNotExist();
    assertThatThrownBy(() -> get(root)).isInstanceOf(ConnectException.class);
  }

  @Test
  void asksForThePasswordOfItsUser() throws Exception {
    try (DistributionRegistry registry = DistributionRegistry.builder().password().start()) {
      URI root = URI.create(registry.url() + "/v2/");
      HttpResponse<String> refused = get(root);
      assertThat(refused.statusCode()).isEqualTo(401);
      assertThat(refused.headers().firstValue("www-authenticate"))
          .contains("Basic realm=\"kobako-test\"");
      String login = DistributionRegistry.USER + ":" + DistributionRegistry.PASSWORD;
      String basic =
          "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
      assertThat(get(root, "Authorization", basic).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void keepsWhatIsPushedInItsStorageFolderUnlessReadOnly() throws Exception {
    try (DistributionRegistry registry = DistributionRegistry.start();
        DistributionRegistry readOnly = DistributionRegistry.builder().readOnly().start()) {
      assertThat(startUpload(registry)).isEqualTo(202);
      assertThat(registry.storageFolder().resolve("docker/registry/v2/repositories/app")).exists();
      assertThat(startUpload(readOnly)).isEqualTo(405);
      assertThat(Files.exists(readOnly.storageFolder())).isFalse();
    }
  }

  @Test
  void mirrorsAnotherRegistry() throws Exception {
    try (DistributionRegistry origin = DistributionRegistry.start();
        DistributionRegistry mirror =
            DistributionRegistry.builder().mirrorOf(origin.url()).start()) {
      get(URI.create(mirror.url() + "/v2/app/manifests/latest"));
      assertThat(origin.log()).contains("/v2/app/manifests/latest");
    }
  }

  private int startUpload(DistributionRegistry registry) throws Exception {
    URI uploads = URI.create(registry.url() + "/v2/app/blobs/uploads/");
    HttpRequest post = HttpRequest.newBuilder(uploads).POST(BodyPublishers.noBody()).build();
    return client.send(post, BodyHandlers.ofString()).statusCode();
  }

  private HttpResponse<String> get(URI uri, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }
}
