package dev.kobako.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class MisbehavingRegistryTest {
  private static final byte[] LAYER = new TarBuilder().file("hello", 0644, "hello").bytes();
  private static final String HELLO =
      "sha256:2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

  private final MisbehavingRegistry registry = MisbehavingRegistry.start();
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    client.close();
    registry.close();
  }

  @Test
  void skopeoCopiesFromItAndToIt(@TempDir Path folder) throws Exception {
    Path skopeo = Path.of("/usr/bin/skopeo");
    assumeTrue(Files.isExecutable(skopeo), "skopeo is needed");
    String digest = registry.putImage("app", "1", LAYER);
    String layout = "oci:" + folder.resolve("layout") + ":1";
    skopeo("copy", "--src-tls-verify=false", "docker://" + registry.address() + "/app:1", layout);
    skopeo("copy", "--dest-tls-verify=false", layout, "docker://" + registry.address() + "/b:2");
    skopeo("delete", "--tls-verify=false", "docker://" + registry.address() + "/app:1");
    assertThat(RegistryContents.digest(registry.manifest("b", "2").orElseThrow()))
        .isEqualTo(digest);
    assertThat(registry.tags("b")).containsExactly("2");
    assertThat(registry.manifest("app", digest)).isEmpty();
    assertThat(registry.openUploads()).isZero();
  }

  @Test
  void manifestsAreGivenByTagAndDigest() throws Exception {
    String digest = registry.putManifest("app", "1", "text/x", "{}");
    for (String reference : List.of("1", digest)) {
      HttpResponse<String> answer = send("GET", "/v2/app/manifests/" + reference, "");
      assertThat(answer.body()).isEqualTo("{}");
      assertThat(answer.headers().firstValue("Content-Type")).contains("text/x");
      assertThat(answer.headers().firstValue("Docker-Content-Digest")).contains(digest);
      HttpResponse<String> head = send("HEAD", "/v2/app/manifests/" + reference, "");
      assertThat(head.headers().firstValue("Content-Length")).contains("2");
      assertThat(head.body()).isEmpty();
    }
    assertThat(send("GET", "/v2/app/manifests/2", "").body())
        .isEqualTo(
            "{\"errors\":[{\"code\":\"MANIFEST_UNKNOWN\",\"message\":\"manifest unknown\"}]}\n");
  }

  @Test
  void manifestsWithoutTheirPartsAreRefused() throws Exception {
    String json = "{\"layers\":[{\"digest\":\"" + HELLO + "\"}]}";
    HttpResponse<String> refused = send("PUT", "/v2/app/manifests/1", json);
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("MANIFEST_BLOB_UNKNOWN", HELLO);
    registry.putBlob("app", "hello".getBytes(StandardCharsets.UTF_8));
    assertThat(send("PUT", "/v2/app/manifests/1", json).statusCode()).isEqualTo(201);
    assertThat(send("PUT", "/v2/app/manifests/" + HELLO, "{}").body()).contains("DIGEST_INVALID");
    assertThat(send("PUT", "/v2/app/manifests/2", "{\"a\": nonsense}").body())
        .contains("MANIFEST_INVALID");
  }

  @Test
  void blobsAreGivenInParts() throws Exception {
    String path =
        "/v2/app/blobs/" + registry.putBlob("app", "hello".getBytes(StandardCharsets.UTF_8));
    HttpResponse<String> part = send("GET", path, "", "Range", "bytes=2-3");
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.headers().firstValue("Content-Range")).contains("bytes 2-3/5");
    assertThat(part.body()).isEqualTo("ll");
    assertThat(send("GET", path, "", "Range", "bytes=4-").body()).isEqualTo("o");
    HttpResponse<String> past = send("GET", path, "", "Range", "bytes=5-");
    assertThat(past.statusCode()).isEqualTo(416);
    assertThat(past.headers().firstValue("Content-Range")).contains("bytes */5");
    assertThat(send("GET", path, "").body()).isEqualTo("hello");
    assertThat(send("DELETE", path, "").statusCode()).isEqualTo(202);
    assertThat(send("DELETE", path, "").statusCode()).isEqualTo(404);
  }

  @Test
  void uploadsGoOnFromWhatArrived() throws Exception {
    String session = location(send("POST", "/v2/app/blobs/uploads/", ""));
    HttpResponse<String> first = send("PATCH", session, "he", "Content-Range", "0-1");
    assertThat(first.statusCode()).isEqualTo(202);
    assertThat(first.headers().firstValue("Range")).contains("0-1");
    HttpResponse<String> misplaced = send("PATCH", session, "lo", "Content-Range", "3-4");
    assertThat(misplaced.statusCode()).isEqualTo(416);
    assertThat(misplaced.headers().firstValue("Range")).contains("0-1");
    assertThat(send("GET", session, "").headers().firstValue("Range")).contains("0-1");
    HttpResponse<String> ended = send("PUT", location(first) + "&digest=" + HELLO, "llo");
    assertThat(ended.statusCode()).isEqualTo(201);
    assertThat(location(ended)).isEqualTo("/v2/app/blobs/" + HELLO);
    assertThat(registry.blob("app", HELLO)).contains("hello".getBytes(StandardCharsets.UTF_8));
    assertThat(send("GET", session, "").statusCode()).isEqualTo(404);
  }

  @Test
  void uploadsThatBreakOffKeepWhatArrived() throws Exception {
    String session = location(send("POST", "/v2/app/blobs/uploads/", ""));
    registry.on("PATCH", ".*").once().closeAfterReceiving(3);
    try {
      send("PATCH", session, "hello");
    } catch (IOException _) {
      // as the rule asks
    }
    assertThat(send("GET", session, "").headers().firstValue("Range")).contains("0-2");
    assertThat(send("DELETE", session, "").statusCode()).isEqualTo(204);
    assertThat(registry.openUploads()).isZero();
  }

  @Test
  void uploadsOfOtherBytesAreRefused() throws Exception {
    HttpResponse<String> refused = send("POST", "/v2/app/blobs/uploads/?digest=" + HELLO, "other");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("DIGEST_INVALID");
    assertThat(registry.blob("app", HELLO)).isEmpty();
  }

  @Test
  void blobsAreMountedFromOtherRepositoriesUnlessRefused() throws Exception {
    registry.putBlob("a", "hello".getBytes(StandardCharsets.UTF_8));
    String mount = "/v2/b/blobs/uploads/?mount=" + HELLO + "&from=";
    assertThat(send("POST", mount + "nowhere", "").statusCode()).isEqualTo(202);
    registry.on("POST", ".*/uploads/").once().refuseMount();
    assertThat(send("POST", mount + "a", "").statusCode()).isEqualTo(202);
    assertThat(registry.blob("b", HELLO)).isEmpty();
    assertThat(send("POST", mount + "a", "").statusCode()).isEqualTo(201);
    assertThat(registry.blob("b", HELLO)).isPresent();
  }

  @Test
  void tagsComeInPages() throws Exception {
    for (String tag : List.of("c", "a", "b")) {
      registry.putManifest("app", tag, "text/x", "{}");
    }
    registry.pageSize(2);
    HttpResponse<String> first = send("GET", "/v2/app/tags/list", "");
    assertThat(first.body()).isEqualTo("{\"name\":\"app\",\"tags\":[\"a\",\"b\"]}");
    assertThat(first.headers().firstValue("Link"))
        .contains("</v2/app/tags/list?n=2&last=b>; rel=\"next\"");
    HttpResponse<String> second = send("GET", "/v2/app/tags/list?n=2&last=b", "");
    assertThat(second.body()).isEqualTo("{\"name\":\"app\",\"tags\":[\"c\"]}");
    assertThat(second.headers().firstValue("Link")).isEmpty();
    assertThat(send("GET", "/v2/none/tags/list", "").body()).contains("NAME_UNKNOWN");
  }

  @Test
  void referrersAreListedUnlessItDoesNotKnowThem() throws Exception {
    String sbom =
        """
        {"artifactType":"sbom","annotations":{"k":"v \\u00e9\\""},"subject":{"digest":"%s"}}\
        """
            .formatted(HELLO);
    HttpResponse<String> put = send("PUT", "/v2/app/manifests/x", sbom, "Content-Type", "text/x");
    assertThat(put.headers().firstValue("OCI-Subject")).contains(HELLO);
    String digest = put.headers().firstValue("Docker-Content-Digest").orElseThrow();
    String index =
        """
        {"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[\
        {"mediaType":"text/x","digest":"%s","size":%d,"artifactType":"sbom",\
        "annotations":{"k":"v é\\""}}]}\
        """
            .formatted(digest, sbom.length());
    String path = "/v2/app/referrers/" + HELLO;
    assertThat(send("GET", path, "").body()).isEqualTo(index);
    HttpResponse<String> filtered = send("GET", path + "?artifactType=other", "");
    assertThat(filtered.body()).contains("\"manifests\":[]");
    assertThat(filtered.headers().firstValue("OCI-Filters-Applied")).contains("artifactType");
    registry.withoutReferrers();
    assertThat(send("GET", path, "").statusCode()).isEqualTo(404);
    assertThat(send("PUT", "/v2/app/manifests/y", sbom).headers().firstValue("OCI-Subject"))
        .isEmpty();
  }

  private static String location(HttpResponse<String> answer) {
    return answer.headers().firstValue("Location").orElseThrow();
  }

  private HttpResponse<String> send(String method, String target, String body, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(registry.url() + target))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private static void skopeo(String... arguments) throws Exception {
    ProcessBuilder command = new ProcessBuilder("/usr/bin/skopeo", "--insecure-policy");
    command.command().addAll(List.of(arguments));
    Process skopeo = command.redirectErrorStream(true).start();
    String said = new String(skopeo.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(skopeo.waitFor()).as(said).isZero();
  }
}
