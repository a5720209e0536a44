package dev.kobako.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kobako.image.Artifact;
import dev.kobako.image.ImageReference;
import dev.kobako.image.ImageSelector;
import dev.kobako.image.Progress;
import dev.kobako.testkit.DistributionRegistry;
import dev.kobako.testkit.ReceivedRequest;
import dev.kobako.testkit.TestCertificates;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Debian's docker-registry, which lets in only who has a token of a server of its trust. */
@Timeout(60)
class TokenTest {
  private static final Credential RIGHT =
      new Credential.Password(DistributionRegistry.USER, DistributionRegistry.PASSWORD);
  private static final Artifact IMAGE =
      TestArtifacts.image(TestArtifacts.noise(1, 1000), TestArtifacts.noise(2, 1000));

  private static dev.kobako.testkit.TokenServer tokens;
  private static DistributionRegistry server;

  @BeforeAll
  static void start(@TempDir Path folder) {
    assumeTrue(DistributionRegistry.missing().isEmpty(), DistributionRegistry.missing().orElse(""));
    tokens = dev.kobako.testkit.TokenServer.start(TestCertificates.in(folder));
    server = tokens.registry().deletion().start();
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
      tokens.close();
    }
  }

  @BeforeEach
  void behave() {
    tokens.server().behave();
    tokens.server().forgetRequests();
  }

  private Repository repository(Registries registries, String name) {
    return registries.repository(ImageReference.parse(server.address() + "/" + name));
  }

  private Registries registries(Credential credential) {
    return TestRegistries.open((_, _) -> Optional.of(credential));
  }

  private void push(String name) {
    try (Registries registries = registries(RIGHT)) {
      repository(registries, name).write(IMAGE, "v1", Progress.NONE);
    }
  }

  @Test
  void oneTokenDoesForAllThatIsPushedAtTheSameTime() {
    push("app");
    assertThat(tokens.server().requests("GET", "/token")).hasSize(1);
    ReceivedRequest request = tokens.server().requests("GET", "/token").getFirst();
    assertThat(request.queries("scope")).containsExactly("repository:app:pull,push");
    assertThat(request.queries("service")).containsExactly(dev.kobako.testkit.TokenServer.SERVICE);
  }

  @Test
  void whoHasNoCredentialPullsWithATokenForNobody() {
    push("app");
    try (Registries registries = TestRegistries.open()) {
      Repository app = repository(registries, "app");
      assertThat(app.artifact(ImageSelector.named("v1")).descriptor())
          .isEqualTo(IMAGE.descriptor());
    }
    assertThat(tokens.server().requests("GET", "/token").getLast().header("Authorization"))
        .isEmpty();
  }

  @Test
  void whoHasNoCredentialIsDeniedWhenPushing() {
    try (Registries registries = TestRegistries.open()) {
      assertThatThrownBy(() -> repository(registries, "denied").write(IMAGE, "v1", Progress.NONE))
          .hasMessage(
              "docker://"
                  + server.address()
                  + "/denied:v1: denied: POST "
                  + server.url()
                  + "/v2/denied/blobs/uploads/: 401 UNAUTHORIZED: authentication required\n"
                  + "remedy: log in with 'kobako login "
                  + server.address()
                  + "' as someone who may");
    }
  }

  @Test
  void anIdentityTokenIsExchanged() {
    Credential identity =
        new Credential.IdentityToken(dev.kobako.testkit.TokenServer.REFRESH_TOKEN);
    try (Registries registries = registries(identity)) {
      repository(registries, "app").write(IMAGE, "v1", Progress.NONE);
    }
    assertThat(tokens.server().requests("POST", "/token")).hasSize(1);
    assertThat(tokens.server().requests("GET", "/token")).isEmpty();
  }

  @Test
  void blobsAreMountedWithOneTokenForBothRepositories() {
    push("app");
    tokens.server().forgetRequests();
    try (Registries registries = registries(RIGHT)) {
      Artifact app = repository(registries, "app").artifact(ImageSelector.named("v1"));
      Recorded progress = new Recorded();
      repository(registries, "copy").write(app, "v1", progress);
      assertThat(progress.spared()).containsOnly("mounted");
    }
    assertThat(tokens.server().requests("GET", "/token"))
        .extracting(request -> request.queries("scope").toString())
        .containsExactly(
            "[repository:app:pull]", "[repository:app:pull, repository:copy:pull,push]");
  }

  @Test
  void aTokenThatHasEndedIsReplaced() {
    push("app");
    tokens.issueExpired(1);
    try (Registries registries = registries(RIGHT)) {
      assertThat(repository(registries, "app").artifact(ImageSelector.named("v1")).descriptor())
          .isEqualTo(IMAGE.descriptor());
    }
  }

  @Test
  void aWrongPasswordIsToldAsTheTokenServerSaysIt() {
    Credential wrong = new Credential.Password(DistributionRegistry.USER, "sesame-open");
    try (Registries registries = registries(wrong)) {
      assertThatThrownBy(() -> registries.takes(server.address(), wrong))
          .hasMessageStartingWith(
              "docker://"
                  + server.address()
                  + ": the credentials for "
                  + server.address()
                  + " are refused: GET "
                  + tokens.realm()
                  + "?…: 401")
          .hasMessageEndingWith(
              "\nremedy: log in with 'kobako login " + server.address() + "' as someone who may")
          .hasMessageNotContaining("sesame");
      assertThat(registries.takes(server.address(), RIGHT)).isTrue();
    }
  }

  @Test
  void whatIsNoTokenIsNotQuoted() {
    tokens
        .server()
        .on("GET", "/token")
        .answer(dev.kobako.testkit.Answer.json(200, "eyJhbGciOi-not-json"));
    try (Registries registries = registries(RIGHT)) {
      assertThatThrownBy(() -> repository(registries, "app").read(ImageSelector.named("v1")))
          .hasMessage(
              "docker://"
                  + server.address()
                  + "/app:v1: GET "
                  + tokens.realm()
                  + "?…: 200, but no token in it, expected a JSON object with 'token'\n"
                  + "remedy: try again; if it stays so, the registry's token server is broken");
    }
  }
}
