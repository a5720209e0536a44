package dev.kobako.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class RealRegistryTest {
  private static final Path REGISTRY = Path.of("/usr/bin/docker-registry");

  @Test
  void aRealRegistryTakesAndGivesABlob(@TempDir Path folder) throws Exception {
    assumeTrue(Files.isExecutable(REGISTRY), "docker-registry isn't installed");
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Path config = folder.resolve("config.yml");
    Files.writeString(
        config,
        """
        version: 0.1
        storage:
          filesystem:
            rootdirectory: %s
        http:
          addr: 127.0.0.1:%d
        """
            .formatted(folder.resolve("data"), port));
    Process registry =
        new ProcessBuilder(REGISTRY.toString(), "serve", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    try (HttpClient client = new HttpClient(HttpSettings.of(new TreeMap<>()))) {
      awaitListening(port, registry);
      takeAndGive(client, new Origin.Tcp(Origin.Scheme.HTTP, "127.0.0.1", port), folder);
    } finally {
      registry.destroy();
      registry.waitFor();
    }
  }

  private static void awaitListening(int port, Process registry) throws InterruptedException {
    while (registry.isAlive()) {
      try {
        new Socket(InetAddress.getLoopbackAddress(), port).close();
        return;
      } catch (IOException e) {
        Thread.sleep(20);
      }
    }
  }

  private static void takeAndGive(HttpClient client, Origin.Tcp origin, Path folder)
      throws IOException {
    try (Response response = client.send(Request.of("GET", origin, "/v2/", Headers.NONE))) {
      assertThat(response.status()).isEqualTo(200);
      assertThat(response.bytes(100)).asString().isEqualTo("{}");
    }
    Request start = Request.of("POST", origin, "/v2/a/blobs/uploads/", Headers.NONE);
    HttpUrl upload;
    try (Response response = client.send(start)) {
      assertThat(response.status()).isEqualTo(202);
      String location = response.headers().first("Location").orElseThrow();
      upload = new HttpUrl(origin, start.target()).resolve(location).orElseThrow();
    }
    Path file = Files.writeString(folder.resolve("blob"), "<hello>");
    // printf hello | sha256sum
    String digest = "sha256:2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
    Headers octets = Headers.NONE.with("Content-Type", "application/octet-stream");
    RequestBody body = new RequestBody.FileSlice(file, 1, 5, _ -> {});
    String target = upload.target() + "&digest=" + digest;
    try (Response response =
        client.send(new Request("PUT", upload.origin(), target, octets, Optional.of(body)))) {
      assertThat(response.status()).isEqualTo(201);
    }
    String blob = "/v2/a/blobs/" + digest;
    try (Response response = client.send(Request.of("GET", origin, blob, Headers.NONE))) {
      assertThat(response.bytes(100)).asString().isEqualTo("hello");
    }
    try (Response response = client.send(Request.of("HEAD", origin, blob, Headers.NONE))) {
      assertThat(response.headers().first("Content-Length")).contains("5");
    }
  }
}
