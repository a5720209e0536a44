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
  void printsFormsForPipelines() {
    assertThat(kobako.run("lint", "-f", "github").out())
        .startsWith("::error file=Dockerfile,line=2,")
        .contains("DL3004");
    assertThat(kobako.run("lint", "-f", "sarif").out()).contains("\"ruleId\"", "DL3004");
    assertThat(kobako.run("lint", "-f", "checkstyle").out()).contains("<checkstyle", "DL3004");
  }

  @Test
  void tellsWhatItCantRead() {
    assertThat(kobako.run("lint", "broken"))
        .isEqualTo(
            new Kobako.Result(
                1,
                "",
                """
                kobako: broken:2: RUN has no flag --oops
                  2 | RUN --oops make
                    |     ^^^^^^
                remedy: RUN takes --mount, --network, --security
                """));
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
            kobako: --failure-threshold: 'worse', expected one of error, warning, info, style
            remedy: write one of them
            """);
  }
}
