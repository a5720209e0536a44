package dev.kobako.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Artifact;
import dev.kobako.image.Compression;
import dev.kobako.image.Content;
import dev.kobako.image.Descriptor;
import dev.kobako.image.Digest;
import dev.kobako.image.DockerArchive;
import dev.kobako.image.Image;
import dev.kobako.image.ImageLocation.Engine;
import dev.kobako.image.ImageReference;
import dev.kobako.image.ImageSelector;
import dev.kobako.image.MediaType;
import dev.kobako.image.Platform;
import dev.kobako.image.Progress;
import dev.kobako.image.StoredImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever an engine answers, the operation ends, says what happened and leaves nothing. */
@Timeout(60)
class MisbehavingEngineTest {
  private static final String API = "/v1.45/images/";
  private static final String NAME = "docker.io/library/app:1";
  private static final String TRY_AGAIN =
      "\nremedy: look into the engine's log (journalctl -u docker, for Docker) and try again";
  private static final String MEND = "\nremedy: mend what the engine complains of, and try again";
  private static final String CHECK = "\nremedy: check that an engine listens there";

  private RealEngine place;
  private FakeEngine fake;
  private EngineHome home;

  @TempDir Path temp;

  @BeforeEach
  void start() throws Exception {
    place = new RealEngine();
    fake = new FakeEngine(place.folder().resolve("s"));
    home =
        new EngineHome(
            Engine.DOCKER,
            new TreeMap<>(Map.of("DOCKER_HOST", fake.host())),
            temp.resolve("staging"));
  }

  @AfterEach
  void end() throws Exception {
    fake.close();
    place.close();
  }

  private Image image() {
    return SmallImages.image(temp, Platform.host(), Compression.GZIP);
  }

  private String url(String method, String rest) {
    return method + " unix:" + fake.socket() + API + rest;
  }

  private void load(String reply) {
    fake.on("POST " + API + "load?quiet=0", FakeEngine.ok(reply));
  }

  private void save(FakeEngine.Answer answer) {
    fake.on(
        "GET " + API + NAME + "/json",
        FakeEngine.ok("{\"Id\":\"x\",\"Size\":1,\"Os\":\"linux\",\"Architecture\":\"amd64\"}"));
    fake.on("GET " + API + NAME + "/get", answer);
  }

  private void assertWritingSays(String message) {
    assertThatThrownBy(() -> home.write(image(), "app:1")).hasMessage(message);
  }

  private void assertReadingSays(String message) {
    assertThatThrownBy(() -> home.read(ImageSelector.of(ImageReference.parse("app:1"))))
        .isInstanceOf(KobakoException.class)
        .hasMessage(message);
  }

  private void assertNothingIsStaged() throws IOException {
    try (Stream<Path> left = Files.list(temp.resolve("staging"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void errorsInTheStreamOfALoadAreSeen() {
    String place = url("POST", "load?…") + ": the engine could not load the image: ";
    load(
        """
        {"status":"Loading layer","progressDetail":{"current":1}}\r
        {"errorDetail":{"message":"no space\\nleft"},"error":"other"}\r
        """);
    assertWritingSays(place + "no space?left" + MEND);
    load("{\"error\":\"invalid tar header\"}");
    assertWritingSays(place + "invalid tar header" + MEND);
    load("{\"errorDetail\":{\"code\":7}}");
    assertWritingSays(place + "it does not say why" + MEND);
  }

  @Test
  void repliesThatAreNoObjectsOrTooLongAreRefused() {
    String place = url("POST", "load?…") + ": the engine's answer ";
    load("<html>");
    assertThatThrownBy(() -> home.write(image(), "app:1"))
        .hasMessageStartingWith(place + "can't be read: not JSON that can be read at line 1");
    load("[1]");
    assertWritingSays(place + "can't be read: a list, expected a JSON object" + CHECK);
    load("{\"errorDetail\":[]}");
    assertWritingSays(place + "can't be read: a list, expected an object" + CHECK);
    load("x".repeat(70_000));
    assertWritingSays(place + "has a line of more than 65536 bytes" + CHECK);
  }

  @Test
  void aReplyWithoutEndIsLeftBehind() {
    byte[] line =
        ("{\"stream\":\"" + ".".repeat(60_000) + "\"}\n").getBytes(StandardCharsets.UTF_8);
    fake.on(
        "POST " + API + "load?quiet=0",
        out -> {
          FakeEngine.head(out, "200 OK", "");
          for (int i = 0; i < 100_000; i++) {
            out.write(line);
          }
        });
    assertWritingSays(
        url("POST", "load?…") + ": the engine's answer has more than 33554432 bytes" + CHECK);
  }

  @Test
  void aRefusedLoadTellsStatusAndMessage() {
    fake.on(
        "POST " + API + "load?quiet=0",
        FakeEngine.status("500 Oops", "", "{\"message\":\"failed to load\"}"));
    assertWritingSays(
        url("POST", "load?…")
            + ": answered 500: failed to load\n"
            + "remedy: see what the engine says, and try again when it is mended");
  }

  @Test
  void anEngineThatLosesOrChangesTheImageIsFoundOut() {
    String remedy =
        "\nremedy: look whether something else changes its images at the same time, and try again";
    load("{\"stream\":\"Loaded image: app:1\"}");
    assertWritingSays(
        "docker-daemon:app:1: Docker has no image of that name after it loaded it" + remedy);
    Digest other = Digest.sha256(new byte[1]);
    fake.on("GET " + API + NAME + "/json", FakeEngine.ok("{\"Id\":\"" + other + "\"}"));
    assertWritingSays(
        "docker-daemon:app:1: Docker has "
            + other
            + " under that name after it loaded "
            + Digest.sha256(image().config().bytes())
            + remedy);
  }

  @Test
  void everyBlobIsReportedWhileItIsLoaded() {
    List<String> moved = new ArrayList<>();
    Image image = image();
    load("{\"stream\":\"Loaded image: app:1\"}");
    fake.on(
        "GET " + API + NAME + "/json",
        FakeEngine.ok("{\"Id\":\"" + Digest.sha256(image.config().bytes()) + "\"}"));
    Progress progress =
        (what, size) ->
            new Progress.Transfer() {
              private long sum;

              @Override
              public void moved(long bytes) {
                sum += bytes;
              }

              @Override
              public void spared(long bytes, String why) {}

              @Override
              public void end() {
                moved.add(what + " " + (size - sum));
              }
            };
    home.write(Artifact.of(image), "app:1", progress);
    assertThat(moved)
        .contains(
            image.layers().getFirst().descriptor().digest() + " 0",
            Digest.sha256(image.config().bytes()) + " 0");
  }

  @Test
  void aSourceThatFailsEndsTheRequestInTheMiddle() {
    Artifact whole = Artifact.of(image());
    List<Artifact.Blob> blobs = new ArrayList<>(whole.blobs());
    Artifact.Blob layer = blobs.removeLast();
    int size = (int) layer.descriptor().size();
    blobs.add(new Artifact.Blob(layer.descriptor(), Content.of(new byte[size])));
    Artifact broken = new Artifact(whole.descriptor(), whole.manifest(), blobs, List.of());
    load("{\"stream\":\"Loaded image: app:1\"}");
    assertThatThrownBy(() -> home.write(broken, "app:1", Progress.NONE))
        .hasMessage(
            "blob "
                + layer.descriptor().digest()
                + ": has digest "
                + Digest.sha256(new byte[size])
                + ", expected "
                + layer.descriptor().digest()
                + "\nremedy: fetch or write the image again, its content was changed");
    assertThat(fake.requests()).containsExactly("GET /_ping");
  }

  @Test
  void digestsAndIndexesCantBeLoaded() {
    Image image = image();
    Digest digest = Digest.sha256(new byte[0]);
    for (String name : List.of("app@" + digest, digest.toString())) {
      assertThatThrownBy(() -> home.write(image, name))
          .hasMessage(
              "docker-daemon:"
                  + name
                  + ": an image can't be loaded under a digest: Docker computes its own\n"
                  + "remedy: give it a tag, as in docker-daemon:app:1");
    }
    Descriptor list = Descriptor.of(MediaType.OCI_INDEX, new byte[0]);
    Artifact index = new Artifact(list, Content.empty(), List.of(), List.of(Artifact.of(image)));
    assertThatThrownBy(() -> home.write(index, "app:1", Progress.NONE))
        .hasMessage(
            "docker-daemon:app:1: holds images of one platform, not an index of several\n"
                + "remedy: choose one with --platform, or write an oci-archive");
    assertThat(fake.requests()).isEmpty();
  }

  @Test
  void anImageThatIsNotThereIsAFinding() {
    assertReadingSays(
        "docker-daemon:app:1: Docker doesn't have this image\n"
            + "remedy: see what it has with 'docker images', or pull it first");
    fake.on("GET " + API + "json?digests=1", FakeEngine.ok("[]"));
    Digest digest = Digest.sha256(new byte[0]);
    assertThatThrownBy(() -> home.artifact(ImageSelector.of(ImageReference.parse("a@" + digest))))
        .hasMessage(
            "docker-daemon:"
                + digest
                + ": Docker doesn't have this image\n"
                + "remedy: see what it has with 'docker images', or pull it first");
  }

  @Test
  void anArchiveThatIsCutOffLeavesNothing() throws IOException {
    save(out -> {
      FakeEngine.head(out, "200 OK", "Content-Length: 5000\r\n");
      out.write(new byte[1000]);
    });
    assertThatThrownBy(() -> home.read(ImageSelector.of(ImageReference.parse("app:1"))))
        .hasMessageStartingWith(url("GET", NAME + "/get") + ": ")
        .hasMessageEndingWith(TRY_AGAIN);
    assertNothingIsStaged();
  }

  @Test
  void anErrorAtTheEndOfAnArchiveIsSeen() throws IOException {
    save(out -> {
      FakeEngine.head(out, "200 OK", "");
      out.write(new byte[512]);
      out.write(
          "{\"errorDetail\":{\"message\":\"gone\"},\"error\":\"layer is gone\"}\r\n"
              .getBytes(StandardCharsets.UTF_8));
    });
    assertReadingSays(
        url("GET", NAME + "/get") + ": the engine could not save the image: layer is gone" + MEND);
    assertNothingIsStaged();
  }

  @Test
  void anArchiveThatIsNoneIsNotUsed() {
    save(FakeEngine.ok("x".repeat(3000)));
    assertThatThrownBy(() -> home.read(ImageSelector.of(ImageReference.parse("app:1"))))
        .hasMessageStartingWith("docker-daemon:app:1: what the engine saves can't be used: ")
        .hasMessageEndingWith(
            "\nremedy: check that the engine can save it itself ('docker save', 'podman save')");
  }

  @Test
  void anArchiveFarLargerThanItsImageIsLeftBehind() throws IOException {
    assertThatThrownBy(
            () -> new SavedStream("GET x", new Endless(), 10_000_000).keep(temp.resolve("staging")))
        .hasMessage(
            "GET x: the engine sends more than 10000000 bytes, which can't be for an image of the"
                + " size it told"
                + CHECK);
    assertNothingIsStaged();
  }

  /** Zeros for ever. */
  private static final class Endless extends java.io.InputStream {
    @Override
    public int read() {
      return 0;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      return length;
    }
  }

  @Test
  void anImageOfAnotherPlatformIsOnlyGivenWhenItIsAskedFor() throws IOException {
    Platform other = Platform.parse("linux/s390x");
    Image image = SmallImages.image(temp, other, Compression.GZIP);
    Path file = temp.resolve("other.tar");
    new DockerArchive(file).write(image, "app:1");
    save(out -> saved(out, file));
    ImageSelector selector = ImageSelector.of(ImageReference.parse("app:1"));
    assertReadingSays(
        "docker-daemon:app:1: Docker has it for linux/s390x, expected "
            + Platform.host()
            + "\nremedy: ask for it with --platform linux/s390x, or pull it for the other platform");
    assertThat(home.read(selector.withPlatform(other)).manifest()).isEqualTo(image.manifest());
    assertThat(home.artifact(selector).manifestBytes()).isEqualTo(image.manifest());
  }

  private static void saved(OutputStream out, Path file) throws IOException {
    FakeEngine.head(out, "200 OK", "Content-Length: " + Files.size(file) + "\r\n");
    Files.copy(file, out);
  }

  @Test
  void listsThatAreWrongAreFindingsThatNameTheirPlace() {
    fake.on("GET " + API + "json", FakeEngine.ok("{}"));
    assertThatThrownBy(() -> home.list())
        .hasMessage(url("GET", "json") + ": expected a list of objects");
    fake.on("GET " + API + "json", FakeEngine.ok("[{\"Id\":7}]"));
    assertThatThrownBy(() -> home.list())
        .hasMessage(url("GET", "json") + ": [0]: Id: the number 7, expected a text");
    Digest id = Digest.sha256(new byte[0]);
    fake.on(
        "GET " + API + "json",
        FakeEngine.ok(
            "[{\"Id\":\"%s\",\"RepoTags\":[\"<none>:<none>\"]},{\"Id\":\"%s\",\"RepoTags\":null}]"
                .formatted(id, id.hex())));
    assertThat(home.list())
        .extracting(StoredImage::names, image -> image.descriptor().digest())
        .containsExactly(
            org.assertj.core.api.Assertions.tuple(List.of(), id),
            org.assertj.core.api.Assertions.tuple(List.of(), id));
  }

  @Test
  void aListWithoutEndIsLeftBehind() {
    byte[] block = " ".repeat(1 << 16).getBytes(StandardCharsets.UTF_8);
    fake.on(
        "GET " + API + "json",
        out -> {
          FakeEngine.head(out, "200 OK", "");
          for (int i = 0; i < 100_000; i++) {
            out.write(block);
          }
        });
    assertThatThrownBy(() -> home.list())
        .isInstanceOf(KobakoException.class)
        .hasMessageStartingWith(url("GET", "json") + ": ");
  }

  @Test
  void homesNeedNames() {
    assertThatThrownBy(() -> home.read(ImageSelector.only()))
        .extracting(failure -> ((KobakoException) failure).diagnostic())
        .isEqualTo(
            Diagnostic.of(
                "docker-daemon:",
                "no name, but an engine has many images",
                "write it as in docker-daemon:app:1"));
  }
}
