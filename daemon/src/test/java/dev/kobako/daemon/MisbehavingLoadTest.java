package dev.kobako.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.image.Artifact;
import dev.kobako.image.Content;
import dev.kobako.image.Descriptor;
import dev.kobako.image.Digest;
import dev.kobako.image.Image;
import dev.kobako.image.MediaType;
import dev.kobako.image.Progress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a load makes of wrong answers. */
class MisbehavingLoadTest extends FakeEngineCase {
  private void load(String reply) {
    fake.on("POST " + API + "load?quiet=0", FakeEngine.ok(reply));
  }

  private void assertWritingSays(String message) {
    assertThatThrownBy(() -> home.write(image(), "app:1")).hasMessage(message);
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
}
