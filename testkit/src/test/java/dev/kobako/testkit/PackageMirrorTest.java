package dev.kobako.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class PackageMirrorTest {
  private static final Instant DATE = Instant.parse("2026-07-11T10:16:37Z");

  private final PackageArchive archive =
      new PackageArchive()
          .add(
              "stable",
              "Package: hello\nVersion: 1.0\nArchitecture: amd64",
              "deb".getBytes(StandardCharsets.US_ASCII))
          .publish("stable", DATE);

  @Test
  void aReleaseVouchesForWhatThereIs() {
    String index =
        """
        Package: hello
        Version: 1.0
        Architecture: amd64
        Filename: pool/main/hello/hello_1.0_amd64.deb
        Size: 3
        SHA256: -

        """
            .replaceAll(
                "SHA256: .*",
                "SHA256: " + PackageArchive.sha256("deb".getBytes(StandardCharsets.US_ASCII)));
    byte[] packed = archive.file("dists/stable/main/binary-amd64/Packages.gz");

    assertThat(new String(archive.file("dists/stable/InRelease"), StandardCharsets.UTF_8))
        .isEqualTo(
            """
            Acquire-By-Hash: yes
            Architectures: amd64
            Codename: stable
            Components: main
            Date: Sat, 11 Jul 2026 10:16:37 UTC
            Origin: Test
            Suite: stable
            SHA256:
             %s %d main/binary-amd64/Packages
             %s %d main/binary-amd64/Packages.gz
            """
                .formatted(
                    PackageArchive.sha256(index.getBytes(StandardCharsets.UTF_8)),
                    index.length(),
                    PackageArchive.sha256(packed),
                    packed.length));
    assertThat(archive.files())
        .containsKey(
            "dists/stable/main/binary-amd64/by-hash/SHA256/" + PackageArchive.sha256(packed));
  }

  @Test
  void theSignerMakesTheInRelease() {
    archive.signedBy(bytes -> "signed".getBytes(StandardCharsets.UTF_8)).publish("stable", DATE);

    assertThat(archive.file("dists/stable/InRelease")).asString().isEqualTo("signed");
  }

  @Test
  void aFolderHasTheSameFiles(@TempDir Path folder) throws Exception {
    archive.writeTo(folder);

    assertThat(Files.readString(folder.resolve("pool/main/hello/hello_1.0_amd64.deb")))
        .isEqualTo("deb");
  }

  @Test
  void filesAreServedWholeInPartsAndOnlyIfChanged() throws Exception {
    try (PackageMirror mirror = PackageMirror.start(archive)) {
      HttpResponse<String> whole = get(mirror, "Accept", "*/*");
      String etag = whole.headers().firstValue("ETag").orElseThrow();

      assertThat(whole.body()).isEqualTo("deb");
      assertThat(get(mirror, "If-None-Match", etag).statusCode()).isEqualTo(304);
      HttpResponse<String> part = get(mirror, "Range", "bytes=1-");
      assertThat(part.statusCode()).isEqualTo(206);
      assertThat(part.body()).isEqualTo("eb");
      assertThat(part.headers().firstValue("Content-Range")).hasValue("bytes 1-2/3");
      assertThat(get(mirror, "Range", "bytes=3-").statusCode()).isEqualTo(416);
      archive.remove("pool/main/hello/hello_1.0_amd64.deb");
      assertThat(get(mirror, "Accept", "*/*").statusCode()).isEqualTo(404);
      assertThat(mirror.requests("pool/.*")).hasSize(5);
    }
  }

  private static HttpResponse<String> get(PackageMirror mirror, String name, String value)
      throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI uri = URI.create(mirror.url() + "/pool/main/hello/hello_1.0_amd64.deb");
      return client.send(
          HttpRequest.newBuilder(uri).header(name, value).build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }
}
