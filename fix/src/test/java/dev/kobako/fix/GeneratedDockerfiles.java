package dev.kobako.fix;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Dockerfiles that nobody wrote: what fixes are about in many layouts, and then some characters
 * exchanged. The same seed makes the same ones.
 */
final class GeneratedDockerfiles {
  private static final List<String> COMMANDS =
      List.of(
          "apt-get update",
          "apt update",
          "apt-get install git",
          "apt-get -qq install -y --no-install-recommends git curl",
          "apt install -y 'gcc' \"make\"",
          "apt-get purge -y gcc",
          "rm -rf /var/lib/apt/lists/*",
          "rm -rf /src",
          "cd /src",
          "set -e",
          "set -eux",
          "export A=1",
          "A=1",
          "A=1 make",
          "make -j\"$(nproc)\"",
          "make ~ install ~ PREFIX=/usr",
          "{ make; make test; }",
          "( cd /a; make )",
          "if test -e a; then rm a; fi",
          "for f in a b; do rm $f; done",
          "curl -sSL https://example.org/a.tgz | tar xz",
          "curl -O https://example.org/a.tgz",
          "tar xf a.tgz",
          "pip install flask",
          "python3 -m pip install -r requirements.txt",
          "apk add git",
          "apk update",
          "dnf install git",
          "yum -y install git",
          "zypper in -y git",
          "npm ci",
          "yarn install",
          "useradd -u 1234567 app",
          "chown -R app:app /app",
          "true # that is it",
          "echo `apt-get install b`",
          "echo $(apt-get install b)",
          "service a start",
          "a &",
          "exec make",
          "gcc -o /bin/a a.c",
          "go build -o /bin/a .",
          "GOOS=linux go install ./...",
          "time cargo build -r",
          "B=$(gcc -o a a.c)",
          "cargo build --release");

  private static final List<String> JOINTS =
      List.of(" && ", "; ", " && ~", "; ~", " || ", " &&~  ", "\t;");

  private static final List<String> OTHERS =
      List.of(
          "",
          "",
          "# a comment",
          "# hadolint ignore=DL3015",
          "ADD a b /c/",
          "add --chown=1 a.tar.gz /",
          "ADD https://example.org/a /",
          "COPY . /app",
          "COPY --chown=app . .",
          "WORKDIR /app",
          "WORKDIR app",
          "WORKDIR $A",
          "USER app",
          "ENV A=1 B=2",
          "ENV PIP_NO_CACHE_DIR 1",
          "ARG B",
          "CMD server -v",
          "CMD server ~ -v",
          "cmd [\"a\"]",
          "ENTRYPOINT exec server 'a b'",
          "ENTRYPOINT [\"a\"]",
          "HEALTHCHECK CMD curl localhost",
          "HEALTHCHECK --retries=3 cmd ~ curl localhost",
          "SHELL [\"/bin/bash\", \"-eo\", \"pipefail\", \"-c\"]",
          "SHELL [\"pwsh\", \"-c\"]",
          "ONBUILD RUN apt-get update",
          "EXPOSE 80",
          "MAINTAINER me <me@example.org>",
          "FROM debian:12 AS next",
          "FROM golang:1.25",
          "FROM python:3.13",
          "FROM next",
          "FROM scratch",
          "COPY --from=next /bin/a /bin/a",
          "RUN [\"apt-get\", \"update\"]",
          "RUN <<EOF\nset -e\napt-get update\napt-get install git\nEOF",
          "RUN <<'E' cat\napt-get update\nE",
          "RUN <<EOF\n#!/usr/bin/python3\nprint()\nEOF");

  /** Stages that compile: what makes the program, and what may stand around that. */
  private static final List<String> COMPILING =
      List.of(
          "FROM debian:12\nRUN apt-get install -y gcc libssl-dev && gcc -o /usr/bin/a a.c",
          "FROM ubuntu:24.04 AS app\nRUN apt-get install -y make && ~make && make install",
          "FROM golang:1.25-bookworm\nCOPY go.mod *.go ./\nRUN go build -o /bin/a .",
          "from rust:1-alpine as build\nRUN cargo install --path . --root /usr",
          "FROM alpine:3\nRUN apk add g++ && g++ -o /bin/a a.cc");

  private static final List<String> AROUND =
      List.of(
          "",
          "",
          "# a comment",
          "ARG B=1",
          "COPY a.c ./",
          "COPY --from=next /a /usr/share/next/a",
          "ENV A=$B CGO_ENABLED=0",
          "ENV CGO_ENABLED=0",
          "EXPOSE 80",
          "LABEL a=$B ~ b=c",
          "RUN mkdir -p /data && chown 1:1 /data",
          "RUN useradd app ~ && chown -R app /src",
          "SHELL [\"/bin/bash\", \"-eo\", \"pipefail\", \"-c\"]",
          "STOPSIGNAL 9",
          "USER 1000",
          "VOLUME /data",
          "WORKDIR /src",
          "WORKDIR a");

  private static final String MUTATIONS = "\\\n\r\t #\"'`$(){};&|<>a-=[]~é😀";

  private final RandomGenerator random;

  GeneratedDockerfiles(long seed) {
    this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  String next() {
    boolean backtick = random.nextInt(8) == 0;
    String escape = backtick ? "`" : "\\";
    StringBuilder text = new StringBuilder(backtick ? "# escape=`\n" : "");
    text.append("FROM debian:12 AS next\n");
    boolean compiles = random.nextInt(4) == 0;
    text.append(compiles ? compiling() : "");
    int instructions = compiles ? 0 : 1 + random.nextInt(12);
    for (int i = 0; i < instructions; i++) {
      text.append(random.nextInt(3) == 0 ? pick(OTHERS) : run()).append('\n');
    }
    String file =
        text.toString()
            .replace("~", escape + (random.nextInt(9) == 0 ? "\n# in between\n\n  " : "\n  "));
    file = random.nextInt(6) == 0 ? file.replace("\n", "\r\n") : file;
    file = random.nextInt(6) == 0 ? file.stripTrailing() : file;
    return random.nextInt(3) == 0 ? mutated(file) : file;
  }

  private String compiling() {
    StringBuilder text = new StringBuilder();
    String[] parts = pick(COMPILING).split("\n", -1);
    for (int i = 0; i < parts.length; i++) {
      text.append(parts[i]).append('\n');
      for (int more = random.nextInt(4); more > 0; more--) {
        text.append(pick(AROUND)).append('\n');
      }
    }
    return text.append(random.nextBoolean() ? "CMD [\"a\"]\n" : "ENTRYPOINT a\n").toString();
  }

  private String run() {
    StringBuilder line = new StringBuilder(random.nextInt(9) == 0 ? "  run " : "RUN ");
    line.append(random.nextInt(9) == 0 ? "--mount=type=cache,target=/var/cache/apt " : "");
    int commands = 1 + random.nextInt(4);
    for (int i = 0; i < commands; i++) {
      line.append(i == 0 ? "" : pick(JOINTS)).append(pick(COMMANDS));
    }
    return line.append(random.nextInt(9) == 0 ? ";" : "").toString();
  }

  private String mutated(String text) {
    StringBuilder changed = new StringBuilder(text);
    for (int i = random.nextInt(1, 6); i > 0; i--) {
      int at = random.nextInt(changed.length());
      int to = Math.min(changed.length(), at + random.nextInt(4));
      int character = random.nextInt(MUTATIONS.codePointCount(0, MUTATIONS.length()));
      changed.replace(
          at,
          to,
          Character.toString(MUTATIONS.codePointAt(MUTATIONS.offsetByCodePoints(0, character))));
    }
    return changed.toString();
  }

  private String pick(List<String> all) {
    return all.get(random.nextInt(all.size()));
  }
}
