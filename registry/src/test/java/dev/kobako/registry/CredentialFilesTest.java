package dev.kobako.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.registry.Credential.IdentityToken;
import dev.kobako.registry.Credential.Password;
import dev.kobako.registry.Credential.RegistryToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(20)
final class CredentialFilesTest {
  @TempDir Path folder;
  private ConfigurationSandbox sandbox;

  @BeforeEach
  void setUp() {
    sandbox = new ConfigurationSandbox(folder);
  }

  private Optional<Credential> find(String domain, String path) {
    return new CredentialFiles(sandbox.places()).find(domain, path);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String auths(String key, String user) {
    return "{\"auths\": {\"%s\": {\"auth\": \"%s\"}}}".formatted(key, base64(user + ":pw"));
  }

  private static Optional<Credential> user(String name) {
    return Optional.of(new Password(name, "pw"));
  }

  @Test
  void findsNothingWithoutAnyFile() {
    assertThat(find("ghcr.io", "me/app")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "ghcr.io, ghcr.io, me/app",
    "GHCR.io, ghcr.io, me/app",
    "https://ghcr.io, ghcr.io, me/app",
    "https://ghcr.io/v1/, ghcr.io, me/app",
    "http://ghcr.io/v2/, ghcr.io, me/app",
    "ghcr.io/v2/, ghcr.io, me/app",
    "ghcr.io/, ghcr.io, me/app",
    "localhost:5000, localhost:5000, app",
    "[::1]:5000, [::1]:5000, app",
    "https://index.docker.io/v1/, docker.io, library/git",
    "index.docker.io, docker.io, library/git",
    "registry-1.docker.io, docker.io, library/git",
    "docker.io, docker.io, library/git",
    "docker.io/library, docker.io, library/git",
    "ghcr.io/me, ghcr.io, me/app",
    "ghcr.io/me/app, ghcr.io, me/app",
    "ghcr.io/me/, ghcr.io, me/app",
  })
  void findsWhatIsFiledUnderEveryFormOfKey(String key, String domain, String path) {
    sandbox.write(sandbox.dockerConfig(), auths(key, "ann"));

    assertThat(find(domain, path)).isEqualTo(user("ann"));
  }

  @ParameterizedTest
  @CsvSource({
    "ghcr.io, ghcr.io:444, me/app",
    "ghcr.io:443, ghcr.io, me/app",
    "cr.io, ghcr.io, me/app",
    "ghcr.io.evil.example, ghcr.io, me/app",
    "https://ghcr.io@evil.example/, ghcr.io, me/app",
    "ghcr.io/me, ghcr.io, meow/app",
    "ghcr.io/me/app, ghcr.io, me/app2",
    "ghcr.io/me/app, ghcr.io, me",
    "docker.io, index.docker.io.evil.example, library/git",
  })
  void givesNoCredentialToAnother(String key, String domain, String path) {
    sandbox.write(sandbox.dockerConfig(), auths(key, "ann"));

    assertThat(find(domain, path)).isEmpty();
  }

  @Test
  void takesTheLongestNamespace() {
    sandbox.write(
        sandbox.dockerConfig(),
        """
        {"auths": {
          "quay.io": {"auth": "%s"},
          "quay.io/org": {"auth": "%s"},
          "quay.io/org/team/app": {"auth": "%s"},
          "quay.io/org/team": {"auth": "%s"}}}
        """
            .formatted(base64("host:pw"), base64("org:pw"), base64("app:pw"), base64("team:pw")));

    assertThat(find("quay.io", "org/team/app")).isEqualTo(user("app"));
    assertThat(find("quay.io", "org/team/other")).isEqualTo(user("team"));
    assertThat(find("quay.io", "org/other")).isEqualTo(user("org"));
    assertThat(find("quay.io", "other/app")).isEqualTo(user("host"));
  }

  @Test
  void asksDockersFileThenThatOfTheSessionThenThatOfTheUser() throws IOException {
    Path docker = sandbox.write(sandbox.dockerConfig(), auths("ghcr.io", "docker"));
    Path session =
        sandbox.write(
            sandbox.session().resolve("containers/auth.json"), auths("ghcr.io", "session"));
    sandbox.write(sandbox.home().resolve(".config/containers/auth.json"), auths("ghcr.io", "user"));

    assertThat(find("ghcr.io", "app")).isEqualTo(user("docker"));
    Files.delete(docker);
    assertThat(find("ghcr.io", "app")).isEqualTo(user("session"));
    Files.delete(session);
    assertThat(find("ghcr.io", "app")).isEqualTo(user("user"));
  }

  @Test
  void goesOnToTheNextFileWhereOneHasNothingForTheHost() {
    sandbox.write(sandbox.dockerConfig(), auths("quay.io", "docker"));
    sandbox.write(sandbox.session().resolve("containers/auth.json"), auths("ghcr.io", "session"));

    assertThat(find("ghcr.io", "app")).isEqualTo(user("session"));
  }

  @Test
  void readsOnlyTheFileThatRegistryAuthFileNames() {
    sandbox.write(sandbox.dockerConfig(), auths("ghcr.io", "docker"));
    Path only = sandbox.write(folder.resolve("only.json"), auths("quay.io", "only"));
    sandbox.set("REGISTRY_AUTH_FILE", only.toString());

    assertThat(find("quay.io", "app")).isEqualTo(user("only"));
    assertThat(find("ghcr.io", "app")).isEmpty();
  }

  @Test
  void dockerConfigStandsForTheFolderInHome() {
    sandbox.write(sandbox.dockerConfig(), auths("ghcr.io", "home"));
    sandbox.write(folder.resolve("elsewhere/config.json"), auths("ghcr.io", "elsewhere"));
    sandbox.set("DOCKER_CONFIG", folder.resolve("elsewhere").toString());

    assertThat(find("ghcr.io", "app")).isEqualTo(user("elsewhere"));
  }

  @Test
  void findsWhatRootsPodmanKeepsWhereThereIsNoSession() throws IOException {
    sandbox.unset("XDG_RUNTIME_DIR");
    Object user = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    sandbox.write(
        sandbox.machine().resolve("run/containers/" + user + "/auth.json"),
        auths("ghcr.io", "root"));

    assertThat(find("ghcr.io", "app")).isEqualTo(user("root"));
  }

  @Test
  void aTokenCountsMoreThanAPassword() {
    sandbox.write(
        sandbox.dockerConfig(),
        """
        {"auths": {
          "a.example": {"auth": "%1$s", "identitytoken": "refresh"},
          "b.example": {"auth": "%1$s", "identitytoken": "refresh", "registrytoken": "bearer"}}}
        """
            .formatted(base64("ann:pw")));

    assertThat(find("a.example", "app")).contains(new IdentityToken("refresh"));
    assertThat(find("b.example", "app")).contains(new RegistryToken("bearer"));
  }

  @Test
  void readsUserAndPasswordInTheClearAndPasswordsWithColonsAndPadding() {
    sandbox.write(
        sandbox.dockerConfig(),
        """
        {"auths": {
          "kube.example": {"username": "ann", "password": "pw"},
          "colon.example": {"auth": "%s"},
          "padded.example": {"auth": "%s"},
          "empty.example": {"auth": ""},
          "listed.example": {}}}
        """
            .formatted(base64("ann:p:w"), base64("ann:pw\0\0")));

    assertThat(find("kube.example", "app")).isEqualTo(user("ann"));
    assertThat(find("colon.example", "app")).contains(new Password("ann", "p:w"));
    assertThat(find("padded.example", "app")).isEqualTo(user("ann"));
    assertThat(find("empty.example", "app")).isEmpty();
    assertThat(find("listed.example", "app")).isEmpty();
  }

  @Test
  void anEmptyFileAndOneBelowAFileAreNone() {
    sandbox.write(sandbox.dockerConfig(), " \n");
    assertThat(find("ghcr.io", "app")).isEmpty();

    sandbox.set("HOME", "/dev/null");
    sandbox.set("REGISTRY_AUTH_FILE", "/dev/null");
    assertThat(find("ghcr.io", "app")).isEmpty();
    sandbox.unset("REGISTRY_AUTH_FILE");
    assertThat(find("ghcr.io", "app")).isEmpty();
  }

  @Test
  void noCredentialShowsItsSecret() {
    assertThat(new Password("ann", "hunter2")).hasToString("ann:***");
    assertThat(new IdentityToken("hunter2")).hasToString("identity token ***");
    assertThat(new RegistryToken("hunter2")).hasToString("registry token ***");
  }
}
