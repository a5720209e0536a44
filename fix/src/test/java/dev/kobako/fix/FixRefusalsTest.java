package dev.kobako.fix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.dockerfile.SourceText;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What fixes leave, because the image could be another one otherwise. */
class FixRefusalsTest {
  private static FixedFile fixed(String name, String dockerfile) {
    return new Fixer(
            FixBook.ALL.stream().filter(fix -> fix.description().name().equals(name)).toList(),
            Optional.empty(),
            Optional.empty())
        .fix(new SourceText("Dockerfile", dockerfile));
  }

  private static void assertStays(String name, String dockerfile) {
    assertThat(fixed(name, dockerfile).after().text()).isEqualTo(dockerfile);
  }

  private static void assertBecomes(String name, String before, String after) {
    assertThat(fixed(name, before).after().text()).isEqualTo(after);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FROM debian\nRUN apt-get update\nRUN cat list | xargs apt-get install -y\n",
        "FROM debian\nRUN apt-get update\nRUN env A=b apt-get install -y git\n",
        "FROM debian\nRUN apt-get update\nRUN sh -c \"apt-get install -y git\"\n",
        "FROM debian AS Base\nRUN apt-get update\nFROM Base\nRUN apt-get install -y git\n",
        "ARG B=a\nFROM debian AS a\nRUN apt-get update\nFROM ${B}\nRUN apt-get install -y git\n",
        "FROM debian\nONBUILD RUN apt-get install -y git\nRUN apt-get update\n",
        "FROM debian\nRUN if test -e /a; then apt-get update; fi\n",
        "FROM debian\nRUN apt-get update && apt-get purge -y apt\n",
        "FROM debian\nRUN apt-get update && apt-get install -y git && apt-get dist-clean\n",
        "FROM debian\nRUN apt-get update\nRUN apt-get install clean\n",
      })
  void listsStayWhereALaterStepMayReadThem(String dockerfile) {
    assertStays("apt-lists", dockerfile);
  }

  @Test
  void aPackageThatIsCalledAsWhatCleansCleansNothing() {
    assertBecomes(
        "zypper-clean",
        "FROM a\nRUN zypper in -y cc\n",
        "FROM a\nRUN zypper in -y cc \\\n && zypper clean --all\n");
    assertBecomes(
        "dnf-clean",
        "FROM a\nRUN dnf install -y clean\n",
        "FROM a\nRUN dnf install -y clean \\\n && dnf clean all\n");
    assertBecomes(
        "npm-clean",
        "FROM a\nRUN npm install cache\n",
        "FROM a\nRUN npm install cache \\\n && npm cache clean --force\n");
    assertBecomes(
        "npm-clean",
        "FROM a\nRUN npm config set cache /tmp/c && npm ci\n",
        "FROM a\nRUN npm config set cache /tmp/c && npm ci && npm cache clean --force\n");
    assertBecomes(
        "npm-clean",
        "FROM a\nRUN npm ci && npm cache verify\n",
        "FROM a\nRUN npm ci && npm cache verify && npm cache clean --force\n");
    assertBecomes(
        "yarn-clean",
        "FROM a\nRUN yarn install && yarn cache dir\n",
        "FROM a\nRUN yarn install && yarn cache dir && yarn cache clean\n");
    assertBecomes(
        "apt-lists",
        "FROM a\nRUN apt-get update && apt-get install -y clean\n",
        "FROM a\nRUN apt-get update && apt-get install -y clean && apt-get clean && rm -rf"
            + " /var/lib/apt/lists/*\n");
    assertStays("npm-clean", "FROM a\nRUN npm ci && npm --prefix b cache clean --force\n");
    assertStays("yarn-clean", "FROM a\nRUN yarn install && yarn cache clean\n");
    assertStays("zypper-clean", "FROM a\nRUN zypper in -y cc && zypper -n cc\n");
    assertStays("dnf-clean", "FROM a\nRUN dnf install -y clean && dnf -y clean all\n");
  }

  @Test
  void listsGoWhereALaterStepFetchesItsOwn() {
    assertThat(
            fixed("apt-lists", "FROM debian\nRUN apt-get update\nRUN apt-get update -q\n")
                .after()
                .text())
        .isEqualTo(
            """
            FROM debian
            RUN apt-get update \\
             && apt-get clean && rm -rf /var/lib/apt/lists/*
            RUN apt-get update -q \\
             && apt-get clean && rm -rf /var/lib/apt/lists/*
            """);
  }

  @Test
  void whatFailsWithoutEndingTheScriptStillFailsTheRun() {
    assertBecomes(
        "apt-lists",
        """
        FROM debian
        RUN set -e; \\
            apt-get update; \\
            ! grep -q x /etc/passwd
        """,
        """
        FROM debian
        RUN set -e; \\
            apt-get update; \\
            ! grep -q x /etc/passwd \\
         && apt-get clean && rm -rf /var/lib/apt/lists/*
        """);
  }

  @Test
  void aCacheIsEmptiedOnceWhereRunsAreJoined() {
    assertBecomes(
        "join-runs",
        """
        FROM fedora
        RUN dnf -y update && dnf clean all
        RUN dnf -y install git && dnf clean all
        """,
        """
        FROM fedora
        RUN dnf -y update \\
         && dnf -y install git && dnf clean all
        """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RUN apt-get install -y gcc make && apt-get purge -y gcc && ./configure\n",
        "RUN apt-get install -y gcc make && apt-get purge -y gcc\nRUN ./build.sh\n",
        "RUN apt-get install -y gcc make && apt-get purge -y gcc\nRUN pip install numpy\n",
        "RUN apt-get install -y gcc make && apt-get purge -y gcc\nCMD [\"make\"]\n",
      })
  void toolsStayWhereSomethingBehindMayNeedThem(String behind) {
    assertStays("purge-build-tools", "FROM debian\n" + behind);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RUN curl -O https://a.b/c.tgz && tar tzf c.tgz\n",
        "RUN curl -O https://a.b/c.zip && unzip -l c.zip\n",
        "RUN curl -O https://a.b/c.zip && unzip -t c.zip\n",
        "RUN curl -O https://a.b/c.tgz && tar xzf c.tgz\nRUN sha256sum c.tgz\n",
        "RUN curl -O https://a.b/c.tgz && tar xzf c.tgz && rm *.tgz\n",
        "RUN curl -O https://a.b/c.tgz && tar xzf c.tgz && mv c.* /srv\n",
        "RUN --mount=type=cache,target=/c curl -O https://a.b/c.tgz && tar xzf c.tgz\n",
      })
  void archivesStayThatAreOnlyLookedAtOrMayBeUsedAgain(String run) {
    assertStays("remove-archives", "FROM debian\nWORKDIR /c\n" + run);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RUN if test -e package.json; then npm ci; fi\n",
        "RUN test -e a || npm ci\n",
        "RUN test -e a && npm ci; true\n",
        "RUN (npm ci)\n",
        "RUN f() { npm ci; }; f\n",
        "RUN apk add npm && npm ci && apk del npm\n",
        "RUN npm ci && apt-get purge -y nodejs\n",
        "RUN npm ci && rm -rf /usr/local/lib/node_modules/npm\n",
      })
  void nothingIsCleanedByAManagerThatMayNotHaveBeenCalledOrIsGone(String run) {
    assertStays("npm-clean", "FROM node\n" + run);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RUN yarn install --immutable\n",
        "RUN corepack enable\nRUN yarn install\n",
        "COPY .yarnrc.yml ./\nRUN yarn install\n",
        "RUN yarn install && rm -rf /opt/yarn-v1.22.22 /usr/local/bin/yarn\n",
      })
  void theCacheOfASecondYarnStays(String run) {
    assertStays("yarn-clean", "FROM node\n" + run);
  }

  @ParameterizedTest
  @ValueSource(strings = {"set -e; false; set +e; true", "(set -e; false; true)", "set +e; rm a"})
  void scriptsThatChangeHowTheyFailAreNotJoined(String script) {
    assertStays("join-runs", "FROM debian\nRUN touch a\nRUN " + script + "\nRUN rm a\n");
  }

  @Test
  void runsWithFoldersInMemoryAreNotJoined() {
    String flags = "--mount=type=tmpfs,target=/tmp ";
    assertStays(
        "join-runs",
        "FROM debian\nRUN %stouch /tmp/a\nRUN %srm -f /tmp/a\n".formatted(flags, flags));
  }

  @Test
  void parenthesesDoNotBecomeArithmetic() {
    String script = "(cd /a; touch b); touch c";
    assertBecomes(
        "join-runs",
        "FROM debian\nRUN touch a\nRUN " + script + "\nRUN rm a\n",
        """
        FROM debian
        RUN touch a \\
         && ( (cd /a; touch b); touch c) \\
         && rm a
        """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"curl", "wget=1.2", "git"})
  void certificatesAreNamedThatWereOnlyRecommended(String name) {
    assertBecomes(
        "apt-no-recommends",
        """
        FROM debian
        RUN apt-get install -y %s gcc && apt-get install -y curl
        RUN curl https://a.b
        """
            .formatted(name),
        """
        FROM debian
        RUN apt-get install -y --no-install-recommends %s gcc ca-certificates libc6-dev && apt-get install -y --no-install-recommends curl
        RUN curl https://a.b
        """
            .formatted(name));
    assertBecomes(
        "apt-no-recommends",
        "FROM debian\nRUN apt-get install g++ gcc %s # https://\nRUN : ca-certificates\n"
            .formatted(name),
        """
        FROM debian
        RUN apt-get install --no-install-recommends g++ gcc %s # https://
        RUN : ca-certificates
        """
            .formatted(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SHELL [\"/bin/bash\", \"-lc\"]\nCMD server a\n",
        "SHELL [\"/bin/bash\", \"-ic\"]\nCMD server a\n",
        "ENV BASH_ENV=/etc/start\nCMD server a\n",
        "ENV ENV=/etc/start\nCMD server a\n",
        "CMD server 'a\tb'\n",
      })
  void aShellThatDoesMoreThanRunACommandStays(String text) {
    assertStays("exec-form", "FROM debian\n" + text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        FROM debian AS a
        RUN mkdir /app && touch /app/made
        FROM a
        COPY . /app
        RUN chown -R 1:1 /app
        """,
        "FROM debian\nCOPY . /home/me\nRUN chown -R 1:1 /home/me\n",
        "FROM debian\nCOPY . /opt\nRUN chmod -R 755 /opt\n",
        "FROM debian\nCOPY . /srv/a\nRUN chown -R 1:1 /srv/a\n",
      })
  void foldersThatMayHaveMoreInThemKeepTheirOwner(String dockerfile) {
    assertStays("copy-chown", dockerfile);
  }

  @Test
  void whatAptDoesOtherwiseStays() {
    assertStays("apt-get-for-apt", "FROM debian\nRUN apt upgrade -y\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"me@host.org:a/b.git", "git@github.com:a/b"})
  void repositoriesAreNoFiles(String source) {
    assertStays("copy-for-add", "FROM debian\nADD " + source + " /a\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "apk-no-cache FROM alpine\nRUN --mount=type=cache,target=/etc/apk/cache apk add git\n",
        """
        pip-no-cache-dir FROM python
        ENV PIP_CACHE_DIR=/pip
        RUN --mount=type=cache,target=/pip pip install flask
        """,
        "pip-no-cache-dir FROM python\nENV PIP_NO_CACHE_DIR=1\nRUN pip install flask\n",
        """
        pip-no-cache-dir FROM python
        ENV PIP_CACHE_DIR=/fetched
        RUN --mount=type=cache,target=/fetched pip install flask
        """,
        """
        npm-clean FROM node AS base
        ENV npm_config_cache=/fetched
        FROM base
        RUN --mount=type=cache,target=/fetched npm ci
        """,
        """
        npm-clean FROM node
        ENV npm_config_cache=/fetched
        RUN npm ci && rm -rf $npm_config_cache
        """,
        """
        yarn-clean FROM node
        ENV YARN_CACHE_FOLDER=/fetched/yarn
        RUN --mount=type=cache,target=${YARN_CACHE_FOLDER} yarn install
        """,
      })
  void whatLiesInACacheMountStays(String text) {
    int blank = text.indexOf(' ');
    assertStays(text.substring(0, blank), text.substring(blank + 1));
  }
}
