package dev.kobako.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.dockerfile.SourceText;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShellScriptsTest {
  /** The shells and the scripts behind the variables that are always there. */
  private static List<String> scripts(String dockerfile) {
    return ShellScripts.of(LintedFile.of(new SourceText("Dockerfile", dockerfile))).stream()
        .map(each ->
            each.text().replaceAll("(?i)export (https?|ftp|no)_proxy=1\n", "").replace("\n", "|"))
        .toList();
  }

  @Test
  void aScriptHasTheShellOfItsStageAndWhatIsDefinedThere() {
    assertThat(
            scripts(
                """
                ARG before
                FROM debian:12 AS base
                ARG a
                ENV b=1 c=2
                RUN x
                FROM base
                RUN y
                FROM debian:12
                SHELL ["/bin/bash", "-c"]
                RUN z
                """))
        .containsExactly(
            "#!/bin/sh|export a=1|export b=1|export c=1|x",
            "#!/bin/sh|export a=1|export b=1|export c=1|y",
            "#!/bin/bash|z");
  }

  @Test
  void linesAreJoinedAsHadolintDoes() {
    assertThat(scripts("FROM a:1\nRUN a \\\n    b\\\nc \\\n  # comment\n\n  && d\n"))
        .containsExactly("#!/bin/sh|a  bc  && d");
    assertThat(scripts("# escape=`\nFROM a:1\nRUN a\\b `\n c\n"))
        .containsExactly("#!/bin/sh|a\\b  c");
  }

  @Test
  void shellsOfOtherKindsHaveNoScripts() {
    assertThat(scripts("FROM a:1\nSHELL [\"powershell\", \"-c\"]\nRUN b\n")).isEmpty();
    assertThat(scripts("FROM a:1\n# hadolint shell=cmd\nRUN b\n")).isEmpty();
    assertThat(scripts("FROM a:1\nRUN [\"b\"]\n")).isEmpty();
    assertThat(scripts("FROM a:1\nRUN <<EOF\n#!/usr/bin/env python3\nb\nEOF\n")).isEmpty();
    assertThat(scripts("FROM a:1\nRUN <<EOF\n#!/bin/bash\nb\nEOF\n"))
        .containsExactly("#!/bin/sh|#!/bin/bash|b|");
  }

  @Test
  void whatOnbuildKeepsKnowsNothingOfItsStage() {
    assertThat(scripts("FROM a:1\nARG b\nONBUILD RUN c\n")).containsExactly("#!/bin/sh|c");
  }
}
