package dev.kobako.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kobako.image.Compression;
import dev.kobako.image.OciLayout;
import dev.kobako.testkit.DistributionRegistry;
import dev.kobako.testkit.TestCertificates;
import dev.kobako.testkit.TokenServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Debian's docker-registry, which lets in only who has a token. */
@Timeout(60)
class TokenCommandsTest {
  private static final String WRONG = "hunter2-hunter2";

  @TempDir Path temp;
  private final List<String> printed = new ArrayList<>();
  private TokenServer tokens;
  private DistributionRegistry registry;
  private String host;
  private Kobako kobako;

  @BeforeEach
  void start() {
    assumeTrue(
        DistributionRegistry.missing().isEmpty(),
        () -> "skipped: " + DistributionRegistry.missing().orElse(""));
    tokens = TokenServer.start(TestCertificates.in(temp));
    registry = tokens.registry().start();
    host = registry.address();
    kobako =
        Kobako.withStore(temp.resolve("home"))
            .in(temp)
            .with("HOME", temp.toString())
            .with("XDG_RUNTIME_DIR", temp.resolve("run").toString());
    new OciLayout(temp.resolve("from"))
        .write(SmallImages.of(temp, "linux/amd64", Compression.GZIP), "1");
    kobako.run("copy", "-q", "oci:" + temp.resolve("from") + ":1", "app").done();
  }

  @AfterEach
  void stop() {
    if (registry != null) {
      registry.close();
      tokens.close();
    }
    for (String secret : List.of(DistributionRegistry.PASSWORD, TokenServer.REFRESH_TOKEN, WRONG)) {
      String both = DistributionRegistry.USER + ":" + secret;
      String base64 = Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
      assertThat(printed.toString()).doesNotContain(secret, base64);
    }
  }

  private Kobako.Result run(Kobako as, String... arguments) {
    Kobako.Result result = as.run(arguments);
    printed.add(result.out() + result.err());
    return result;
  }

  private Kobako.Result login(String password, String... more) {
    List<String> words = new ArrayList<>(List.of("login", host, "-u", "kobako"));
    words.add("--password-stdin");
    words.addAll(Arrays.asList(more));
    return run(kobako.reading(password + "\n"), words.toArray(new String[0]));
  }

  private Path config() {
    return temp.resolve(".docker/config.json");
  }

  private String name(String repository) {
    return "docker://" + host + "/" + repository + ":1";
  }

  @Test
  void whoIsLoggedInPushesAndEveryonePulls() {
    assertThat(run(kobako, "push", "-q", "app", name("app")))
        .isEqualTo(
            new Kobako.Result(
                3,
                "",
                """
                kobako: docker://HOST/app:1: denied: POST http://HOST/v2/app/blobs/uploads/: 401 UNAUTHORIZED: authentication required
                remedy: log in with 'kobako login HOST' as someone who may
                """
                    .replace("HOST", host)));
    assertThat(login(DistributionRegistry.PASSWORD).code()).isZero();
    run(kobako, "push", "-q", "app", name("app")).done();
    run(kobako, "logout", host).done();
    Kobako nobody = Kobako.withStore(temp.resolve("other")).with("HOME", temp.toString());
    run(nobody, "pull", "-q", name("app")).done();
    assertThat(run(kobako, "push", "-q", "app", name("app2")).code()).isEqualTo(3);
  }

  @Test
  void aWrongPasswordIsNeitherKeptNorShown() {
    Kobako.Result result = login(WRONG);
    assertThat(result)
        .isEqualTo(
            new Kobako.Result(
                3,
                "",
                """
                kobako: docker://HOST: the credentials for HOST are refused: GET REALM?…: 401 UNAUTHORIZED: incorrect username or password
                remedy: log in with 'kobako login HOST' as someone who may
                """
                    .replace("HOST", host)
                    .replace("REALM", tokens.realm())));
    assertThat(config()).doesNotExist();
    assertThat(login(WRONG, "--quiet")).isEqualTo(result);
  }

  @Test
  void aPasswordThatIsPipedInIsItsFirstLine() throws IOException {
    assertThat(login(DistributionRegistry.PASSWORD + "\r\nanother line").code()).isZero();
    String auth =
        Base64.getEncoder()
            .encodeToString("kobako:open-sesame-42".getBytes(StandardCharsets.UTF_8));
    assertThat(Files.readString(config())).contains("\"auth\" : \"" + auth + "\"");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(config())))
        .isEqualTo("rw-------");
    assertThat(login("").err())
        .isEqualTo(
            "kobako: standard input: is empty, expected a password or token\nremedy: give one\n");
  }

  @Test
  void blobsAreMountedFromARepositoryThatMayBeRead() {
    assertThat(login(DistributionRegistry.PASSWORD).code()).isZero();
    run(kobako, "push", "-q", "app", name("app")).done();
    tokens.server().forgetRequests();
    Kobako.Result copied = run(kobako, "copy", name("app"), name("team/copy"));
    assertThat(copied.lines().getLast()).contains("0 B moved, ", " mounted, ");
    assertThat(tokens.server().requests().getLast().queries("scope"))
        .containsExactly("repository:app:pull", "repository:team/copy:pull,push");
  }

  @Test
  void tokensThatHaveEndedAreReplaced() {
    assertThat(login(DistributionRegistry.PASSWORD).code()).isZero();
    tokens.issueExpired(1);
    run(kobako, "push", "-q", "app", name("app")).done();
    tokens.issueExpired(1);
    run(kobako, "copy", "-q", name("app"), name("copy")).done();
  }

  @Test
  void anIdentityTokenStandsForThePassword() throws IOException {
    Files.createDirectories(config().getParent());
    Files.writeString(
        config(),
        "{\"auths\":{\"%s\":{\"identitytoken\":\"%s\"}}}"
            .formatted(host, TokenServer.REFRESH_TOKEN));
    run(kobako, "push", "-q", "app", name("app")).done();
    assertThat(tokens.server().requests("POST", "/token")).isNotEmpty();
    assertThat(tokens.server().requests("GET", "/token")).isEmpty();
  }

  @Test
  void aCredentialHelperKeepsThePassword() throws IOException {
    Path bin = Files.createDirectory(temp.resolve("bin"));
    Path helper =
        Files.writeString(
            bin.resolve("docker-credential-drawer"),
            """
            #!/bin/sh
            case $1 in
              store) cat > 'KEPT' ;;
              get) cat > /dev/null
                [ -f 'KEPT' ] || { echo 'credentials not found in native keychain'; exit 1; }
                cat 'KEPT' ;;
              erase) rm -f 'KEPT' ;;
            esac
            """
                .replace("KEPT", temp.resolve("drawer").toString()));
    Files.setPosixFilePermissions(helper, PosixFilePermissions.fromString("rwx------"));
    Files.createDirectories(config().getParent());
    Files.writeString(config(), "{\"credsStore\":\"drawer\"}");
    kobako = kobako.with("PATH", bin + ":" + System.getenv("PATH"));
    assertThat(login(DistributionRegistry.PASSWORD))
        .isEqualTo(
            new Kobako.Result(
                0,
                "the password is kept by docker-credential-drawer\nlogged in to HOST as kobako\n"
                    .replace("HOST", host),
                ""));
    assertThat(Files.readString(config())).doesNotContain("auth\"");
    run(kobako, "push", "-q", "app", name("app")).done();
    run(kobako, "logout", host).done();
    assertThat(temp.resolve("drawer")).doesNotExist();
    assertThat(run(kobako, "push", "-q", "app", name("app2")).code()).isEqualTo(3);
  }
}
