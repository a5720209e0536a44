package dev.kobako.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.registry.Credential.IdentityToken;
import dev.kobako.registry.Credential.Password;
import dev.kobako.registry.Credential.RegistryToken;
import dev.kobako.registry.Login.Keeper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
final class LoginTest {
  private static final Password ANN = new Password("ann", "pw");

  @TempDir Path folder;
  private ConfigurationSandbox sandbox;

  @BeforeEach
  void setUp() {
    sandbox = new ConfigurationSandbox(folder);
  }

  private Login login() {
    return new Login(sandbox.places());
  }

  private CredentialFiles credentials() {
    return new CredentialFiles(sandbox.places());
  }

  private static String modeOf(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void writesTheFileThatDockerReadsForTheUserOnly() throws IOException {
    Path config = sandbox.dockerConfig();

    assertThat(login().store("docker.io", ANN)).isEqualTo(new Keeper.PlainFile(config));

    assertThat(config)
        .content()
        .isEqualToIgnoringWhitespace(
            "{\"auths\":{\"https://index.docker.io/v1/\":{\"auth\":\"YW5uOnB3\"}}}");
    assertThat(modeOf(config)).isEqualTo("rw-------");
    assertThat(modeOf(sandbox.home().resolve(".docker"))).isEqualTo("rwx------");
    assertThat(config.getParent()).isDirectoryNotContaining(file -> !file.equals(config));
  }

  @Test
  void keepsAllElseInTheFile() {
    sandbox.write(
        sandbox.dockerConfig(),
        """
        {"HttpHeaders": {"X": "y"}, "detachKeys": "ctrl-e", "n": 1.50, "big": 123456789012345678901,
         "auths": {"quay.io": {"auth": "eDp5", "email": "x@y"}, "http://ghcr.io/v1/": {}, "ghcr.io/me": {"auth": "eDp5"}},
         "currentContext": "rootless", "plugins": {"a": [null, true]}}
        """);

    login().store("ghcr.io", ANN);

    assertThat(sandbox.dockerConfig())
        .content()
        .isEqualToIgnoringWhitespace(
            """
            {"HttpHeaders": {"X": "y"}, "detachKeys": "ctrl-e", "n": 1.50, "big": 123456789012345678901,
             "auths": {"quay.io": {"auth": "eDp5", "email": "x@y"}, "ghcr.io/me": {"auth": "eDp5"},
               "ghcr.io": {"auth": "YW5uOnB3"}},
             "currentContext": "rootless", "plugins": {"a": [null, true]}}
            """);
  }

  @Test
  void makesAFileThatOthersCouldReadPrivate() throws IOException {
    Path config = sandbox.write(sandbox.dockerConfig(), "{}");
    Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("rw-r--r--"));

    login().store("ghcr.io", ANN);

    assertThat(modeOf(config)).isEqualTo("rw-------");
  }

  @Test
  void writesThroughLinksAndLeavesThemLinks() throws IOException {
    Path kept = sandbox.write(folder.resolve("dotfiles/docker.json"), "{\"a\": 1}");
    Path config = sandbox.dockerConfig();
    Files.createDirectories(config.getParent());
    Files.createSymbolicLink(config, Path.of("hop"));
    Files.createSymbolicLink(config.resolveSibling("hop"), kept);

    login().store("ghcr.io", ANN);

    assertThat(config).isSymbolicLink();
    assertThat(kept).isRegularFile().content().contains("YW5uOnB3", "\"a\" : 1");
  }

  @Test
  void refusesACircleOfLinks() throws IOException {
    Path config = sandbox.dockerConfig();
    Files.createDirectories(config.getParent());
    Files.createSymbolicLink(config, Path.of("hop"));
    Files.createSymbolicLink(config.resolveSibling("hop"), config);

    assertThatThrownBy(() -> login().store("ghcr.io", ANN))
        .hasMessageStartingWith(config + ": can't be read: ");
    assertThat(config).isSymbolicLink();
  }

  @Test
  void writesTheFileThatRegistryAuthFileNames() {
    Path only = folder.resolve("new/auth.json");
    sandbox.set("REGISTRY_AUTH_FILE", only.toString());

    assertThat(login().store("ghcr.io", ANN)).isEqualTo(new Keeper.PlainFile(only));
    assertThat(credentials().find("ghcr.io", "app")).contains(ANN);
    assertThat(sandbox.dockerConfig()).doesNotExist();
  }

  @Test
  void keepsTokensToo() {
    login().store("a.example", new IdentityToken("refresh"));
    login().store("b.example", new RegistryToken("bearer"));

    assertThat(credentials().find("a.example", "app")).contains(new IdentityToken("refresh"));
    assertThat(credentials().find("b.example", "app")).contains(new RegistryToken("bearer"));
  }

  @Test
  void aSecondLoginStandsInPlaceOfTheFirst() {
    login().store("ghcr.io", ANN);
    login().store("ghcr.io", new Password("bob", "ä ü:\"\\ 密"));

    assertThat(credentials().find("ghcr.io", "app")).contains(new Password("bob", "ä ü:\"\\ 密"));
  }

  @Test
  void logsOutOfWhateverFormTheKeyHas() {
    sandbox.write(
        sandbox.dockerConfig(),
        """
        {"auths": {"https://index.docker.io/v1/": {"auth": "YW5uOnB3"}, "docker.io": {"auth": "YW5uOnB3"},
          "docker.io/library": {"auth": "eDp5"}, "quay.io": {"auth": "YW5uOnB3"}}}
        """);

    assertThat(login().erase("docker.io")).isTrue();
    assertThat(login().erase("docker.io")).isFalse();

    assertThat(credentials().find("docker.io", "me/app")).isEmpty();
    assertThat(credentials().find("docker.io", "library/git")).contains(new Password("x", "y"));
    assertThat(credentials().find("quay.io", "app")).contains(ANN);
  }

  @Test
  void loggingOutWithoutAFileMakesNone() {
    assertThat(login().erase("ghcr.io")).isFalse();
    assertThat(sandbox.dockerConfig()).doesNotExist();
  }

  @Test
  void aHelperKeepsTheSecretAndTheFileOnlyListsTheRegistry() {
    sandbox.keepingHelper("x");
    sandbox.write(
        sandbox.dockerConfig(),
        "{\"credsStore\": \"x\", \"auths\": {\"ghcr.io\": {\"auth\": \"b2xkOnB3\"}}}");

    assertThat(login().store("ghcr.io", ANN)).isEqualTo(new Keeper.Helper("docker-credential-x"));

    assertThat(sandbox.dockerConfig())
        .content()
        .isEqualToIgnoringWhitespace("{\"credsStore\": \"x\", \"auths\": {\"ghcr.io\": {}}}");
    assertThat(credentials().find("ghcr.io", "app")).contains(ANN);
    assertThat(login().erase("ghcr.io")).isTrue();
    assertThat(login().erase("ghcr.io")).isFalse();
    assertThat(credentials().find("ghcr.io", "app")).isEmpty();
  }

  @Test
  void aHelperKeepsIdentityTokensAndTheFileRegistryTokens() {
    sandbox.keepingHelper("x");
    sandbox.write(sandbox.dockerConfig(), "{\"credHelpers\": {\"ghcr.io\": \"x\"}}");

    assertThat(login().store("ghcr.io", new IdentityToken("refresh")))
        .isEqualTo(new Keeper.Helper("docker-credential-x"));
    assertThat(credentials().find("ghcr.io", "app")).contains(new IdentityToken("refresh"));
    login().erase("ghcr.io");
    assertThat(login().store("ghcr.io", new RegistryToken("bearer")))
        .isEqualTo(new Keeper.PlainFile(sandbox.dockerConfig()));
  }

  @Test
  void aHelperThatFailsLeavesTheFileAsItWasAndKeepsTheSecretFromTheMessage() {
    sandbox.helper("x", "echo \"locked: hunter2\"; exit 1");
    String before = "{\"credsStore\": \"x\"}";
    sandbox.write(sandbox.dockerConfig(), before);

    assertThatThrownBy(() -> login().store("ghcr.io", new Password("ann", "hunter2")))
        .hasMessage(
            "docker-credential-x store: ended with exit code 1\n"
                + "remedy: run 'docker-credential-x list' to see whether it works, unlock what it"
                + " keeps, or take its name out of Docker's config.json");
    assertThat(sandbox.dockerConfig()).hasContent(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a:b"})
  void refusesUsersThatCannotBeWrittenDown(String user) {
    assertThatThrownBy(() -> login().store("ghcr.io", new Password(user, "hunter2")))
        .hasMessage(
            "login: the user name "
                + (user.isEmpty() ? "is empty" : "has a ':', which separates it from the password")
                + "\nremedy: give the name that the registry knows");
    assertThat(sandbox.dockerConfig()).doesNotExist();
  }

  @Test
  void aLoginCanBeForANamespaceWhichNoHelperKeeps() {
    sandbox.keepingHelper("x");
    sandbox.write(sandbox.dockerConfig(), "{\"credsStore\": \"x\"}");

    assertThat(login().store("quay.io/team", ANN))
        .isEqualTo(new Keeper.PlainFile(sandbox.dockerConfig()));
    assertThat(credentials().find("quay.io", "team/app")).contains(ANN);
    assertThat(credentials().find("quay.io", "other/app")).isEmpty();
    assertThat(login().erase("quay.io")).isFalse();
    assertThat(login().erase("quay.io/team")).isTrue();
    assertThat(credentials().find("quay.io", "team/app")).isEmpty();
  }

  @Test
  void refusesWhatIsNoHost() {
    assertThatThrownBy(() -> login().store("ghcr io", ANN))
        .hasMessage(
            "login: 'ghcr io' is not a registry's host\n"
                + "remedy: write a name or address with, if need be, a port from 1 to 65535, as in"
                + " registry.example.com:5000");
    assertThat(sandbox.dockerConfig()).doesNotExist();
  }

  @Test
  void tellsWhereThereIsNoPlaceForACredential() {
    sandbox.unset("HOME");

    assertThatThrownBy(() -> login().store("ghcr.io", ANN))
        .hasMessage(
            "login: there is no place to keep a credential: neither HOME nor DOCKER_CONFIG is set\n"
                + "remedy: set HOME, or DOCKER_CONFIG to the folder of config.json");
  }

  @Test
  void leavesADamagedFileAlone() {
    sandbox.write(sandbox.dockerConfig(), "{\"auths\": hunter2");

    assertThatThrownBy(() -> login().store("ghcr.io", ANN))
        .hasMessage(
            sandbox.dockerConfig()
                + ": not JSON that can be read at line 1, column 11\n"
                + "remedy: correct the file, or move it away and log in again");
    assertThat(sandbox.dockerConfig()).hasContent("{\"auths\": hunter2");
  }

  @Test
  void loginsAtTheSameTimeLoseNone() throws InterruptedException {
    int logins = 24;
    List<Callable<Login.Keeper>> work = new ArrayList<>();
    for (int i = 0; i < logins; i++) {
      String domain = "r" + i + ".example";
      work.add(() -> login().store(domain, ANN));
    }
    try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
      assertThat(pool.invokeAll(work)).allMatch(done -> done.state() == Future.State.SUCCESS);
    }
    for (int i = 0; i < logins; i++) {
      assertThat(credentials().find("r" + i + ".example", "app")).contains(ANN);
    }
  }
}
