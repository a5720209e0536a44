package dev.kobako.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import dev.kobako.diagnostic.KobakoException;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** ADD of a repository that a plain web server gives, as the real git fetches it. */
@Timeout(60)
class GitSourceTest {
  @TempDir Path temp;
  private Path work;
  private Path bare;
  private HttpServer server;
  private String url;
  private CopyFixture fixture;

  @BeforeEach
  void serveRepository() throws Exception {
    assumeTrue(
        new ProcessBuilder("sh", "-c", "command -v git").start().waitFor() == 0,
        "needs the program git");
    work = Files.createDirectory(temp.resolve("work"));
    git(work, "init", "-q", "-b", "main");
    Files.createDirectories(work.resolve("sub/inner"));
    Files.writeString(work.resolve("sub/inner/file"), "x");
    Files.writeString(work.resolve("README"), "one");
    commit();
    git(work, "branch", "old");
    Files.writeString(work.resolve("README"), "two");
    commit();
    bare = temp.resolve("repo.git");
    publish();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          Path file = temp.resolve(exchange.getRequestURI().getPath().substring(1));
          byte[] body = Files.isRegularFile(file) ? Files.readAllBytes(file) : new byte[0];
          exchange.sendResponseHeaders(
              Files.isRegularFile(file) ? 200 : 404, body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    url = "http://127.0.0.1:" + server.getAddress().getPort() + "/repo.git";
    fixture = CopyFixture.from(_ -> {}).in(temp.resolve("cache"));
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.stop(0);
    }
  }

  private void publish() throws Exception {
    git(work, "push", "-q", "--mirror", "file://" + bareRepository());
    git(bare, "update-server-info");
  }

  private Path bareRepository() throws Exception {
    if (!Files.exists(bare)) {
      git(temp, "init", "-q", "--bare", "-b", "main", bare.toString());
    }
    return bare;
  }

  private void commit() throws Exception {
    git(work, "add", "-A");
    git(work, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "-m", "x");
  }

  private static String git(Path folder, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
    Process process = builder.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output.strip();
  }

  @Test
  void filesOfTheDefaultBranchGoIntoTheDestination() {
    assertThat(fixture.layer("ADD " + url + " /x"))
        .isEqualTo(
            """
            /x: dir 0755
            /x/README: file 0644 3fc4ccfe
            /x/sub: dir 0755
            /x/sub/inner: dir 0755
            /x/sub/inner/file: file 0644 2d711642
            """);
  }

  @Test
  void aFolderOfABranchIsTakenAlone() {
    assertThat(fixture.layer("ADD " + url + "#old:sub/inner /x/"))
        .isEqualTo(
            """
            /x: dir 0755
            /x/file: file 0644 2d711642
            """);
    assertThat(fixture.layer("ADD " + url + "#old /x/")).contains("/x/README: file 0644 7692c3ad");
  }

  @Test
  void theFingerprintIsTheCommitAndNothingIsCheckedOutForIt() throws Exception {
    var before = fixture.select("ADD " + url + " /x").fingerprint();
    assertThat(fixture.select("ADD " + url + "#main /x").fingerprint()).isEqualTo(before);
    assertThat(fixture.select("ADD " + url + "#old /x").fingerprint()).isNotEqualTo(before);
    try (var files = Files.walk(temp.resolve("cache"))) {
      assertThat(files.filter(file -> file.endsWith("README"))).isEmpty();
    }
    Files.writeString(work.resolve("README"), "three");
    commit();
    publish();
    assertThat(fixture.select("ADD " + url + " /x").fingerprint()).isNotEqualTo(before);
  }

  @Test
  void theGitFolderComesWhereItIsWanted() {
    assertThat(fixture.layer("ADD --keep-git-dir " + url + " /x")).contains("/x/.git/HEAD: file");
    assertThat(fixture.layer("ADD " + url + " /x")).doesNotContain(".git");
  }

  @Test
  void anotherCommitThanTheChecksumIsRefused() throws Exception {
    String main = git(work, "rev-parse", "main");
    String old = git(work, "rev-parse", "old");
    assertThat(fixture.layer("ADD --checksum=" + main + " " + url + " /x")).contains("/x/README");
    assertThatThrownBy(() -> fixture.layer("ADD --checksum=" + old + " " + url + " /x"))
        .isInstanceOf(KobakoException.class)
        .hasMessage(
            url
                + ": is commit "
                + main
                + ", expected "
                + old
                + "\nremedy: find out who moved it, or change the commit that you expect");
  }

  @Test
  void aRepositoryOfThisMachineIsAContextByItsPath() throws Exception {
    BuildContexts contexts =
        new BuildContexts(temp.resolve("cache"), temp, new TreeMap<>(System.getenv()));
    assertThat(dockerfile(contexts, "repo.git", "README")).isEqualTo("two");
    assertThat(dockerfile(contexts, "repo.git#old", "README")).isEqualTo("one");
    assertThat(dockerfile(contexts, "repo.git#:sub/inner", "file")).isEqualTo("x");
    assertThat(dockerfile(contexts, "work#old", "README")).isEqualTo("one");
    // Of a work tree the files as they are count, where no reference is named.
    Files.writeString(work.resolve("README"), "edited");
    assertThat(dockerfile(contexts, "work", work.resolve("README").toString())).isEqualTo("edited");
  }

  private static String dockerfile(BuildContexts contexts, String context, String name) {
    return contexts
        .open(context, Optional.of(name), InputStream.nullInputStream())
        .dockerfile()
        .text();
  }

  @Test
  void hostileNamesAreNoOptionsAndNoFolderLeadsOutside() throws Exception {
    assertThatThrownBy(() -> fixture.layer("ADD " + url + "#--upload-pack=touch${IFS}x /x"))
        .isInstanceOf(KobakoException.class)
        .hasMessageContaining("not a branch, tag or commit: '--upload-pack=touch${IFS}x'");
    assertThatThrownBy(() -> fixture.layer("ADD " + url + "#+refs/heads/*:refs/heads/* /x"))
        .isInstanceOf(KobakoException.class)
        .hasMessageContaining("the repository has no branch or tag '+refs/heads/*'");
    assertThat(fixture.layer("ADD " + url + "#main:../../../.. /x"))
        .isEqualTo(fixture.layer("ADD " + url + " /x"));
  }
}
