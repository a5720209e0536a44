package dev.kobako.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kobako.registry.Credential.Password;
import dev.kobako.testkit.DistributionRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Logins of other clients, and ours with them, against a registry that wants a password. */
@Timeout(60)
final class LoginPeersTest {
  private static final Password USER =
      new Password(DistributionRegistry.USER, DistributionRegistry.PASSWORD);
  private static DistributionRegistry registry;

  @TempDir Path folder;
  private ConfigurationSandbox sandbox;

  @BeforeAll
  static void startRegistry() {
    Optional<String> missing = DistributionRegistry.missing();
    assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
    registry = DistributionRegistry.builder().password().start();
  }

  @AfterAll
  static void stopRegistry() {
    if (registry != null) {
      registry.close();
    }
  }

  @BeforeEach
  void setUp() throws IOException {
    sandbox = new ConfigurationSandbox(folder);
    Files.createDirectories(sandbox.session());
    Files.createDirectories(sandbox.home());
  }

  private record Result(int status, String output) {}

  private Result run(String... command) throws IOException, InterruptedException {
    Path output = folder.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().clear();
    builder.environment().putAll(sandbox.places().environment());
    Process process = builder.start();
    process.getOutputStream().write(USER.secret().getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().close();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("%s ends", List.of(command)).isTrue();
    return new Result(process.exitValue(), Files.readString(output));
  }

  private static void assumeInstalled(String tool) {
    assumeTrue(
        Stream.of(System.getenv("PATH").split(":"))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool))),
        tool + " is needed (Debian: apt-get install " + tool + ")");
  }

  private void login(String tool) throws IOException, InterruptedException {
    Result result =
        run(
            tool,
            "login",
            "--tls-verify=false",
            "-u",
            USER.user(),
            "--password-stdin",
            registry.address());
    assertThat(result.status()).as(result.output()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"skopeo", "podman", "buildah"})
  void findsWhatAnotherClientLoggedInWith(String tool) throws IOException, InterruptedException {
    assumeInstalled(tool);
    sandbox.set("REGISTRY_AUTH_FILE", folder.resolve("auth.json").toString());

    login(tool);

    assertThat(new CredentialFiles(sandbox.places()).find(registry.address(), "app"))
        .contains(USER);
    assertThat(new Login(sandbox.places()).erase(registry.address())).isTrue();
    assertThat(run(tool, "login", "--get-login", registry.address()).status()).isNotZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"skopeo", "podman", "buildah"})
  void findsTheLoginOfTheSession(String tool) throws IOException, InterruptedException {
    assumeInstalled(tool);

    login(tool);

    assertThat(sandbox.session().resolve("containers/auth.json")).exists();
    assertThat(new CredentialFiles(sandbox.places()).find(registry.address(), "app"))
        .contains(USER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"skopeo", "podman", "buildah"})
  void anotherClientFindsOurLogin(String tool) throws IOException, InterruptedException {
    assumeInstalled(tool);

    new Login(sandbox.places()).store(registry.address(), USER);
    new Login(sandbox.places()).store("docker.io", new Password("ann", "pw"));

    assertThat(run(tool, "login", "--get-login", registry.address()))
        .isEqualTo(new Result(0, USER.user() + "\n"));
    assertThat(run(tool, "login", "--get-login", "docker.io")).isEqualTo(new Result(0, "ann\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = "skopeo")
  void theRegistryTakesOurLogin(String tool) throws IOException, InterruptedException {
    assumeInstalled(tool);
    String image = "docker://" + registry.address() + "/app";

    assertThat(run(tool, "list-tags", "--tls-verify=false", image).output())
        .containsIgnoringCase("unauthorized");
    new Login(sandbox.places()).store(registry.address(), USER);
    assertThat(run(tool, "list-tags", "--tls-verify=false", image).output())
        .doesNotContainIgnoringCase("unauthorized");
  }
}
