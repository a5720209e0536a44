package dev.kobako.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TokenServerTest {
  private static final String PULL = "?service=kobako-test-registry&scope=repository:app:pull";
  private static final String BOTH = PULL + ",push";

  private final HttpClient client = HttpClient.newHttpClient();
  private TokenServer tokens;
  private DistributionRegistry registry;

  @BeforeEach
  void start(@TempDir Path folder) {
    assumeTrue(
        DistributionRegistry.missing().isEmpty(), () -> DistributionRegistry.missing().orElse(""));
    tokens = TokenServer.start(TestCertificates.in(folder));
    registry = tokens.registry().start();
  }

  @AfterEach
  void close() {
    client.close();
    if (registry != null) {
      registry.close();
      tokens.close();
    }
  }

  @Test
  void registrySendsItsClientsThere() throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(registry.url() + "/v2/")).build();
    HttpResponse<String> refused = client.send(request, BodyHandlers.ofString());
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.headers().firstValue("WWW-Authenticate"))
        .contains("Bearer realm=\"%s\",service=\"kobako-test-registry\"".formatted(tokens.realm()));
  }

  @Test
  void registryLetsAnyonePullAndTheUserPush() throws Exception {
    String anonymous = token(get(BOTH, ""));
    assertThat(pull(anonymous)).isEqualTo(404);
    assertThat(push(anonymous)).isEqualTo(401);
    assertThat(push(token(get(BOTH, "open-sesame-42")))).isEqualTo(202);
    assertThat(push(token(get(PULL, "open-sesame-42")))).isEqualTo(401);
    assertThat(get(BOTH, "wrong").statusCode()).isEqualTo(401);
    assertThat(tokens.issued()).isEqualTo(3);
    tokens.refuseAnonymous();
    assertThat(get(PULL, "").statusCode()).isEqualTo(401);
  }

  @Test
  void registryRefusesExpiredTokens() throws Exception {
    tokens.issueExpired(1);
    assertThat(pull(token(get(PULL, "")))).isEqualTo(401);
    assertThat(pull(token(get(PULL, "")))).isEqualTo(404);
  }

  @Test
  void refreshTokensStandInForThePassword() throws Exception {
    String service = "service=kobako-test-registry&client_id=t&scope=repository:app:pull,push";
    HttpResponse<String> first =
        post(
            "grant_type=password&username=kobako&password=open-sesame-42&access_type=offline&"
                + service);
    assertThat(push(token(first))).isEqualTo(202);
    assertThat(first.body()).contains("\"refresh_token\":\"refresh-me-43\"");
    HttpResponse<String> second =
        post("grant_type=refresh_token&refresh_token=refresh-me-43&" + service);
    assertThat(push(token(second))).isEqualTo(202);
    assertThat(second.body()).doesNotContain("refresh_token");
    assertThat(post("grant_type=refresh_token&refresh_token=x&" + service).statusCode())
        .isEqualTo(401);
  }

  private int pull(String token) throws Exception {
    return status(
        HttpRequest.newBuilder(URI.create(registry.url() + "/v2/app/manifests/latest")), token);
  }

  private int push(String token) throws Exception {
    return status(
        HttpRequest.newBuilder(URI.create(registry.url() + "/v2/app/blobs/uploads/"))
            .POST(BodyPublishers.noBody()),
        token);
  }

  private int status(HttpRequest.Builder request, String token) throws Exception {
    HttpRequest whole = request.header("Authorization", "Bearer " + token).build();
    return client.send(whole, BodyHandlers.ofString()).statusCode();
  }

  private HttpResponse<String> get(String query, String password) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(tokens.realm() + query));
    if (!password.isEmpty()) {
      byte[] login = ("kobako:" + password).getBytes(StandardCharsets.UTF_8);
      request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(login));
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String form) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(tokens.realm()))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build();
    return client.send(request, BodyHandlers.ofString());
  }

  private static String token(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Json.string(Json.object(answer.body()), "token");
  }
}
