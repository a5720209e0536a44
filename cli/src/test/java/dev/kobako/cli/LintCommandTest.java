package dev.kobako.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kobako lint}, as users see it. */
class LintCommandTest {
  @TempDir Path temp;
  private Kobako kobako;

  @BeforeEach
  void prepare() throws IOException {
    kobako = Kobako.withStore(temp.resolve("home")).in(temp);
    Files.writeString(temp.resolve("Dockerfile"), "FROM debian:12\nRUN sudo make\n");
    Files.writeString(temp.resolve("good"), "FROM debian:12\nRUN make\n");
    Files.writeString(temp.resolve("broken"), "FROM debian:12\nRUN --oops make\n");
  }

  @Test
  void printsTheLineWithACaretAndFails() {
    assertThat(kobako.run("lint"))
        .isEqualTo(
            new Kobako.Result(
                1,
                """
                Dockerfile:2: error: Do without sudo: a build is root already, and USER changes that [DL3004]
                  2 | RUN sudo make
                    | ^^^
                """,
                ""));
    assertThat(kobako.run("lint", "good").done().out()).isEmpty();
  }

  @Test
  void failsFromTheThresholdOn() throws IOException {
    Files.writeString(temp.resolve("Dockerfile"), "FROM debian:12\nRUN cd /a && make\n");
    assertThat(kobako.run("lint").code()).isEqualTo(1);
    assertThat(kobako.run("lint", "--failure-threshold", "warning").code()).isEqualTo(1);
    assertThat(kobako.run("lint", "-t", "error").code()).isZero();
    assertThat(kobako.run("lint", "--no-fail").code()).isZero();
    assertThat(kobako.run("lint", "--ignore", "DL3003").code()).isZero();
  }

  @Test
  void printsHadolintsFieldsAsJson() {
    assertThat(kobako.run("lint", "-f", "json", "Dockerfile", "good").out())
        .isEqualToIgnoringWhitespace(
            """
            [{
              "code": "DL3004",
              "column": 1,
              "file": "Dockerfile",
              "level": "error",
              "line": 2,
              "message": "Do without sudo: a build is root already, and USER changes that"
            }]
            """);
    assertThat(kobako.run("lint", "-f", "json", "good").done().out())
        .isEqualToIgnoringWhitespace("[]");
  }

  @Test
  void rulesAboutSizeNameTheBytesOfAnImage() throws IOException {
    Path context = Files.createDirectory(temp.resolve("context"));
    Files.write(context.resolve("large"), new byte[123_456]);
    Files.writeString(
        context.resolve("Dockerfile"),
        """
        FROM scratch
        WORKDIR /srv
        COPY large data/large
        COPY --chmod=700 large data/large
        """);
    kobako.run("build", "-q", "-t", "twice", "context").done();
    assertThat(kobako.run("lint", "--image", "twice", "context/Dockerfile").out())
        .isEqualTo(
            """
            context/Dockerfile:4: warning: This copies again what line 3 has copied (123.5 kB in this layer) [S13]
              4 | COPY --chmod=700 large data/large
                | ^^^^
            """);
  }

  @Test
  void linesWithASecretHaveTheBytesOfAnImageToo() throws IOException {
    // put together here, so that no scanner of sources takes it for a real one
    String token = "ghp_" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8";
    Path context = Files.createDirectory(temp.resolve("context"));
    Files.write(context.resolve("large"), new byte[123_456]);
    Files.writeString(
        context.resolve("Dockerfile"),
        """
        FROM scratch
        WORKDIR /srv
        COPY large data/%1$s/large
        COPY --chmod=700 large data/%1$s/large
        """
            .formatted(token));
    kobako.run("build", "-q", "-t", "leaking", "context").done();
    assertThat(kobako.run("lint", "--image", "leaking", "context/Dockerfile").out())
        .startsWith(
            "context/Dockerfile:4: warning: This copies again what line 3 has copied (123.5 kB in"
                + " this layer) [S13]\n");
  }

  @Test
  void looksIntoTheContext() throws IOException {
    Path context = Files.createDirectory(temp.resolve("context"));
    Files.createDirectory(context.resolve(".git"));
    Files.writeString(context.resolve("Dockerfile"), "FROM debian:12\nCOPY . /app\n");

    assertThat(kobako.run("lint", "context/Dockerfile").out())
        .startsWith(
            "context/Dockerfile:2: info: This copies all that is there, and there is no .dockerignore [S09]\n");
    Files.writeString(context.resolve(".dockerignore"), "*.log\n");
    assertThat(kobako.run("lint", "context/Dockerfile").out())
        .startsWith(
            "context/Dockerfile:2: info: This copies all that is there, and .dockerignore lets .git through [S09]\n");
    Files.writeString(context.resolve(".dockerignore"), ".git\n");
    assertThat(kobako.run("lint", "context/Dockerfile").done().out()).isEmpty();
    Path other = Files.createDirectory(temp.resolve("other"));
    assertThat(kobako.run("lint", "--context", other.toString(), "context/Dockerfile").out())
        .contains("there is no .dockerignore");
  }

  @Test
  void printsFormsForPipelines() {
    assertThat(kobako.run("lint", "-f", "github").out())
        .startsWith("::error file=Dockerfile,line=2,")
        .contains("DL3004");
    assertThat(kobako.run("lint", "-f", "sarif").out()).contains("\"ruleId\"", "DL3004");
    assertThat(kobako.run("lint", "-f", "checkstyle").out()).contains("<checkstyle", "DL3004");
  }

  @Test
  void tellsWhatItCantRead() {
    assertThat(kobako.run("lint", "--no-fail", "--ignore", "DL1000", "broken", "Dockerfile"))
        .isEqualTo(
            new Kobako.Result(
                0,
                """
                broken:2: error: RUN has no flag --oops [DL1000]
                  2 | RUN --oops make
                    |     ^^^^^^
                remedy: RUN takes --mount, --network, --security
                Dockerfile:2: error: Do without sudo: a build is root already, and USER changes that [DL3004]
                  2 | RUN sudo make
                    | ^^^
                """,
                ""));
    assertThat(kobako.run("lint", "-t", "none", "broken").code()).isEqualTo(1);
    assertThat(kobako.run("lint", "absent"))
        .isEqualTo(
            new Kobako.Result(
                2,
                "",
                """
                kobako: absent: there is no such file
                remedy: name a Dockerfile
                """));
    assertThat(kobako.run("lint", "--ignore", "DL3O08").err())
        .isEqualTo(
            """
            kobako: --ignore: 'DL3O08' is no rule
            remedy: did you mean 'DL3008'?
            """);
    assertThat(kobako.run("lint", "-t", "worse").err())
        .isEqualTo(
            """
            kobako: --failure-threshold: 'worse', expected one of error, warning, info, style, ignore
            remedy: write one of them
            """);
  }

  @Test
  void printsHadolintsOtherForms() {
    String message = "Do without sudo: a build is root already, and USER changes that";
    assertThat(kobako.run("lint", "-f", "tty").out())
        .isEqualTo("Dockerfile:2 DL3004 error: " + message + "\n");
    assertThat(kobako.run("lint", "-f", "gnu").out())
        .isEqualTo("kobako:Dockerfile:2: DL3004 error: " + message + "\n");
    assertThat(kobako.run("lint", "-f", "codacy"))
        .isEqualTo(
            new Kobako.Result(
                0,
                """
                {"filename":"Dockerfile","line":2,"message":"%s","patternId":"DL3004"}
                """
                    .formatted(message),
                ""));
    assertThat(kobako.run("lint", "-f", "codeclimate").out())
        .startsWith("{\"type\":\"issue\",\"check_name\":\"DL3004\"")
        .endsWith("\"severity\":\"blocker\"}\0");
    assertThat(kobako.run("lint", "-f", "gitlab_codeclimate").out())
        .startsWith("[")
        .contains("\"fingerprint\"");
    assertThat(kobako.run("lint", "-f", "sonarqube").out())
        .contains("\"issues\"", "\"ruleId\" : \"DL3004\"", "\"severity\" : \"CRITICAL\"");
  }

  @Test
  void readsWhatHadolintsUsersHaveSettled() throws IOException {
    Files.writeString(temp.resolve(".hadolint.yaml"), "ignored: [DL3004]\nunknown: 1\n");
    assertThat(kobako.run("lint").code()).isZero();
    Files.writeString(temp.resolve("other.yml"), "override:\n  style:\n    - DL3004\n");
    assertThat(kobako.run("lint", "-c", "other.yml", "-f", "tty").done().out())
        .startsWith("Dockerfile:2 DL3004 style: ");
    assertThat(kobako.run("lint", "-c", "other.yml", "--warning", "DL3004", "-f", "tty").out())
        .startsWith("Dockerfile:2 DL3004 warning: ");
    assertThat(kobako.run("lint", "-c", "absent.yml").code()).isEqualTo(1);
  }

  @Test
  void readsWhatTheProjectHasSettled() throws IOException {
    Files.writeString(temp.resolve(".hadolint.yaml"), "failure-threshold: error\n");
    Files.writeString(
        temp.resolve(".kobako.yaml"), "lint:\n  override:\n    info: [DL3004]\n  format: tty\n");
    assertThat(kobako.run("lint").done().out()).startsWith("Dockerfile:2 DL3004 info: ");
    Files.writeString(temp.resolve(".kobako.yaml"), "lint: {ignored: DL3004}\n");
    assertThat(kobako.run("lint").done().out()).isEmpty();
    Files.writeString(temp.resolve(".kobako.yaml"), "lint: {ignore: DL3004}\n");
    assertThat(kobako.run("lint").err())
        .contains("'ignore' is no field")
        .contains("did you mean 'ignored'?");
  }

  @Test
  void asksForLabelsAndRegistries() {
    assertThat(kobako.run("lint", "--require-label", "vendor:text", "-f", "tty", "good").out())
        .isEqualTo("good:1 DL3049 info: This label is missing: vendor\n");
    assertThat(kobako.run("lint", "--trusted-registry", "*.example", "-f", "tty", "good").out())
        .isEqualTo("good:1 DL3026 error: Take images from trusted registries only\n");
    assertThat(kobako.run("lint", "--require-label", "vendor:txt", "good").err())
        .isEqualTo(
            """
            kobako: --require-label: 'txt', expected one of text, url, spdx, hash, rfc3339, semver, email
            remedy: did you mean 'text'?
            """);
  }
}
