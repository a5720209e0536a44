package dev.kobako.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.diagnostic.Failure;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.registry.Credential.IdentityToken;
import dev.kobako.registry.Credential.Password;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(20)
final class CredentialHelperTest {
  private static final String REMEDY =
      "\nremedy: run 'docker-credential-x list' to see whether it works, unlock what it keeps, or"
          + " take its name out of Docker's config.json";

  @TempDir Path folder;
  private ConfigurationSandbox sandbox;

  @BeforeEach
  void setUp() {
    sandbox = new ConfigurationSandbox(folder);
    sandbox.write(sandbox.dockerConfig(), "{\"credsStore\": \"x\"}");
  }

  private Optional<Credential> find(String domain) {
    return new CredentialFiles(sandbox.places()).find(domain, "app");
  }

  @ParameterizedTest
  @CsvSource({
    "ghcr.io, ghcr.io",
    "localhost:5000, localhost:5000",
    "docker.io, https://index.docker.io/v1/",
  })
  void asksForTheServerAsDockerCallsIt(String domain, String server) {
    sandbox.helper(
        "x",
        "test $1 = get && printf '{\"ServerURL\":\"\",\"Username\":\"%s\",\"Secret\":\"pw\"}' \"$(cat)\"");

    assertThat(find(domain)).contains(new Password(server, "pw"));
  }

  @Test
  void aUserCalledTokenMeansAnIdentityToken() {
    sandbox.helper("x", "echo '{\"Username\":\"<token>\",\"Secret\":\"refresh\"}'");

    assertThat(find("ghcr.io")).contains(new IdentityToken("refresh"));
  }

  @Test
  void aHelperWithoutTheCredentialLeavesTheQuestionToTheFile() {
    sandbox.helper("x", "echo 'credentials not found in native keychain'; exit 1");
    assertThat(find("ghcr.io")).isEmpty();

    sandbox.write(
        sandbox.dockerConfig(),
        "{\"credsStore\": \"x\", \"auths\": {\"ghcr.io\": {\"auth\": \"YW5uOnB3\"}}}");
    assertThat(find("ghcr.io")).contains(new Password("ann", "pw"));
  }

  @Test
  void theHelperOfAHostGoesBeforeThatForAllAndBothBeforeTheFile() {
    sandbox.write(
        sandbox.dockerConfig(),
        """
        {"credsStore": "x", "credHelpers": {"ghcr.io": "own", "https://index.docker.io/v1/": "own"},
         "auths": {"ghcr.io": {"auth": "YW5uOnB3"}, "quay.io": {"auth": "YW5uOnB3"}}}
        """);
    sandbox.helper("x", "echo '{\"Username\":\"all\",\"Secret\":\"pw\"}'");
    sandbox.helper("own", "echo '{\"Username\":\"own\",\"Secret\":\"pw\"}'");

    assertThat(find("ghcr.io")).contains(new Password("own", "pw"));
    assertThat(find("docker.io")).contains(new Password("own", "pw"));
    assertThat(find("quay.io")).contains(new Password("all", "pw"));
  }

  @Test
  void tellsTheNameAndTheFirstLineOfAHelperThatFails() {
    sandbox.helper("x", "printf '\\n\\033[31mthe keyring is locked\\nmore\\n'; exit 7");

    assertThatThrownBy(() -> find("ghcr.io"))
        .isInstanceOfSatisfying(
            KobakoException.class, e -> assertThat(e.failure()).isEqualTo(Failure.OUTSIDE))
        .hasMessage(
            "docker-credential-x get: ended with exit code 7: ?[31mthe keyring is locked" + REMEDY);
  }

  @Test
  void tellsWhatAHelperPrintsAsAnErrorWhereItHasNoAnswer() {
    sandbox.helper("x", "echo 'no such session' >&2; exit 1");

    assertThatThrownBy(() -> find("ghcr.io"))
        .hasMessage("docker-credential-x get: ended with exit code 1: no such session" + REMEDY);
  }

  @Test
  void neverShowsAnAnswerThatCouldBeASecret() {
    sandbox.helper("x", "echo '{\"Username\":\"ann\",\"Secret\":\"hunter2\"}'; exit 1");
    assertThatThrownBy(() -> find("ghcr.io"))
        .hasMessage("docker-credential-x get: ended with exit code 1" + REMEDY);

    sandbox.helper("x", "echo hunter2");
    assertThatThrownBy(() -> find("ghcr.io"))
        .hasMessage(
            "docker-credential-x get: the answer is not JSON that can be read at line 1, column 1"
                + REMEDY);

    sandbox.helper("x", "echo '{\"Username\":\"ann\",\"Secret\":1234}'");
    assertThatThrownBy(() -> find("ghcr.io"))
        .hasMessage(
            "docker-credential-x get: the answer has no texts Username and Secret" + REMEDY);
  }

  @Test
  void boundsWhatAHelperPrints() {
    sandbox.helper("x", "yes hunter2");

    assertThatThrownBy(() -> find("ghcr.io"))
        .hasMessage("docker-credential-x get: printed more than 256 KiB" + REMEDY);
  }

  @Test
  void endsAHelperThatHangsWithAllItHasStarted() {
    sandbox.helper("x", "sleep 1000 & echo $! > " + folder + "/pid; wait");
    Path program = folder.resolve("bin/docker-credential-x");
    var helper =
        new HelperProgram(program, sandbox.places().environment(), Duration.ofMillis(1500));

    assertThatThrownBy(() -> helper.run("get", "ghcr.io"))
        .hasMessage("docker-credential-x get: took longer than 1 s" + REMEDY);
    assertThat(folder.resolve("pid")).exists();
    long sleeper = Long.parseLong(read(folder.resolve("pid")).strip());
    assertThat(ProcessHandle.of(sleeper).filter(ProcessHandle::isAlive).map(this::waitFor))
        .isIn(Optional.empty(), Optional.of(true));
  }

  private boolean waitFor(ProcessHandle process) {
    return process.onExit().completeOnTimeout(null, 5, TimeUnit.SECONDS).join() != null;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aHelperThatReadsNothingOfALongInputDoesNotStopUs() {
    sandbox.helper("x", "echo '{\"Username\":\"ann\",\"Secret\":\"pw\"}'");
    Path program = folder.resolve("bin/docker-credential-x");

    assertThat(
            new HelperProgram(program, sandbox.places().environment())
                .run("get", "x".repeat(1_000_000))
                .status())
        .isZero();
  }

  @Test
  void tellsWhichFileNamesAHelperThatIsNotThere() {
    sandbox.write(sandbox.dockerConfig(), "{\"credsStore\": \"desktop.exe\"}");

    assertThatThrownBy(() -> find("ghcr.io"))
        .hasMessage(
            sandbox.dockerConfig()
                + ": the credential helper docker-credential-desktop.exe is not in PATH\n"
                + "remedy: install it, or take its name out of credsStore and credHelpers and log"
                + " in again");
  }

  @Test
  void refusesANameThatLeavesThePath() {
    sandbox.write(sandbox.dockerConfig(), "{\"credsStore\": \"x/../../evil\"}");

    assertThatThrownBy(() -> find("ghcr.io"))
        .hasMessage(
            sandbox.dockerConfig()
                + ": the credential helper's name has a slash, expected what follows"
                + " docker-credential-\n"
                + "remedy: write the name as in credsStore: pass");
  }

  @Test
  void tellsAProgramThatCannotBeStarted() {
    sandbox.helper("x", "");
    sandbox.write(folder.resolve("bin/docker-credential-x"), "#!/no/such/interpreter\n");

    assertThatThrownBy(() -> find("ghcr.io"))
        .hasMessageStartingWith("docker-credential-x get: can't be started: ")
        .hasMessageEndingWith(REMEDY);
  }
}
