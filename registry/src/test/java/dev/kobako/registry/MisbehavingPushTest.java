package dev.kobako.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.image.Artifact;
import dev.kobako.image.Attachment;
import dev.kobako.image.Content;
import dev.kobako.image.Digest;
import dev.kobako.image.ImageReference;
import dev.kobako.image.ImageSelector;
import dev.kobako.testkit.Answer;
import dev.kobako.testkit.MisbehavingRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pushing to registries that break down, lie or refuse. */
@Timeout(60)
class MisbehavingPushTest {
  private static final byte[] LAYER = TestArtifacts.noise(1, 2_000_000);
  private static final String LAYER_DIGEST = Digest.sha256(LAYER).toString();
  private static final String UPLOADS = "/v2/app/blobs/uploads/";
  private static final String UPLOAD = UPLOADS + ".+";

  private MisbehavingRegistry server;
  private Registries registries;

  @BeforeEach
  void start() {
    server = MisbehavingRegistry.start();
    registries = TestRegistries.open();
  }

  @AfterEach
  void stop() {
    registries.close();
    server.close();
  }

  private Repository repository(String name) {
    return registries.repository(ImageReference.parse(server.address() + "/" + name + ":v1"));
  }

  /** The config is there, so that the layer's is the only upload that rules can meet. */
  private Recorded push(Artifact image) throws IOException {
    server.putBlob("app", image.blobs().getFirst().content().bytes());
    Recorded progress = new Recorded();
    repository("app").write(image, "v1", progress);
    return progress;
  }

  private static Artifact image(Content layer) {
    return TestArtifacts.image(List.of(layer), List.of(LAYER));
  }

  private void requireLayer() {
    assertThat(server.blob("app", LAYER_DIGEST)).contains(LAYER);
    assertThat(server.tags("app")).containsExactly("v1");
    assertThat(server.openUploads()).isZero();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anUploadThatBreaksGoesOnWhereItWas(boolean file, @TempDir Path folder) throws IOException {
    Path path = folder.resolve("layer");
    Files.write(path, LAYER);
    server.on("PUT", UPLOAD).once().closeAfterReceiving(500_000);
    server.on("PATCH", UPLOAD).once().closeAfterReceiving(700_000);

    Recorded progress = push(image(file ? Content.of(path, LAYER.length) : Content.of(LAYER)));

    requireLayer();
    assertThat(server.requests("PATCH", UPLOAD))
        .extracting(request -> request.header("Content-Range").orElse(""))
        .isNotEmpty()
        .allMatch(range -> !range.startsWith("0-") && range.endsWith("-1999999"));
    assertThat(progress.ended()).isEqualTo(2);
  }

  @Test
  void anUploadWhoseLastAnswerIsLostIsNotRepeated() throws IOException {
    server.on("PUT", UPLOAD).once().loseAnswer();
    push(TestArtifacts.image(LAYER));
    requireLayer();
    assertThat(server.requests("PUT", UPLOAD)).hasSize(1);
  }

  @Test
  void anUploadThatTheRegistryForgotStartsAgain() throws IOException {
    server.on("PUT", UPLOAD).times(2).closeAfterReceiving(100);
    server.on("GET", UPLOAD).status(404);
    push(TestArtifacts.image(LAYER));
    requireLayer();
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 429})
  void aStatusThatPassesIsWaitedFor(int status) throws IOException {
    server.on("PUT", UPLOAD).once().status(status);
    server.on("POST", UPLOADS).once().status(status);
    server.on("PUT", "/v2/app/manifests/v1").once().status(status);
    push(TestArtifacts.image(LAYER));
    requireLayer();
  }

  @Test
  void anUploadThatAlwaysBreaksEnds() throws IOException {
    server.on("PUT", UPLOAD).closeAfterReceiving(0);
    server.on("PATCH", UPLOAD).closeAfterReceiving(0);
    assertThatThrownBy(() -> push(TestArtifacts.image(LAYER)))
        .hasMessageStartingWith("docker://" + server.address() + "/app:v1: PUT " + server.url())
        .hasMessageEndingWith("\nremedy: try again; what was moved completely is not moved again");
    assertThat(server.tags("app")).isEmpty();
  }

  @Test
  void aLayerThatIsTooLargeAtOnceIsSentInPieces() throws IOException {
    byte[] large = TestArtifacts.noise(2, 70 * 1024 * 1024);
    Artifact image = TestArtifacts.image(large);
    server.on("PUT", UPLOAD).once().answerAfterReceiving(1000, Answer.of(413));
    push(image);
    assertThat(server.blob("app", Digest.sha256(large).toString())).contains(large);
    assertThat(server.requests("PATCH", UPLOAD)).hasSize(3);
  }

  @Test
  void aSmallLayerThatIsTooLargeIsToldSo() throws IOException {
    server.on("PUT", UPLOAD).error(413, "SIZE_INVALID", "too much");
    assertThatThrownBy(() -> push(TestArtifacts.image(LAYER)))
        .hasMessageMatching(
            "docker://\\Q%s/app:v1: PUT %s/v2/app/blobs/uploads/\\E.*: 413 SIZE_INVALID: too much\nremedy: the registry or a proxy before it bounds sizes; ask its operator"
                .formatted(server.address(), server.url()));
    assertThat(server.openUploads()).isZero();
  }

  @Test
  void aBlobThatChangedIsNotCompleted() throws IOException {
    byte[] other = LAYER.clone();
    other[1_999_999]++;
    assertThatThrownBy(() -> push(image(new Streamed(other))))
        .hasMessage(
            "blob "
                + LAYER_DIGEST
                + ": has digest "
                + Digest.sha256(other)
                + ", expected "
                + LAYER_DIGEST
                + "\nremedy: fetch or write the image again, its content was changed");
    assertThat(server.blob("app", Digest.sha256(other).toString())).isEmpty();
    assertThat(server.tags("app")).isEmpty();
    assertThat(server.openUploads()).isZero();
  }

  @Test
  void aFileThatChangedIsRefusedByTheRegistry(@TempDir Path folder) throws IOException {
    byte[] other = LAYER.clone();
    other[5]++;
    Path path = folder.resolve("layer");
    Files.write(path, other);
    assertThatThrownBy(() -> push(image(Content.of(path, other.length))))
        .hasMessageContaining(": 400 DIGEST_INVALID: ");
    assertThat(server.tags("app")).isEmpty();
  }

  @Test
  void aRegistryThatStoresSomethingElseIsNotTrusted() throws IOException {
    String other = Digest.sha256(new byte[] {1}).toString();
    server.on("PUT", "/v2/app/manifests/v1").header("Docker-Content-Digest", other);
    Artifact image = TestArtifacts.image(LAYER);
    assertThatThrownBy(() -> push(image))
        .hasMessage(
            "docker://"
                + server.address()
                + "/app:v1: PUT "
                + server.url()
                + "/v2/app/manifests/v1: the registry stored "
                + other
                + ", expected "
                + image.descriptor().digest()
                + "\nremedy: don't use this registry: it changes what it is given");
  }

  @Test
  void aMountThatIsRefusedBecomesAnUpload() throws IOException {
    server.putImage("base", "v1", LAYER);
    server.on("POST", UPLOADS).refuseMount();
    Artifact base = repository("base").artifact(ImageSelector.named("v1"));
    Recorded progress = push(base);
    assertThat(progress.spared()).containsExactly("already there");
    assertThat(progress.moved()).isEqualTo(LAYER.length);
    requireLayer();
  }

  @Test
  void aReadOnlyRegistryIsToldAsItSaysIt() throws IOException {
    server.on("POST", UPLOADS).error(405, "UNSUPPORTED", "The operation is unsupported.");
    assertThatThrownBy(() -> push(TestArtifacts.image(LAYER)))
        .hasMessage(
            "docker://"
                + server.address()
                + "/app:v1: POST "
                + server.url()
                + UPLOADS
                + ": 405 UNSUPPORTED: The operation is unsupported.\n"
                + "remedy: the registry doesn't allow this; ask its operator");
  }

  @Test
  void anAttachmentIsFoundByTheReferrersApi() throws IOException {
    Artifact image = TestArtifacts.image(LAYER);
    push(image);
    Attachment note =
        new Attachment(
            "text/plain",
            List.of(
                new Attachment.Part(
                    dev.kobako.image.Descriptor.of("text/plain", LAYER), Content.of(LAYER))),
            new java.util.TreeMap<>());
    var attached =
        repository("app").attach(image.descriptor(), note, dev.kobako.image.Progress.NONE);
    assertThat(
            repository("app")
                .referrers(image.descriptor().digest(), java.util.Optional.of("text/plain")))
        .extracting(dev.kobako.image.Descriptor::digest)
        .containsExactly(attached.digest());
    assertThat(server.tags("app")).containsExactly("v1");
  }

  /** Bytes that are neither a file nor in memory, as far as anyone knows. */
  private static final class Streamed implements Content {
    private final byte[] bytes;

    Streamed(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public long size() {
      return bytes.length;
    }

    @Override
    public InputStream open() {
      return new java.io.ByteArrayInputStream(bytes);
    }

    @Override
    public SeekableByteChannel openChannel() {
      throw new UnsupportedOperationException();
    }
  }
}
