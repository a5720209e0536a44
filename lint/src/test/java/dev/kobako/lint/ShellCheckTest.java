package dev.kobako.lint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kobako.diagnostic.KobakoException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShellCheckTest {
  private static final Path PROGRAM = Path.of("/usr/bin/shellcheck");

  @TempDir Path temp;

  private static List<String> lint(LintSettings settings, String... dockerfiles) {
    assumeTrue(Files.isExecutable(PROGRAM), "shellcheck is not installed (Debian: shellcheck)");
    return ask(new ShellCheck(PROGRAM), settings, dockerfiles);
  }

  private static List<String> ask(
      ShellCheck program, LintSettings settings, String... dockerfiles) {
    List<LintedFile> files =
        List.of(dockerfiles).stream()
            .map(text -> LintedFile.of("Dockerfile", text.getBytes(UTF_8)))
            .toList();
    return new Linter(settings)
        .problems(files, program).stream()
            .flatMap(List::stream)
            .map(each -> each.line() + " " + each.severity().word() + " " + each.rule())
            .toList();
  }

  @Test
  void theLastRemarkOfEachRunIsToldAtItsLine() {
    assertThat(
            lint(
                LintSettings.NONE,
                "FROM a:1\nRUN echo $b && \\\n  cat `c`\nRUN true\n",
                "FROM a:1\nONBUILD RUN echo $b\n"))
        .containsExactly("2 style SC2006", "2 info SC2086");
  }

  @Test
  void remarksAreSettledAsRulesAre() {
    String dockerfile =
        "FROM a:1\n# hadolint ignore=SC2086\nRUN echo $b\nRUN true a && b && echo $b\n";
    assertThat(lint(LintSettings.NONE, dockerfile)).containsExactly("4 info SC2086");
    LintSettings worse =
        LintSettingsReader.hadolint("yaml", "override: {error: [SC2086]}".getBytes(UTF_8));
    assertThat(lint(worse, dockerfile)).containsExactly("4 error SC2086");
    LintSettings off = LintSettingsReader.hadolint("yaml", "ignored: [SC2086]".getBytes(UTF_8));
    assertThat(lint(off, dockerfile)).isEmpty();
  }

  @Test
  void aProgramThatFailsIsTold() throws IOException {
    Path program = temp.resolve("shellcheck");
    Files.writeString(program, "#!/bin/sh\nexit 3\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    assertThatThrownBy(() -> ask(new ShellCheck(program), LintSettings.NONE, "FROM a:1\nRUN b\n"))
        .isInstanceOf(KobakoException.class)
        .hasMessage(
            program + ": ended with exit code 3\nremedy: run it by hand, or give --no-shellcheck");
  }
}
