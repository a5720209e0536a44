package dev.kobako.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.kobako.testkit.TarBuilder;
import dev.kobako.tree.ImagePath;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a command line can name as context. */
@Timeout(60)
class BuildContextsTest {
  private static final InputStream NOTHING = InputStream.nullInputStream();
  private static final String REMEDY =
      "\nremedy: name it with --file, or '-' to give it on standard input";

  @TempDir Path temp;
  private BuildContexts contexts;

  @BeforeEach
  void open() throws IOException {
    Files.createDirectories(temp.resolve("app/sub"));
    contexts = new BuildContexts(temp.resolve("cache"), temp, new TreeMap<>());
  }

  private void write(String path, String text) throws IOException {
    Files.writeString(temp.resolve(path), text);
  }

  private static List<String> paths(SourceTree source) {
    List<String> paths = new ArrayList<>();
    source.tree().walk(ImagePath.ROOT, (path, _) -> paths.add(path.toString()));
    return paths;
  }

  private static InputStream input(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] tar() {
    return new TarBuilder()
        .owner(1000, 1000)
        .mtime(1_500_000_000)
        .dir("./", 0755)
        .file("./Dockerfile", 0644, "FROM tar\n")
        .file("./.dockerignore", 0644, "*\n")
        .file("./sub/Other", 0644, "FROM other\n")
        .bytes();
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  @Test
  void readsAFolder() throws Exception {
    write("app/Dockerfile", "FROM one\n");
    write("app/.dockerignore", "sub\n.dockerignore\nDockerfile\n");
    write("app/a", "x");
    BuildContexts.Opened opened = contexts.open("app", Optional.empty(), NOTHING);
    assertThat(opened.dockerfile().text()).isEqualTo("FROM one\n");
    assertThat(opened.dockerfile().place()).isEqualTo(temp.resolve("app/Dockerfile").toString());
    assertThat(paths(opened.tree())).containsExactly("/", "/a");
  }

  @Test
  void prefersTheIgnoreFileOfTheDockerfile() throws Exception {
    write("other.Dockerfile", "FROM two\n");
    write("other.Dockerfile.dockerignore", "a\n");
    write("app/.dockerignore", "b\n");
    write("app/a", "x");
    write("app/b", "x");
    BuildContexts.Opened opened = contexts.open("app", Optional.of("other.Dockerfile"), NOTHING);
    assertThat(opened.dockerfile().text()).isEqualTo("FROM two\n");
    assertThat(paths(opened.tree())).containsExactly("/", "/.dockerignore", "/b", "/sub");
  }

  @Test
  void takesADockerfileInSmallLettersAndFromStandardInput() throws Exception {
    write("app/dockerfile", "FROM small\n");
    assertThat(contexts.open("app", Optional.empty(), NOTHING).dockerfile().text())
        .isEqualTo("FROM small\n");
    BuildContexts.Opened opened = contexts.open("app", Optional.of("-"), input("FROM in\n"));
    assertThat(opened.dockerfile().text()).isEqualTo("FROM in\n");
    assertThat(opened.dockerfile().place()).isEqualTo("-");
    assertThat(paths(opened.tree())).containsExactly("/", "/dockerfile", "/sub");
  }

  @Test
  void readsADockerfileOrATarFromStandardInput() throws Exception {
    BuildContexts.Opened text = contexts.open("-", Optional.empty(), input("FROM in\n"));
    assertThat(text.dockerfile().text()).isEqualTo("FROM in\n");
    assertThat(paths(text.tree())).containsExactly("/");
    for (byte[] bytes : List.of(tar(), gzip(tar()))) {
      BuildContexts.Opened opened =
          contexts.open("-", Optional.empty(), new ByteArrayInputStream(bytes));
      assertThat(opened.dockerfile().text()).isEqualTo("FROM tar\n");
      assertThat(paths(opened.tree()))
          .containsExactly("/", "/.dockerignore", "/Dockerfile", "/sub", "/sub/Other");
      assertThat(opened.tree().tree().entry(ImagePath.of("/Dockerfile")).orElseThrow())
          .satisfies(entry -> assertThat(entry.attributes().uid()).isZero());
    }
    assertThat(
            contexts
                .open("-", Optional.of("sub/Other"), new ByteArrayInputStream(tar()))
                .dockerfile()
                .text())
        .isEqualTo("FROM other\n");
  }

  @Test
  void refusesToReadStandardInputTwice() {
    assertThatThrownBy(() -> contexts.open("-", Optional.of("-"), NOTHING))
        .hasMessage(
            "--file -: standard input is the context already\n"
                + "remedy: name a folder as the context");
    assertThatThrownBy(() -> contexts.open("-", Optional.of("x"), input("FROM in\n")))
        .hasMessage(
            "--file x: standard input is a Dockerfile already\n"
                + "remedy: leave one of them out, or give an archive");
  }

  @Test
  void namesADockerfileThatIsNotThere() {
    assertThatThrownBy(() -> contexts.open("app", Optional.empty(), NOTHING))
        .hasMessage(temp.resolve("app/Dockerfile") + ": there is no such Dockerfile" + REMEDY);
    assertThatThrownBy(
            () -> contexts.open("-", Optional.of("none"), new ByteArrayInputStream(tar())))
        .hasMessage("none: there is no such Dockerfile" + REMEDY);
    assertThatThrownBy(() -> contexts.open("none", Optional.empty(), NOTHING))
        .hasMessage(
            temp.resolve("none")
                + ": no such directory\nremedy: name a directory that can be read");
  }

  @Test
  void fetchesArchivesAndDockerfiles() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] packed = gzip(tar());
    serve(server, "/app.tar.gz", packed);
    serve(server, "/Dockerfile", "FROM url\n".getBytes(StandardCharsets.UTF_8));
    server.start();
    try {
      String base = "http://127.0.0.1:" + server.getAddress().getPort();
      BuildContexts.Opened archive =
          contexts.open(base + "/app.tar.gz", Optional.of("sub/Other"), NOTHING);
      assertThat(archive.dockerfile().text()).isEqualTo("FROM other\n");
      assertThat(paths(archive.tree())).contains("/sub/Other");
      BuildContexts.Opened text = contexts.open(base + "/Dockerfile", Optional.empty(), NOTHING);
      assertThat(text.dockerfile().text()).isEqualTo("FROM url\n");
      assertThat(paths(text.tree())).containsExactly("/", "/context");
      assertThat(paths(contexts.named(base + "/app.tar.gz"))).contains("/Dockerfile");
      assertThat(paths(contexts.named(base + "/Dockerfile"))).containsExactly("/", "/context");
    } finally {
      server.stop(0);
    }
  }

  private static void serve(HttpServer server, String path, byte[] body) {
    server.createContext(
        path,
        exchange -> {
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
  }

  @Test
  void leavesOutOfANamedFolderWhatItsIgnoreFileNames() throws Exception {
    write("app/.dockerignore", "sub\n");
    write("app/a", "x");
    assertThat(paths(contexts.named("app"))).containsExactly("/", "/.dockerignore", "/a");
  }
}
