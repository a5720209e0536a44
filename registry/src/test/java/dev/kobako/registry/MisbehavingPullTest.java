package dev.kobako.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.image.Artifact;
import dev.kobako.image.Content;
import dev.kobako.image.Digest;
import dev.kobako.image.ImageReference;
import dev.kobako.image.ImageSelector;
import dev.kobako.image.MediaType;
import dev.kobako.testkit.Answer;
import dev.kobako.testkit.MisbehavingRegistry;
import dev.kobako.testkit.MisbehavingServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pulling from registries that break down, lie or attack. */
@Timeout(60)
class MisbehavingPullTest {
  private static final byte[] LAYER = TestArtifacts.noise(1, 300_000);
  private static final String BLOB = "/v2/app/blobs/.*";
  private static final String MANIFEST = "/v2/app/manifests/.*";

  private MisbehavingRegistry server;
  private Registries registries;
  private String digest;

  @BeforeEach
  void start() {
    server = MisbehavingRegistry.start();
    digest = server.putImage("app", "v1", LAYER);
    registries = TestRegistries.open();
  }

  @AfterEach
  void stop() {
    registries.close();
    server.close();
  }

  private Repository app() {
    return registries.repository(ImageReference.parse(server.address() + "/app:v1"));
  }

  private Artifact artifact() {
    return app().artifact(ImageSelector.named("v1"));
  }

  private static Content layer(Artifact artifact) {
    return artifact.blobs().get(1).content();
  }

  private String message(String fact, String remedy) {
    return "docker://" + server.address() + "/app:v1: " + fact + "\nremedy: " + remedy;
  }

  private String manifestUrl() {
    return server.url() + "/v2/app/manifests/v1";
  }

  private String layerUrl() {
    return server.url() + "/v2/app/blobs/" + Digest.sha256(LAYER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"truncate", "reset", "stall", "hang up", "503", "429", "truncate often"})
  void aDownloadThatBreaksGoesOnWhereItWas(String how) throws IOException {
    Content layer = layer(artifact());
    switch (how) {
      case "truncate" -> server.on("GET", BLOB).once().truncateAfter(100_000);
      case "reset" -> server.on("GET", BLOB).once().resetAfter(100_000);
      case "stall" -> server.on("GET", BLOB).once().stallAfter(100_000);
      case "hang up" -> server.on("GET", BLOB).times(2).hangUp();
      case "503" -> server.on("GET", BLOB).times(2).status(503);
      case "429" -> server.on("GET", BLOB).once().answer(Answer.of(429).with("Retry-After", "1"));
      default -> server.on("GET", BLOB).times(10).truncateAfter(20_000);
    }
    assertThat(layer.bytes()).isEqualTo(LAYER);
  }

  @Test
  void onlyWhatIsMissingIsAskedForAgain() throws IOException {
    Content layer = layer(artifact());
    server.on("GET", BLOB).once().truncateAfter(100_000);
    server.server().forgetRequests();
    layer.bytes();
    assertThat(server.requests("GET", BLOB))
        .extracting(request -> request.header("Range").orElse("all"))
        .containsExactly("all", "bytes=100000-");
  }

  @Test
  void aServerThatIgnoresRangesIsReadFromTheStart() throws IOException {
    Content layer = layer(artifact());
    server.on("GET", BLOB).once().truncateAfter(100_000);
    server.on("GET", BLOB).ignoreRange();
    assertThat(layer.bytes()).isEqualTo(LAYER);
  }

  @Test
  void anotherRangeThanAskedForIsRefused() {
    Content layer = layer(artifact());
    server.on("GET", BLOB).header("Content-Range", "bytes 5-299999/300000");
    assertThatThrownBy(() -> layer.open(7))
        .hasMessage(
            message(
                "blob not taken: GET "
                    + layerUrl()
                    + ": sent the range 'bytes 5-299999/300000', expected bytes 7-299999/300000",
                "push the image again, its content was changed"));
  }

  @Test
  void aDownloadThatAlwaysBreaksAtTheSamePlaceEnds() {
    Content layer = layer(artifact());
    server.on("GET", BLOB).once().truncateAfter(100_000);
    server.on("GET", BLOB).truncateAfter(0);
    assertThatThrownBy(layer::bytes)
        .hasMessageStartingWith(
            "docker://" + server.address() + "/app:v1: GET " + layerUrl() + ": ")
        .hasMessageEndingWith("\nremedy: try again; what was moved completely is not moved again");
    assertThat(server.requests("GET", BLOB).size()).isLessThan(10);
  }

  @Test
  void aDownloadThatBreaksAfterEachFewBytesEnds() {
    Content layer = layer(artifact());
    server.on("GET", BLOB).truncateAfter(10);
    assertThatThrownBy(layer::bytes)
        .hasMessageStartingWith(
            "docker://" + server.address() + "/app:v1: GET " + layerUrl() + ": ");
    assertThat(server.requests("GET", BLOB).size()).isLessThan(110);
  }

  @Test
  void anotherSizeIsToldBeforeAnythingIsRead() {
    Content layer = layer(artifact());
    server.on("GET", BLOB).bodyOf(1L << 40);
    assertThatThrownBy(layer::open)
        .hasMessage(
            message(
                "blob not taken: GET " + layerUrl() + ": has 1099511627776 bytes, expected 300000",
                "push the image again, its content was changed"));
  }

  @Test
  void anEndlessBlobEndsAtItsSize() throws IOException {
    Content layer = layer(artifact());
    server.on("GET", BLOB).endlessBody();
    assertThat(layer.bytes()).hasSize(300_000);
  }

  @Test
  void aBlobThatIsNotThereIsAFinding() {
    Content layer = layer(artifact());
    server.on("GET", BLOB).error(404, "BLOB_UNKNOWN", "blob unknown to registry");
    assertThatThrownBy(layer::open)
        .hasMessage(
            message(
                "not there: GET " + layerUrl() + ": 404 BLOB_UNKNOWN: blob unknown to registry",
                "check the name"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          500 | the registry has trouble; try again later
          502 | the registry has trouble; try again later
          418 | the registry answered what it should not; check that it is one
          """)
  void aStatusThatStaysIsTold(int status, String remedy) {
    server.on("GET", MANIFEST).error(status, "X", "y");
    assertThatThrownBy(this::artifact)
        .hasMessage(message("GET " + manifestUrl() + ": " + status + " X: y", remedy));
    assertThat(server.requests("GET", MANIFEST)).hasSizeLessThan(10);
  }

  @Test
  void whatCannotSucceedIsNotTriedAgain() {
    server.on("GET", MANIFEST).error(403, "DENIED", "no");
    assertThatThrownBy(this::artifact)
        .hasMessage(
            message(
                "denied: GET " + manifestUrl() + ": 403 DENIED: no",
                "log in with 'kobako login " + server.address() + "' as someone who may"));
    assertThat(server.requests("GET", MANIFEST)).hasSize(1);
  }

  @Test
  void tooManyRequestsAreTold() {
    server.on("GET", MANIFEST).error(429, "TOOMANYREQUESTS", "slow down");
    assertThatThrownBy(this::artifact)
        .hasMessage(
            message(
                "too many requests: GET " + manifestUrl() + ": 429 TOOMANYREQUESTS: slow down",
                "wait a while, or log in with 'kobako login "
                    + server.address()
                    + "' if you have not"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"truncate", "stall", "reset", "hang up"})
  void aManifestThatBreaksIsAskedForAgain(String how) {
    switch (how) {
      case "truncate" -> server.on("GET", MANIFEST).once().truncateAfter(10);
      case "stall" -> server.on("GET", MANIFEST).once().stallAfter(10);
      case "reset" -> server.on("GET", MANIFEST).once().resetAfter(10);
      default -> server.on("GET", MANIFEST).once().hangUp();
    }
    assertThat(artifact().descriptor().digest()).hasToString(digest);
  }

  @Test
  void aManifestOfAGigabyteEndsEarly() {
    server.on("GET", MANIFEST).bodyOf(1L << 30);
    assertThatThrownBy(this::artifact)
        .hasMessage(
            message(
                "manifest not taken: GET "
                    + manifestUrl()
                    + ": 200: more than the 4194304 bytes that are read of a manifest",
                "check that this is an image"));
  }

  @Test
  void aManifestThatIsNotWhatTheRegistrySaysIsRefused() {
    String other = Digest.sha256(new byte[] {1}).toString();
    server.on("GET", MANIFEST).header("Docker-Content-Digest", other);
    assertThatThrownBy(this::artifact)
        .hasMessage(
            message(
                "manifest not taken: GET "
                    + manifestUrl()
                    + ": 200: its digest is "
                    + digest
                    + ", but the registry says "
                    + other,
                "push the image again; if it stays so, don't trust this registry"));
  }

  @Test
  void aManifestAskedForByDigestMustHaveIt() {
    server.on("GET", MANIFEST).withoutHeader("Docker-Content-Digest").otherBytes();
    assertThatThrownBy(() -> app().artifact(ImageSelector.named(digest)))
        .hasMessageMatching(
            "docker://\\Q%s/app@%s: manifest not taken: GET %s/v2/app/manifests/%s\\E: 200: its digest is sha256:[0-9a-f]{64}, expected %s\nremedy: push the image again; if it stays so, don't trust this registry"
                .formatted(server.address(), digest, server.url(), digest, digest));
  }

  @Test
  void aManifestThatSaysItIsSomethingElseThanTheRegistrySaysIsRefused() {
    server.putManifest(
        "app", "v2", MediaType.OCI_INDEX, "{\"mediaType\":\"" + MediaType.OCI_MANIFEST + "\"}");
    assertThatThrownBy(() -> app().artifact(ImageSelector.named("v2")))
        .hasMessageContaining(
            ": 200: the registry says it is 'application/vnd.oci.image.index.v1+json', but it says"
                + " of itself 'application/vnd.oci.image.manifest.v1+json'\n");
  }

  @Test
  void aManifestThatIsAlsoAnIndexIsRefused() {
    server.putManifest("app", "v2", MediaType.OCI_INDEX, "{\"manifests\":[],\"layers\":[]}");
    assertThatThrownBy(() -> app().artifact(ImageSelector.named("v2")))
        .hasMessageContaining(
            ": 200: 'application/vnd.oci.image.index.v1+json' that is both a manifest and an"
                + " index\n");
  }

  @Test
  void aManifestOfSchema1IsTold() {
    server.putManifest(
        "app",
        "v2",
        "application/vnd.docker.distribution.manifest.v1+prettyjws",
        "{\"schemaVersion\":1}");
    assertThatThrownBy(() -> app().artifact(ImageSelector.named("v2")))
        .hasMessageContaining(
            ": 200: a manifest of Docker's schema 1, which was given up in 2017\n"
                + "remedy: pull and push the image again with a current docker or skopeo");
  }

  @Test
  void aRedirectInACircleEnds() {
    server.on("GET", BLOB).redirectTo(layerUrl() + "?again=secret");
    Content layer = layer(artifact());
    assertThatThrownBy(layer::open)
        .hasMessage(
            message(
                "GET "
                    + layerUrl()
                    + "?…: 307 redirects in a circle, back to GET "
                    + layerUrl()
                    + "?…",
                "ask the registry's operator; its storage is set up wrong"));
  }

  @Test
  void aRedirectWithoutATargetIsTold() {
    server.on("GET", BLOB).status(307);
    Content layer = layer(artifact());
    assertThatThrownBy(layer::open)
        .hasMessage(
            message(
                "GET " + layerUrl() + ": 307 without a Location that is a URL",
                "the registry answered what it should not; check that it is one"));
  }

  @Test
  void anotherHostDoesNotLearnWhoAsks() throws IOException {
    String basic = "Basic a29iYWtvOnNlY3JldA==";
    server
        .on("*", "/v2/app/.*")
        .unless("Authorization", basic)
        .answer(Answer.of(401).with("WWW-Authenticate", "Basic realm=\"x\""));
    try (MisbehavingServer storage =
            MisbehavingServer.start(
                _ -> Answer.of(200).body(Answer.Body.of(LAYER, 0, LAYER.length)));
        Registries known =
            TestRegistries.open(
                (_, _) -> Optional.of(new Credential.Password("kobako", "secret")))) {
      server.on("GET", BLOB).redirectTo(storage.url() + "/bucket?X-Signature=secret");
      Repository app = known.repository(ImageReference.parse(server.address() + "/app"));
      assertThat(layer(app.artifact(ImageSelector.named("v1"))).bytes()).isEqualTo(LAYER);
      assertThat(storage.requests()).hasSize(1);
      assertThat(storage.requests().getFirst().header("Authorization")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer",
        "Bearer realm=\"",
        "Negotiate abc",
        "Basic realm=\"x\"",
        "\u00e9\u00e9",
        "Bearer scope=\"repository:app:pull\""
      })
  void aChallengeThatCannotBeMetIsADenial(String challenge) {
    server.on("*", "/v2/.*").answer(Answer.of(401).with("WWW-Authenticate", challenge));
    assertThatThrownBy(this::artifact)
        .hasMessage(
            message(
                "denied: GET " + manifestUrl() + ": 401",
                "log in with 'kobako login " + server.address() + "' as someone who may"));
  }

  @Test
  void credentialsAreNotSentWithoutEncryptionToAnotherHost() {
    server
        .on("*", "/v2/app/.*")
        .answer(
            Answer.of(401)
                .with("WWW-Authenticate", "Bearer realm=\"http://tokens.example/t?x=1\""));
    try (Registries known =
        TestRegistries.open((_, _) -> Optional.of(new Credential.Password("kobako", "secret")))) {
      Repository app = known.repository(ImageReference.parse(server.address() + "/app:v1"));
      assertThatThrownBy(() -> app.artifact(ImageSelector.named("v1")))
          .hasMessage(
              message(
                  "GET "
                      + manifestUrl()
                      + ": 401 names the token server 'http://tokens.example/t': credentials are"
                      + " not sent there without encryption, expected https://",
                  "ask the registry's operator to encrypt its token server"));
    }
  }

  @Test
  void tagsComePageByPage() {
    for (String tag : new String[] {"v2", "v3", "v4", "v5"}) {
      server.putImage("app", tag, LAYER);
    }
    server.pageSize(2);
    assertThat(app().tags()).containsExactly("v1", "v2", "v3", "v4", "v5");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          </v2/app/tags/list?n=1000>; rel="next"  | the pages lead in a circle
          <https://evil.example/>; rel="next"     | the next page is not on this server
          """)
  void pagesThatLeadAstrayAreRefused(String link, String fact) {
    server.on("GET", "/v2/app/tags/list").header("Link", link);
    assertThatThrownBy(() -> app().tags())
        .hasMessage(
            message(
                "GET " + server.url() + "/v2/app/tags/list?…: " + fact,
                "the registry answered what it should not; ask its operator"));
  }

  @Test
  void noRegistryAtAllIsTold() throws IOException {
    String address;
    try (ServerSocket nobody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      address = "127.0.0.1:" + nobody.getLocalPort();
    }
    Repository app = registries.repository(ImageReference.parse(address + "/app:v1"));
    assertThatThrownBy(() -> app.artifact(ImageSelector.named("v1")))
        .hasMessageStartingWith("docker://" + address + "/app:v1: GET http://" + address + "/v2/: ")
        .hasMessageEndingWith(
            "\nremedy: check that the registry runs and can be reached from here");
  }

  @Test
  void aRegistryThatHangsUpAtFirstIsAskedAgain() {
    server.on("GET", "/v2/").once().hangUp();
    assertThat(artifact().descriptor().digest()).hasToString(digest);
  }
}
