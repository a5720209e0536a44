package dev.kobako.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(20)
final class CredentialFileTest {
  @TempDir Path folder;
  private ConfigurationSandbox sandbox;

  @BeforeEach
  void setUp() {
    sandbox = new ConfigurationSandbox(folder);
  }

  private Optional<Credential> find(String domain, String path) {
    return new CredentialFiles(sandbox.places()).find(domain, path);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{`auths`: hunter2}"
            + "|: not JSON that can be read at line 1, column 11"
            + "|correct the file, or move it away and log in again",
        "[`hunter2`]|: is JSON, but no object|correct the file, or log in to the registry again",
        "{`auths`: `hunter2`}"
            + "|: auths: is no object"
            + "|correct the file, or log in to the registry again",
        "{`auths`: {`ghcr.io`: `hunter2`}}"
            + "|: auths: ghcr.io: is no object"
            + "|correct the file, or log in to the registry again",
        "{`auths`: {`https://ghcr.io/hunter2`: {`auth`: 123456}}}"
            + "|: auths: ghcr.io: auth: is no text"
            + "|correct the file, or log in to the registry again",
        "{`auths`: {`ghcr.io`: {`auth`: `hunter2!`}}}"
            + "|: auths: ghcr.io: auth: is no base64"
            + "|correct the file, or log in to the registry again",
        "{`auths`: {`ghcr.io`: {`auth`: `aHVudGVyMg==`}}}"
            + "|: auths: ghcr.io: auth: is the base64 of a text without ':', expected user:password"
            + "|correct the file, or log in to the registry again",
        "{`credHelpers`: [`hunter2`]}"
            + "|: credHelpers: is no object"
            + "|correct the file, or log in to the registry again",
        "{`credsStore`: 7}"
            + "|: credsStore: has a value that is no text"
            + "|correct the file, or log in to the registry again",
      })
  void tellsWhatIsWrongWithADamagedFileButNotWhatIsInIt(String text, String fact, String remedy) {
    sandbox.write(sandbox.dockerConfig(), text.replace('`', '"'));

    assertThatThrownBy(() -> find("ghcr.io", "app"))
        .hasMessage(sandbox.dockerConfig() + fact + "\nremedy: " + remedy);
  }

  @Test
  void refusesWhatIsNoFile() throws IOException, InterruptedException {
    Path config = sandbox.dockerConfig();
    Files.createDirectories(config);
    assertThatThrownBy(() -> find("ghcr.io", "app"))
        .hasMessage(
            config
                + ": is a folder, expected a file\n"
                + "remedy: move it away, or name another file");

    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    sandbox.set("REGISTRY_AUTH_FILE", pipe.toString());
    assertThatThrownBy(() -> find("ghcr.io", "app"))
        .hasMessage(
            pipe
                + ": is a device or pipe, expected a file\n"
                + "remedy: move it away, or name another file");
  }

  @Test
  void refusesAFileWithoutEndAndACircleOfLinks() throws IOException {
    Path config = sandbox.write(sandbox.dockerConfig(), "");
    try (var file = new RandomAccessFile(config.toFile(), "rw")) {
      file.setLength(1L << 40);
    }
    assertThatThrownBy(() -> find("ghcr.io", "app"))
        .hasMessage(
            config
                + ": has more than 1048576 bytes, so it is no configuration\n"
                + "remedy: check what wrote it");

    Files.delete(config);
    Files.createSymbolicLink(config, config.resolveSibling("other"));
    Files.createSymbolicLink(config.resolveSibling("other"), config);
    assertThatThrownBy(() -> find("ghcr.io", "app"))
        .hasMessageStartingWith(config + ": can't be read: ")
        .hasMessageEndingWith("\nremedy: check that the file can be read by you");
  }

  @Test
  void refusesJsonThatIsNestedTooDeeply() {
    sandbox.write(sandbox.dockerConfig(), "{\"auths\":" + "[".repeat(500_000));

    assertThatThrownBy(() -> find("ghcr.io", "app"))
        .hasMessage(
            sandbox.dockerConfig()
                + ": not JSON that can be read\n"
                + "remedy: correct the file, or move it away and log in again");
  }
}
