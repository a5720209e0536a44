package dev.kobako.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.dockerfile.SourceText;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What rules about size say, and what they keep to themselves. */
class SizeRulesTest {
  private static List<String> told(String dockerfile) {
    return told(LintSettings.NONE, dockerfile);
  }

  private static List<String> told(LintSettings settings, String dockerfile) {
    return new Linter(settings)
        .problems(LintedFile.of(new SourceText("Dockerfile", dockerfile))).stream()
            .filter(each -> each.rule().startsWith("S0") || each.rule().startsWith("S1"))
            .map(each -> each.line() + " " + each.rule() + " " + each.message())
            .toList();
  }

  @Test
  void aDeletionNamesTheLineWhoseLayerKeepsTheBytes() {
    assertThat(
            told(
                """
                FROM debian:12-slim
                WORKDIR /srv
                COPY a.txt b.txt data/
                RUN rm data/b.txt
                """))
        .containsExactly("4 S01 What this deletes stays in the layer of line 3: delete it there");
  }

  @Test
  void aScriptMayDeleteWhatItMayHaveMadeInAFolderThatWasCopied() {
    assertThat(told("FROM debian:12-slim\nCOPY . /app\nRUN /app/build && rm -rf /app/tmp\n"))
        .isEmpty();
  }

  @Test
  void pathsThatHangOnVariablesAreNotFollowed() {
    assertThat(
            told(
                """
                FROM debian:12-slim
                ARG HOME_OF_APP
                COPY a ${HOME_OF_APP}/a
                RUN rm ${HOME_OF_APP}/a && chown 1 $HOME_OF_APP/a
                WORKDIR $HOME_OF_APP
                RUN rm a
                """))
        .isEmpty();
  }

  @Test
  void aStageThatIsOnlyCopiedFromMayBeWasteful() {
    assertThat(
            told(
                """
                FROM debian:12-slim AS tools
                COPY a /a
                FROM tools AS build
                RUN rm /a && npm ci && apt-get install -y --no-install-recommends gcc
                FROM scratch
                COPY --from=build /b /b
                """))
        .isEmpty();
  }

  @Test
  void aStageThatTheLastOneStartsFromIsShipped() {
    assertThat(
            told(
                """
                FROM debian:12-slim AS first
                COPY a /a
                FROM first
                RUN rm /a
                """))
        .containsExactly("4 S01 What this deletes stays in the layer of line 2: delete it there");
  }

  @Test
  void whereHadolintSaysTheSameNothingIsAdded() {
    String dockerfile = "FROM debian:12-slim\nRUN apt-get update && apt-get install -y git=1\n";

    assertThat(told(dockerfile)).allMatch(each -> each.contains(" S06 "));
    LintSettings without =
        LintSettingsReader.hadolint(
            "test", "ignored: [DL3009, DL3015]".getBytes(StandardCharsets.UTF_8));
    assertThat(told(without, dockerfile)).allMatch(each -> each.contains(" S06 "));
  }

  @Test
  void packagesThatAreGoneWithAllThatNobodyNeedsAreNotShipped() {
    assertThat(
            told(
                """
                FROM debian:12-slim
                RUN set -eux; \
                    savedAptMark="$(apt-mark showmanual)"; \
                    apt-get install -y --no-install-recommends gcc libssl-dev wget; \
                    wget -O python.tar.xz https://example.org/python.tar.xz; \
                    tar --extract --directory /usr/src --file python.tar.xz; \
                    rm python.tar.xz; \
                    apt-mark auto '.*' > /dev/null; \
                    apt-mark manual $savedAptMark; \
                    apt-get purge -y --auto-remove -o APT::AutoRemove::RecommendsImportant=false
                """))
        .isEmpty();
  }

  @Test
  void commentsSwitchThemOff() {
    assertThat(told("FROM debian:12-slim\nCOPY a /a\n# hadolint ignore=S01\nRUN rm /a\n"))
        .isEmpty();
  }

  @Test
  void whatIsCleanedBeforeItIsFilledIsFull() {
    assertThat(told("FROM debian:12-slim\nRUN npm cache clean --force && npm ci --omit=dev\n"))
        .containsExactly(
            "2 S04 The cache of npm stays here: end the RUN with '&& npm cache clean --force'");
  }

  @Test
  void aPackageThatIsCalledAsWhatCleansCleansNothing() {
    String zypper =
        "2 S03 The cache of zypper stays here: end the RUN with '&& zypper clean --all'";
    String dnf = "2 S03 The cache of dnf and yum stays here: end the RUN with '&& dnf clean all'";
    // DL3036 and DL3040 take the second for cleaning, as hadolint does, and are silent
    assertThat(told("FROM opensuse/leap:15\nRUN zypper -n in nginx && zypper -n in cc\n"))
        .containsExactly(zypper);
    assertThat(
            told("FROM opensuse/leap:15\nRUN zypper -n in nginx && zypper -R clean -n in nginx\n"))
        .containsExactly(zypper);
    assertThat(told("FROM fedora:42\nRUN dnf install -y nginx && dnf install -y clean\n"))
        .containsExactly(dnf);
    assertThat(told("FROM fedora:42\nRUN dnf install -y nginx && dnf -c clean install -y nginx\n"))
        .containsExactly(dnf);
  }

  @Test
  void whatOnlyLooksAtACacheLeavesItFull() {
    String npm = "2 S04 The cache of npm stays here: end the RUN with '&& npm cache clean --force'";

    assertThat(told("FROM node:22-slim\nRUN npm ci --omit=dev && npm cache verify\n"))
        .containsExactly(npm);
    assertThat(told("FROM node:22-slim\nRUN npm ci --omit=dev && npm cache clean --force\n"))
        .isEmpty();
  }

  @Test
  void whatCleansMayHaveFlagsInFront() {
    assertThat(told("FROM fedora:42\nRUN dnf makecache && dnf -y -d0 clean all\n")).isEmpty();
    assertThat(told("FROM opensuse/leap:15\nRUN zypper ref && zypper -n -R /mnt cc -a\n"))
        .isEmpty();
    assertThat(told("FROM fedora:42\nRUN dnf makecache && dnf -y --repo extra clean all\n"))
        .isEmpty();
  }

  @Test
  void aVariableThatSwitchesNothingOnSwitchesNothingOff() {
    String file = "FROM debian:12-slim\nENV UV_NO_CACHE=%s\nRUN uv sync\n";

    assertThat(told(file.formatted("0"))).hasSize(1);
    assertThat(told(file.formatted("1"))).isEmpty();
  }

  @Test
  void aCacheThatWasMovedStaysWhereItWasMovedTo() {
    String file = "FROM node:22-slim\nENV npm_config_cache=%s\nRUN %s npm ci --omit=dev %s\n";
    String told =
        "3 S04 The cache of npm stays here: end the RUN with '&& npm cache clean --force'";

    assertThat(told(file.formatted("/cache/npm", "", ""))).containsExactly(told);
    assertThat(told(file.formatted("'/cache/npm/'", "--mount=type=cache,target=/cache", "")))
        .isEmpty();
    assertThat(told(file.formatted("/c/npm", "--mount=type=cache,target=$npm_config_cache", "")))
        .isEmpty();
    assertThat(told(file.formatted("/cache/npm", "--mount=type=cache,target=/cache/n", "")))
        .containsExactly(told);
    assertThat(told(file.formatted("/cache/npm", "", "&& rm -rf /cache/*"))).isEmpty();
    assertThat(told(file.formatted("/cache/npm", "", "&& rm -rf $npm_config_cache"))).isEmpty();
    assertThat(told(file.formatted("/cache/npm", "", "&& rm -rf /cache/npm/_logs")))
        .containsExactly(told);
  }

  @Test
  void nothingIsSaidOfACacheInAPlaceThatHangsOnAVariable() {
    assertThat(told("FROM node:22-slim\nENV npm_config_cache=$C/npm\nRUN npm ci --omit=dev\n"))
        .isEmpty();
    assertThat(told("FROM node:22-slim\nRUN npm_config_cache=/c npm ci --omit=dev\n")).isEmpty();
  }

  @Test
  void theVariableOfAllCachesMovesThemToo() {
    String file = "FROM debian:12-slim\nENV XDG_CACHE_HOME=/cache\nRUN %s uv sync\n";
    assertThat(told(file.formatted("--mount=type=cache,target=/cache/uv"))).isEmpty();
    assertThat(told(file.formatted("--mount=type=cache,target=/cache/pip")))
        .containsExactly("3 S04 The cache of uv stays here: give uv --no-cache");
  }

  @Test
  void whatLiesOnAMountIsInNoLayer() {
    assertThat(
            told(
                """
                FROM debian:12-slim
                RUN --mount=type=tmpfs,target=/tmp curl -o /tmp/a https://example.org/a
                RUN rm -rf /tmp/a
                """))
        .isEmpty();
  }

  @Test
  void aFolderOfTheBaseIsNoneOfAnOverlayThatIsCopied() {
    assertThat(told("FROM debian:12-slim\nCOPY rootfs/ /\nRUN chmod 1777 /tmp\n")).isEmpty();
  }

  @Test
  void imagesThatOnlyHaveTheNameOfAnOfficialOneHaveNoSlimVariant() {
    assertThat(told("FROM public.ecr.aws/lambda/python:3.12\nCOPY app.py .\n")).isEmpty();
    assertThat(told("FROM cgr.dev/chainguard/node:1\nCOPY app.js .\n")).isEmpty();
    assertThat(told("FROM docker.io/library/python:3.12\nCOPY app.py .\n")).hasSize(1);
  }

  @Test
  void aHealthcheckBeforeTheInstallationNeedsTheTool() {
    assertThat(
            told(
                """
                FROM debian:12-slim
                HEALTHCHECK CMD curl -f http://localhost/
                RUN apt-get install -y --no-install-recommends curl && curl -o /a https://example.org/a
                """))
        .isEmpty();
  }

  @Test
  @Timeout(20)
  void aFileOfVeryManyInstructionsIsReadInTime() {
    assertThat(told("FROM debian:12-slim\n" + "RUN rm /a\n".repeat(20_000))).isEmpty();
  }

  @Test
  void aContextTellsWhatItsIgnoreFileLetsThrough(@TempDir Path folder) throws Exception {
    Path dockerfile = folder.resolve("Dockerfile");
    assertThat(LintedContext.of(folder, dockerfile)).isEqualTo(new LintedContext(false, List.of()));
    for (String name : Set.of(".git", "node_modules", "src")) {
      Files.createDirectory(folder.resolve(name));
    }
    Files.writeString(folder.resolve(".dockerignore"), "node_modules\n");
    assertThat(LintedContext.of(folder, dockerfile))
        .isEqualTo(new LintedContext(true, List.of(".git")));
    Files.writeString(folder.resolve("Dockerfile.dockerignore"), ".git\n");
    assertThat(LintedContext.of(folder, dockerfile))
        .isEqualTo(new LintedContext(true, List.of("node_modules")));
  }
}
