package dev.kobako.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The tools that people have, run with all they keep in a folder of the test.
 *
 * @param temp that folder
 */
record Peers(Path temp) {
  /** Without {@code --preserve-digests} it would compress layers that aren't. */
  void skopeo(String from, String to) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("skopeo", "--insecure-policy", "copy", "--quiet", from, to));
    if (!to.startsWith("docker-archive:") && !from.startsWith("docker-archive:")) {
      command.add("--preserve-digests");
    }
    run("skopeo", command);
  }

  List<String> podman(String... words) {
    return store("podman", words);
  }

  List<String> store(String tool, String... words) {
    List<String> command =
        new ArrayList<>(
            List.of(
                tool,
                "--root",
                temp.resolve("graph").toString(),
                "--runroot",
                temp.resolve("run").toString(),
                "--storage-driver",
                "vfs"));
    command.addAll(List.of(words));
    return command;
  }

  String run(String tool, List<String> command) throws Exception {
    assumeTrue(installed(tool), tool + " is not installed, so that nothing is proven about it");
    Path output = Files.createTempFile(temp, "output", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    Path logins = Files.writeString(temp.resolve("logins.json"), "{}");
    builder.environment().put("REGISTRY_AUTH_FILE", logins.toString());
    Process process = builder.start();
    boolean ended = process.waitFor(60, TimeUnit.SECONDS);
    String text = Files.readString(output, StandardCharsets.UTF_8);
    assertThat(ended).as(String.join(" ", command)).isTrue();
    assertThat(process.exitValue()).as(String.join(" ", command) + "\n" + text).isZero();
    return text;
  }

  private static boolean installed(String tool) throws IOException {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.of(path.split(":")).anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
  }
}
