package dev.kobako.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.http.HttpSettings;
import dev.kobako.http.Retry;
import dev.kobako.http.TlsSettings;
import dev.kobako.image.Artifact;
import dev.kobako.image.ImageReference;
import dev.kobako.image.ImageSelector;
import dev.kobako.image.Progress;
import dev.kobako.testkit.Answer;
import dev.kobako.testkit.MisbehavingRegistry;
import dev.kobako.testkit.MisbehavingServer;
import dev.kobako.testkit.TestCertificates;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who learns a secret: over TLS, the registry and its token server, nobody else. */
@Timeout(30)
class SecretsTest {
  private static final Credential USER = new Credential.Password("kobako", "open-sesame");
  private static final String BASIC = "Basic a29iYWtvOm9wZW4tc2VzYW1l";
  private static final byte[] LAYER = TestArtifacts.noise(1, 5000);
  private static final Artifact IMAGE =
      TestArtifacts.image(LAYER, TestArtifacts.noise(2, 5000), TestArtifacts.noise(3, 5000));

  @TempDir Path folder;
  private TestCertificates certificates;
  private SSLContext tls;
  private MisbehavingRegistry server;
  private Registries registries;

  @BeforeEach
  void start() {
    certificates = TestCertificates.in(folder);
    tls = certificates.context(certificates.server());
    server = MisbehavingRegistry.startTls(tls);
    TreeMap<String, String> environment = new TreeMap<>();
    environment.put("SSL_CERT_FILE", certificates.authority().toString());
    HttpSettings http =
        Registries.http(
            environment, _ -> TlsSettings.SYSTEM, new ServerPatience(Duration.ofSeconds(5), 5));
    registries =
        new Registries(
            http,
            new Retry(Retry.Limits.USUAL, InstantSource.system(), _ -> {}, () -> 0),
            (_, _) -> Optional.of(USER),
            reference -> {
              Endpoint only = TestRegistries.endpoint(reference.domain(), reference.path());
              return new Route(List.of(only), only);
            });
  }

  @AfterEach
  void stop() {
    registries.close();
    server.close();
  }

  private Repository app() {
    return registries.repository(ImageReference.parse(server.address() + "/app:v1"));
  }

  private void requirePassword() {
    requires(BASIC, "Basic realm=\"x\"");
  }

  private void requires(String authorization, String challenge) {
    server
        .on("*", "/v2/app/.*")
        .unless("Authorization", authorization)
        .answer(Answer.of(401).with("WWW-Authenticate", challenge));
  }

  @Test
  void theStorageToWhichADownloadIsRedirectedDoesNotLearnWhoAsks() throws IOException {
    app().write(IMAGE, "v1", Progress.NONE);
    requirePassword();
    try (MisbehavingServer storage =
        MisbehavingServer.startTls(
            tls, _ -> Answer.of(200).body(Answer.Body.of(LAYER, 0, LAYER.length)))) {
      String layer = IMAGE.blobs().get(1).descriptor().digest().toString();
      server.on("GET", "/v2/app/blobs/" + layer).redirectTo(storage.url() + "/bucket?X-Sig=s");
      Artifact found = app().artifact(ImageSelector.named("v1"));
      assertThat(found.blobs().get(1).content().bytes()).isEqualTo(LAYER);
      assertThat(storage.requests()).hasSize(1);
      assertThat(storage.requests().getFirst().header("Authorization")).isEmpty();
      assertThat(server.requests("GET", "/v2/app/blobs/" + layer).getLast().header("Authorization"))
          .contains(BASIC);
    }
  }

  @Test
  void theStorageToWhichAnUploadIsSentDoesNotLearnWhoAsks() {
    requirePassword();
    try (MisbehavingServer storage = MisbehavingServer.startTls(tls, _ -> Answer.of(201))) {
      server
          .on("POST", "/v2/app/blobs/uploads/")
          .answer(Answer.of(202).with("Location", storage.url() + "/up?state=1"));
      server.on("PUT", "/v2/app/manifests/v1").status(201);
      app().write(IMAGE, "v1", Progress.NONE);
      assertThat(storage.requests("PUT", "/up")).hasSize(4);
      assertThat(storage.requests()).allMatch(each -> each.header("Authorization").isEmpty());
    }
  }

  @Test
  void noUploadIsSentToWhereNothingIsEncrypted() {
    requirePassword();
    server
        .on("POST", "/v2/app/blobs/uploads/")
        .answer(Answer.of(202).with("Location", "http://storage.example/up"));
    assertThatThrownBy(() -> app().write(IMAGE, "v1", Progress.NONE))
        .hasMessage(
            "docker://HOST/app:v1: POST https://HOST/v2/app/blobs/uploads/: 202 leads from https:// to http://storage.example, which is not encrypted\nremedy: ask the registry's operator to encrypt its storage"
                .replace("HOST", server.address()));
  }

  @Test
  void aTokenServerWithoutEncryptionIsNotAskedByWhoCameEncrypted() {
    requires("nothing", "Bearer realm=\"http://127.0.0.1:1/token\"");
    assertThatThrownBy(() -> app().read(ImageSelector.named("v1")))
        .hasMessage(
            "docker://HOST/app:v1: GET https://HOST/v2/app/manifests/v1: 401 names the token server 'http://127.0.0.1:1/token': credentials are not sent there without encryption, expected https://\nremedy: ask the registry's operator to encrypt its token server"
                .replace("HOST", server.address()));
  }

  @Test
  void aServerThatRepeatsASecretIsNotQuoted() {
    server
        .on("*", "/v2/app/.*")
        .answer(
            Answer.error(401, "UNAUTHORIZED", "kobako:open-sesame is wrong, as is " + BASIC)
                .with("WWW-Authenticate", "Basic realm=\"x\""));
    assertThatThrownBy(() -> app().read(ImageSelector.named("v1")))
        .hasMessage(
            "docker://HOST/app:v1: denied: GET https://HOST/v2/app/manifests/v1: 401 UNAUTHORIZED: kobako:*** is wrong, as is Basic ***\nremedy: log in with 'kobako login HOST' as someone who may"
                .replace("HOST", server.address()));
  }

  @Test
  void tokensThatEndInTheMiddleOfAPushAreReplaced() {
    AtomicInteger given = new AtomicInteger();
    try (MisbehavingServer tokens =
        MisbehavingServer.startTls(
            tls, _ -> Answer.json(200, "{\"token\":\"t" + given.incrementAndGet() + "\"}"))) {
      Answer refusal =
          Answer.of(401).with("WWW-Authenticate", "Bearer realm=\"" + tokens.url() + "/token\"");
      server.on("HEAD", "/v2/app/manifests/v1").once().answer(refusal);
      assertThat(app().resolve(ImageSelector.named("v1"))).isEmpty();
      assertThat(given.get()).isEqualTo(1);
      server.on("PUT", "/v2/app/blobs/uploads/.*").after(1).once().answer(refusal);
      server.on("PUT", "/v2/app/manifests/v1").once().answer(refusal);
      app().write(IMAGE, "v1", Progress.NONE);
      // To pull, to push, and one more for each that was refused.
      assertThat(given.get()).isEqualTo(4);
      assertThat(server.tags("app")).containsExactly("v1");
      assertThat(server.requests("PUT", "/v2/app/.*").getLast().header("Authorization"))
          .contains("Bearer t4");
      assertThat(tokens.requests())
          .allMatch(request -> request.header("Authorization").equals(Optional.of(BASIC)));
      assertThat(server.requests("*", "/v2/.*"))
          .noneMatch(request -> request.header("Authorization").equals(Optional.of(BASIC)));
    }
  }

  @Test
  void noTextOfAValueShowsASecret() {
    Call call =
        new Call(
            "place",
            "GET",
            dev.kobako.http.HttpUrl.parse("https://r.example/v2/?sig=open-sesame").orElseThrow(),
            dev.kobako.http.Headers.NONE.with("Authorization", BASIC),
            Optional.empty(),
            Scope.NONE);
    TreeMap<String, String> environment = new TreeMap<>();
    environment.put("https_proxy", "http://kobako:open-sesame@proxy");
    assertThat(
            List.of(
                    USER,
                    call,
                    call.request(Optional.of(BASIC)),
                    call.headers(),
                    new HelperProgram.Answer(0, "open-sesame", "open-sesame"),
                    new HelperProgram(Path.of("/bin/x"), environment),
                    new CredentialEntry("x", CredentialEntry.of(USER)),
                    new RegistrySettings(environment, false),
                    ConfigurationPlaces.of(environment),
                    HttpSettings.of(environment),
                    new Token("open-sesame", Duration.ZERO))
                .toString())
        .doesNotContain("open-sesame", BASIC.substring(6));
  }
}
