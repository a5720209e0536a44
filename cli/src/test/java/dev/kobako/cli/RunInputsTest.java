package dev.kobako.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.kobako.image.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What of the flags is part of what a cell depends on. */
class RunInputsTest {
  @TempDir Path temp;

  private SortedMap<String, String> inputs(String... flags) throws IOException {
    SortedMap<String, String> environment = new TreeMap<>();
    environment.put("SSL_CERT_FILE", temp.resolve("bundle.crt").toString());
    PrintStream out = new PrintStream(PrintStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    Console console =
        new Console(out, out, InputStream.nullInputStream(), environment, temp.toString());
    List<String> words = new ArrayList<>(List.of(flags));
    words.add("matrix.yaml");
    return new RunInputs(
            new CommandLine(CompareCommand.spec()).parseArgs(words.toArray(new String[0])), console)
        .byName();
  }

  private static String digest(String text) {
    return Digest.sha256(text.getBytes(StandardCharsets.UTF_8)).toString();
  }

  @Test
  void withoutFlagsThereAreNone() throws IOException {
    assertThat(inputs()).isEmpty();
  }

  @Test
  void theValuesOfLimitsHostsAndAgentsCount() throws IOException {
    assertThat(
            inputs(
                "--memory=64m",
                "--shm-size=1m",
                "--ulimit=nofile=10",
                "--ulimit=core=0",
                "--add-host=db:10.0.0.5",
                "--ssh=default"))
        .containsOnly(
            entry("flag.--memory", "64m"),
            entry("flag.--shm-size", "1m"),
            entry("flag.--ulimit", "nofile=10\ncore=0"),
            entry("flag.--add-host", "db:10.0.0.5"),
            entry("flag.--ssh", "default"));
  }

  @Test
  void theContentOfSecretsAndCertificatesCounts() throws IOException {
    Files.writeString(temp.resolve("token"), "one");
    Files.writeString(temp.resolve("bundle.crt"), "trusted");
    assertThat(inputs("--secret=id=a,src=token", "--host-ca"))
        .containsOnly(
            entry("flag.--secret.a", digest("one")), entry("flag.--host-ca", digest("trusted")));
    Files.writeString(temp.resolve("token"), "two");
    assertThat(inputs("--secret=id=a,src=token")).containsEntry("flag.--secret.a", digest("two"));
  }
}
