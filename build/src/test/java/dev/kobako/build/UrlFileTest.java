package dev.kobako.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Digest;
import dev.kobako.testkit.Answer;
import dev.kobako.testkit.MisbehavingServer;
import dev.kobako.testkit.ReceivedRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class UrlFileTest {
  private static final String DATE = "Thu, 26 Jan 2017 16:59:13 GMT";
  private static final Digest DIGEST = Digest.sha256("content".getBytes(StandardCharsets.UTF_8));

  @TempDir private Path folder;
  private final MisbehavingServer server = MisbehavingServer.start(UrlFileTest::answer);

  private static Answer answer(ReceivedRequest request) {
    if (request.header("If-None-Match").filter("\"1\""::equals).isPresent()) {
      return Answer.of(304);
    }
    return Answer.of(200).with("ETag", "\"1\"").with("Last-Modified", DATE).text("content");
  }

  @AfterEach
  void close() {
    server.close();
  }

  private CopyFixture fixture() {
    return CopyFixture.from(tar -> {}).in(folder);
  }

  private String url(String path) {
    return server.url() + path;
  }

  @Test
  void aFileIsTheOwnersOnlyAndAsOldAsTheServerSays() {
    assertThat(fixture().timedLayer("ADD " + url("/a/f%20g.txt?x=1#y") + " /d/"))
        .isEqualTo(
            """
            /d: dir 0755 @0
            /d/f g.txt: file 0600 ed7002b4 @1485449953
            """);
    assertThat(fixture().layer("ADD --chmod=755 --chown=3:4 " + url("/f") + " /g"))
        .isEqualTo("/g: file 0755 ed7002b4 3:4\n");
    assertThat(fixture().layer("ADD " + url("/") + " /d/"))
        .isEqualTo(
            """
            /d: dir 0755
            /d/__unnamed__: file 0600 ed7002b4
            """);
  }

  @Test
  void aFileIsFetchedOnceForAsLongAsItStaysTheSame() {
    CopySelection first = fixture().select("ADD " + url("/f") + " /g");
    first.fingerprint();
    assertThat(server.requests()).hasSize(1);
    assertThat(
            CopyFixture.dump(
                CopyFixture.tree(CopyFixture.written(first.onto(CopyFixture.tree(tar -> {})))),
                false))
        .isEqualTo("/g: file 0600 ed7002b4\n");
    assertThat(server.requests()).hasSize(1);

    assertThat(fixture().select("ADD " + url("/f") + " /g").fingerprint())
        .isEqualTo(first.fingerprint());
    assertThat(server.requests()).hasSize(2);
    assertThat(server.requests().getLast().header("If-Modified-Since")).contains(DATE);
  }

  @Test
  void aChangedFileIsFetchedAgain() {
    Digest first = fixture().select("ADD " + url("/f") + " /g").fingerprint();
    server.on("GET", "/f").answer(Answer.of(200).with("ETag", "\"2\"").text("new"));
    assertThat(fixture().select("ADD " + url("/f") + " /g").fingerprint()).isNotEqualTo(first);
    assertThat(fixture().layer("ADD " + url("/f") + " /g")).isEqualTo("/g: file 0600 11507a0e\n");
  }

  @Test
  void whatIsPromisedIsFetchedOnlyToBeCopied() {
    String instruction = "ADD --checksum=" + DIGEST + " " + url("/f") + " /g";
    fixture().select(instruction).fingerprint();
    assertThat(server.requests()).isEmpty();
    assertThat(fixture().layer(instruction)).isEqualTo("/g: file 0600 ed7002b4\n");
    assertThat(fixture().layer(instruction)).isEqualTo("/g: file 0600 ed7002b4\n");
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void whatIsNotAsPromisedIsRefused() {
    Digest other = Digest.sha256(new byte[1]);
    assertThatThrownBy(
            () -> fixture().layer("ADD --checksum=" + other + " " + url("/f?key=secret") + " /g"))
        .isInstanceOf(KobakoException.class)
        .hasMessage(
            """
            %s/f?…: has the digest %s, expected %s
            remedy: find out why the file has changed before you change --checksum\
            """
                .formatted(server.url(), DIGEST, other));
  }

  @Test
  void aPromiseIsADigestThatWeCompute() {
    assertThatThrownBy(() ->
            fixture().select("ADD --checksum=sha512:" + "a".repeat(128) + " " + url("/f") + " /g"))
        .hasMessage(
            """
            --checksum=sha512:%s: has the algorithm sha512, expected sha256
            remedy: give the output of sha256sum, as --checksum=sha256:…\
            """
                .formatted("a".repeat(128)));
  }

  @Test
  void redirectsAreFollowedAndTheNameIsThatOfTheDockerfile() {
    server.on("GET", "/f").redirectTo("/elsewhere/g");
    assertThat(fixture().layer("ADD " + url("/f") + " /d/"))
        .isEqualTo(
            """
            /d: dir 0755
            /d/f: file 0600 ed7002b4
            """);
  }

  @Test
  void aLoginGoesToItsServerOnly() {
    MisbehavingServer other = MisbehavingServer.start(UrlFileTest::answer);
    try (other) {
      server.on("GET", "/f").redirectTo(other.url() + "/g");
      fixture().layer("ADD http://me:p%40ss@" + server.address() + "/f /d/");
      assertThat(server.requests().getFirst().header("Authorization"))
          .contains("Basic bWU6cEBzcw==");
      assertThat(other.requests().getFirst().header("Authorization")).isEmpty();
    }
  }

  @Test
  void aMissingFileIsSaid() {
    server.on("GET", "/f").status(404);
    assertThatThrownBy(() -> fixture().select("ADD " + url("/f") + " /g").fingerprint())
        .hasMessage(
            """
            GET %s/f: status 404
            remedy: check the URL: is the file there?\
            """
                .formatted(server.url()));
    assertThat(staged()).isZero();
  }

  @Test
  void aCutTransferIsTriedAgainAndLeavesNothing() {
    server.on("GET", "/f").truncateAfter(3).once();
    assertThat(fixture().layer("ADD " + url("/f") + " /g")).isEqualTo("/g: file 0600 ed7002b4\n");
    assertThat(server.requests()).hasSize(2);
    assertThat(staged()).isZero();
  }

  private long staged() {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(each -> each.getFileName().toString().startsWith("staged-")).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void whatIsNoUrlIsRefused() {
    assertThatThrownBy(() -> fixture().select("ADD http:///nowhere?key=secret /g"))
        .hasMessage(
            """
            http:///nowhere?…: is no URL of a file
            remedy: write it as https://host/path\
            """);
  }
}
