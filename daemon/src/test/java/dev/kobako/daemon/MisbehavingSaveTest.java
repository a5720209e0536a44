package dev.kobako.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Compression;
import dev.kobako.image.Digest;
import dev.kobako.image.DockerArchive;
import dev.kobako.image.Image;
import dev.kobako.image.ImageReference;
import dev.kobako.image.ImageSelector;
import dev.kobako.image.Platform;
import dev.kobako.image.StoredImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What reading and listing make of wrong answers. */
class MisbehavingSaveTest extends FakeEngineCase {
  private void save(FakeEngine.Answer answer) {
    fake.on(
        "GET " + API + NAME + "/json",
        FakeEngine.ok("{\"Id\":\"x\",\"Size\":1,\"Os\":\"linux\",\"Architecture\":\"amd64\"}"));
    fake.on("GET " + API + NAME + "/get", answer);
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
