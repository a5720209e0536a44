package dev.kobako.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The part of {@link Training} that is about commands which read Dockerfiles. */
record TrainingLint(Path folder, Console console) {
  private static final int LINT_RUNS = 3;

  private static final String LINTED =
      """
      # syntax=docker/dockerfile:1
      ARG VERSION=12
      # hadolint ignore=DL3006
      FROM debian:${VERSION} AS base
      LABEL org.example.name="app" version='1'
      SHELL ["/bin/bash", "-o", "pipefail", "-c"]
      ENV A=/a B="$A/b" \\
          C=d
      RUN --mount=type=cache,target=/var/cache/apt apt-get update \\
          && apt-get install -y --no-install-recommends curl wget=1.2 git \\
          # a comment
          && rm -rf /var/lib/apt/lists/*
      RUN if [ -n "$A" ]; then for f in *.c; do gcc "$f" || exit 1; done; fi; x=$(cd /tmp && ls | wc -l)
      RUN pip install flask && npm install -g a && gem install b && go install c@latest && apk add d
      RUN yum install -y e; dnf install -y f-1; zypper install g; yarn install; useradd -l -u 1234567 h
      RUN <<EOF
      case "$1" in a|b) echo "${A:-c}" ;; *) f() { sudo x; }; f ;; esac
      EOF
      FROM base as final
      COPY --from=base --chown=1:1 /a b/
      COPY . /src
      COPY d.tar.gz /archive/
      RUN make 2>/dev/null >&2 && tar -xzf /archive/d.tar.gz
      ADD https://example.org/a.tar.gz c.txt /tmp/
      ARG NPM_TOKEN
      WORKDIR app
      EXPOSE 80 8000-8010/tcp
      VOLUME /data
      HEALTHCHECK --interval=5s CMD curl -f http://localhost || exit 1
      ONBUILD RUN make
      USER root
      STOPSIGNAL SIGTERM
      ENTRYPOINT ["/app"]
      CMD run --all
      """;

  void train() throws IOException {
    lint();
    fix();
  }

  /** Holds a Dockerfile that has something of everything against all rules, in the usual forms. */
  private void lint() throws IOException {
    Path context = Files.createDirectory(folder.resolve("linted"));
    Files.writeString(context.resolve(".dockerignore"), "# none\n.git\n**/*.log\n!a/[b-d]?.log\n");
    Files.writeString(context.resolve("c.txt"), "training");
    Files.writeString(context.resolve("d.tar.gz"), "training");
    Path dockerfile = context.resolve("Dockerfile");
    Files.writeString(dockerfile, LINTED);
    Files.writeString(
        folder.resolve(".hadolint.yaml"), "ignored: [DL3059]\noverride: {info: []}\n");
    String configuration = folder.resolve(".hadolint.yaml").toString();
    String file = dockerfile.toString();
    for (int i = 0; i < LINT_RUNS; i++) {
      Training.expectSuccess(List.of("lint", "--no-fail", file), console);
      Training.expectSuccess(List.of("lint", "--no-fail", "-f", "json", file, file), console);
    }
    Training.expectSuccess(
        List.of("lint", "--no-fail", "-c", configuration, "-f", "sarif", file), console);
    Training.expectSuccess(
        List.of("lint", "--no-fail", "-f", "tty", "--no-shellcheck", file), console);
  }

  /** Changes a Dockerfile of many layers. */
  private void fix() throws IOException {
    Path dockerfile = folder.resolve("Dockerfile.many");
    Files.writeString(
        dockerfile,
        """
        FROM debian
        ADD a /a
        RUN apt-get update
        RUN cd /a && apt-get install make && make
        RUN rm -rf /a
        CMD a
        """);
    Training.expectSuccess(List.of("fix", "--diff", dockerfile.toString()), console);
  }
}
