package dev.kobako.fix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.dockerfile.SourceText;
import dev.kobako.project.ProjectFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BuildStageTest {
  @TempDir Path context;

  private void write(String path, String text) throws IOException {
    Path file = context.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private FixedFile fixed(String text) {
    return new Fixer(
            List.of(new BuildStage()), Optional.of(ProjectFolder.of(context)), Optional.empty())
        .fix(new SourceText("Dockerfile", text));
  }

  private String after(String text) {
    FixedFile fixed = fixed(text);
    assertThat(fixed.refused()).isEmpty();
    return fixed.after().text();
  }

  /** Why nothing is done, with the line. */
  private String refusal(String text) {
    FixedFile fixed = fixed(text);
    assertThat(fixed.after().text()).isEqualTo(text);
    return String.join(
        "\n", fixed.refused().stream().map(each -> each.line() + ": " + each.why()).toList());
  }

  @Test
  void aStageThatIsAskedForByNameKeepsItAndTheOtherGetsAFreeOne() {
    assertThat(
            after(
                """
                FROM debian:12 AS build
                FROM --platform=$BUILDPLATFORM rust:1.90-slim-trixie AS App
                WORKDIR /src
                COPY Cargo.toml src/main.rs ./
                RUN cargo build --release
                CMD ["./target/release/app"]
                """))
        .isEqualTo(
            """
            FROM debian:12 AS build
            FROM --platform=$BUILDPLATFORM rust:1.90-slim-trixie AS builder
            WORKDIR /src
            COPY Cargo.toml src/main.rs ./
            RUN cargo build --release

            FROM --platform=$BUILDPLATFORM debian:trixie-slim AS App
            WORKDIR /src
            COPY --from=builder /etc/ssl/certs /etc/ssl/certs
            COPY --from=builder /usr/share/ca-certificates /usr/share/ca-certificates
            COPY --from=builder /src/target/release/app /src/target/release/app
            CMD ["./target/release/app"]
            """);
  }

  @Test
  void linesKeepTheirEndsTheirContinuationsAndTheirComments() {
    String before =
        """
        # escape=`
        FROM alpine:3.22
        # what it is
        LABEL a=b `
          c=d
        RUN apk add --no-cache gcc musl-dev openssl-dev
        COPY a.c .
        RUN gcc -o /usr/bin/a a.c -lcrypto
        # who runs it
        RUN adduser -D app `
          && mkdir -p /data && chown app /data
        VOLUME /data
        USER app
        ENTRYPOINT ["a"]\
        """
            .replace("\n", "\r\n");
    assertThat(after(before))
        .isEqualTo(
            """
            # escape=`
            FROM alpine:3.22 AS build
            RUN apk add --no-cache gcc musl-dev openssl-dev
            COPY a.c .
            RUN gcc -o /usr/bin/a a.c -lcrypto

            FROM alpine:3.22
            RUN apk add --no-cache libcrypto3 libgcc libssl3
            # what it is
            LABEL a=b `
              c=d
            # who runs it
            RUN adduser -D app `
              && mkdir -p /data && chown app /data
            COPY --from=build /usr/bin/a /usr/bin/a
            VOLUME /data
            USER app
            ENTRYPOINT ["a"]\
            """
                .replace("\n", "\r\n"));
  }

  @Test
  void whatIsCopiedBesideSourcesStaysWithItsOwner() throws IOException {
    write("main.go", "package main");
    write("go.mod", "module a");
    write("static/css/a.css", "");
    write("static/index.html", "");
    write("internal/store/store.go", "package store");
    write("internal/store/schema.sql", "");
    write(".env", "A=b");
    write(".dockerignore", "notes\n.dockerignore\n");
    write("notes/a.txt", "");
    assertThat(
            after(
                """
                FROM golang:1.25
                ENV CGO_ENABLED=0 LANG=C
                COPY --chown=1000:1000 . /app/
                RUN cd /app && go build -o app . && rm -rf static/css
                WORKDIR /app
                CMD /app/app
                """))
        .isEqualTo(
            """
            FROM golang:1.25 AS build
            ENV CGO_ENABLED=0 LANG=C
            COPY --chown=1000:1000 . /app/
            RUN cd /app && go build -o app . && rm -rf static/css

            FROM debian:stable-slim
            ENV CGO_ENABLED=0 LANG=C
            COPY --from=build /etc/ssl/certs /etc/ssl/certs
            COPY --from=build /usr/share/ca-certificates /usr/share/ca-certificates
            COPY --from=build /app/app /app/app
            COPY --from=build --chown=1000:1000 /app/.env /app/.env
            COPY --from=build --chown=1000:1000 /app/internal/store/schema.sql /app/internal/store/schema.sql
            COPY --from=build --chown=1000:1000 /app/static /app/static
            WORKDIR /app
            CMD /app/app
            """);
  }

  @Test
  void aLinkStaysOnlyInAFolderThatStays() throws IOException {
    write("main.rs", "fn main() {}");
    write("themes/dark/a.css", "");
    Files.createSymbolicLink(context.resolve("themes/current"), Path.of("dark"));
    String text =
        """
        FROM rust:slim-bookworm
        COPY . /app
        WORKDIR /app
        RUN cargo build --release
        CMD ["target/release/app"]
        """;
    assertThat(after(text)).contains("COPY --from=build /app/themes /app/themes\n");
    Files.createSymbolicLink(context.resolve("theme.css"), Path.of("themes/dark/a.css"));
    assertThat(refusal(text))
        .isEqualTo("2: nobody knows whether the program needs the link 'theme.css'");
  }

  @Test
  void whatABuildMakesBesideTheProgramIsNotLeftBehind() throws IOException {
    String text =
        """
        FROM rust:slim-bookworm
        WORKDIR /app
        COPY . .
        RUN cargo build --release
        CMD ["target/release/app"]
        """;
    write("Cargo.toml", "[[bin]]\nname = \"app\"\n");
    assertThat(after(text)).contains("FROM debian:bookworm-slim");
    write("Cargo.toml", "[[bin]]\nname = \"app\"\n[[bin]]\nname = \"worker\"\n");
    assertThat(refusal(text))
        .isEqualTo("1: 'Cargo.toml' tells of more that the program may need beside it");
    write("Cargo.toml", "");
    write("src/bin/worker.rs", "fn main() {}");
    assertThat(refusal(text))
        .isEqualTo("1: 'src/bin/worker.rs' tells of more that the program may need beside it");
  }

  @Test
  void theWholePrefixOfAnInstallationStays() {
    assertThat(
            after(
                """
                FROM ubuntu:24.04
                ARG VERSION=1
                ENV APP_VERSION=$VERSION DEBIAN_FRONTEND=noninteractive
                RUN apt-get update && apt-get install -y --no-install-recommends cmake g++ libcurl4-openssl-dev curl
                COPY CMakeLists.txt main.cpp /src/
                RUN cmake -S /src -B /build -DCMAKE_INSTALL_PREFIX=/opt/app && cmake --build /build && cmake --install /build
                RUN useradd -r app && chown -R app:app /opt/app
                HEALTHCHECK CMD curl -f http://localhost/ || exit 1
                USER app
                CMD ["/opt/app/bin/app"]
                """))
        .isEqualTo(
            """
            FROM ubuntu:24.04 AS build
            ARG VERSION=1
            ENV APP_VERSION=$VERSION DEBIAN_FRONTEND=noninteractive
            RUN apt-get update && apt-get install -y --no-install-recommends cmake g++ libcurl4-openssl-dev curl
            COPY CMakeLists.txt main.cpp /src/
            RUN cmake -S /src -B /build -DCMAKE_INSTALL_PREFIX=/opt/app && cmake --build /build && cmake --install /build

            FROM ubuntu:24.04
            RUN apt-get update \\
             && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends curl libcurl4t64 \\
             && apt-get clean \\
             && rm -rf /var/lib/apt/lists/*
            ARG VERSION=1
            ENV APP_VERSION=$VERSION DEBIAN_FRONTEND=noninteractive
            RUN useradd -r app
            COPY --from=build --chown=app:app /opt/app /opt/app
            HEALTHCHECK CMD curl -f http://localhost/ || exit 1
            USER app
            CMD ["/opt/app/bin/app"]
            """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--prefix=/opt/app", "--prefix /opt/app", "-Dprefix=/opt/app"})
  void mesonInstallsBelowThePrefixThatItWasSetUpWith(String prefix) {
    assertThat(
            after(
                """
                FROM debian:12
                RUN apt-get update && apt-get install -y gcc meson
                COPY meson.build a.c /src/
                RUN meson setup %s /src/build /src && meson install -C /src/build
                CMD ["/opt/app/bin/a"]
                """
                    .formatted(prefix)))
        .endsWith(
            """

            FROM debian:12-slim
            COPY --from=build /opt/app /opt/app
            CMD ["/opt/app/bin/a"]
            """);
  }

  @Test
  void mesonCompilesAmongTheSourcesInTheFolderThatItIsTold() {
    assertThat(
            after(
                """
                FROM debian:12
                WORKDIR /src
                RUN apt-get update && apt-get install -y gcc meson
                COPY meson.build a.c ./
                RUN meson setup out && meson compile -C out
                CMD ["/src/out/a"]
                """))
        .contains("COPY --from=build /src/out/a /src/out/a\n");
  }

  @Test
  void ownersAndTheLoadersCacheAreThoseOfTheResult() {
    assertThat(
            after(
                """
                FROM golang:1.25-alpine3.22
                COPY go.mod main.go /src/
                RUN cd /src && go build -o /app/server . && chown 1000 /app/server
                CMD ["/app/server"]
                """))
        .endsWith(
            """

            FROM alpine:3.22
            WORKDIR /go
            COPY --from=build /usr/local/go/lib/time/zoneinfo.zip /usr/local/go/lib/time/zoneinfo.zip
            COPY --from=build --chown=1000:0 /app/server /app/server
            CMD ["/app/server"]
            """);
    assertThat(
            after(
                """
                FROM debian:trixie
                RUN apt-get update && apt-get install -y gcc make
                COPY Makefile a.c /src/
                RUN cd /src && make && make install && ldconfig
                CMD ["a"]
                """))
        .endsWith(
            """

            FROM debian:trixie-slim
            COPY --from=build /usr/local /usr/local
            RUN ldconfig
            CMD ["a"]
            """);
  }

  @Test
  void aJarRunsOnARuntimeOfTheSameRelease() throws IOException {
    write("pom.xml", "<artifactId>maven-shade-plugin</artifactId>");
    assertThat(
            after(
                """
                FROM maven:3.9-eclipse-temurin-21
                WORKDIR /app
                COPY pom.xml src ./
                RUN mvn -q package
                ENTRYPOINT ["java", "-Xmx64m", "-jar", "target/app.jar"]
                """
                    .replace(" src ", " ")))
        .isEqualTo(
            """
            FROM maven:3.9-eclipse-temurin-21 AS build
            WORKDIR /app
            COPY pom.xml ./
            RUN mvn -q package

            FROM eclipse-temurin:21-jre
            WORKDIR /app
            COPY --from=build /app/target/app.jar /app/target/app.jar
            ENTRYPOINT ["java", "-Xmx64m", "-jar", "target/app.jar"]
            """);
  }

  @Test
  void whatIsInACacheMountIsInNoLayer() {
    assertThat(
            after(
                """
                FROM rust:1-slim-bookworm
                WORKDIR /src
                COPY Cargo.toml main.rs ./
                RUN --mount=type=cache,target=/src/target cargo build --release && cp target/release/app /usr/local/bin/
                CMD ["app"]
                """))
        .contains("COPY --from=build /usr/local/bin/app /usr/local/bin/app\n");
    assertThat(
            refusal(
                """
                FROM rust:1-slim-bookworm
                WORKDIR /src
                COPY Cargo.toml main.rs ./
                RUN --mount=type=cache,target=/src/target cargo build --release
                CMD ["./target/release/app"]
                """))
        .isEqualTo("5: no RUN is seen to make './target/release/app'");
  }

  @Test
  void sourcesMayBeFetchedIntoFoldersThatAreForThem() {
    String before =
        """
        FROM debian:bookworm
        RUN apt-get update && apt-get install -y --no-install-recommends build-essential curl dpkg-dev
        RUN set -eux; \\
            curl -fsSL https://example.org/redis.tar.gz | tar -xz -C /usr/src; \\
            cd /usr/src/redis-*; \\
            (cd /usr/src/redis-* && make -j"$(nproc)"); make install; \\
            rm -rf /usr/src/redis*; \\
            apt-get purge -y build-essential curl
        CMD ["redis-server"]
        """;
    assertThat(after(before))
        .isEqualTo(
            before
                .replace("bookworm\n", "bookworm AS build\n")
                .replace(
                    "CMD",
                    """

                    FROM debian:bookworm-slim
                    COPY --from=build /usr/local /usr/local
                    CMD\
                    """));
    assertThat(refusal(before.replace("CMD", "WORKDIR /usr/src/redis\nCMD")))
        .isEqualTo("1: nobody knows what the program needs of the sources that are fetched");
    assertThat(refusal(before.replace("/usr/src", "/opt")))
        .isEqualTo(
            "3: nobody knows what 'curl -fsSL https://example.org/redis.tar...' makes for the result");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      textBlock =
          """
          RUN ./prepare                         @ 4: nobody knows what './prepare' makes for the result
          RUN for a in b c; do gcc -o $a; done  @ 4: nobody knows what 'for a in b c; do gcc -o $a; done' makes for the result
          RUN make test || true                 @ 4: nobody knows what 'true' makes for the result
          RUN echo 1 > /etc/version             @ 4: nobody knows what 'echo 1 > /etc/version' makes for the result
          RUN apt-get install -y libfoo-dev     @ 4: nobody knows what the result needs of 'libfoo-dev'
          RUN apt-get install -y a=1.0          @ 4: nobody knows what the result needs of 'a=1.0'
          RUN ["make"]                          @ 4: its script is not understood
          RUN chown -R 1:1 /                    @ 4: nobody knows what the result has there
          RUN chown -R 1:1 /var/lib             @ 4: nobody knows what the result has there
          ADD https://example.org/a /a          @ 4: nobody knows what is copied
          COPY data /data                       @ 4: 'data' is not in the context
          COPY *.txt /data/                     @ 4: nobody knows what '*.txt' copies
          COPY --from=busybox /bin/sh /bin/sh   @ 4: nobody knows whether the result needs it
          ONBUILD RUN make                      @ 4: nobody knows who builds from the image
          WORKDIR $HOME                         @ 4: nobody knows which folder it is
          LABEL a=$HOSTNAME                     @ 4: nobody knows what HOSTNAME is in the result
          HEALTHCHECK CMD pg_isready            @ 4: nobody knows whether the result has 'pg_isready'
          RUN touch /var/log/a                  @ 4: nobody knows what 'touch /var/log/a' makes for the result
          RUN chown a: /a                       @ 4: nobody knows what 'chown a: /a' makes for the result
          RUN update-ca-certificates            @ 4: nobody knows what 'update-ca-certificates' makes for the result
          RUN rm -rf /a                         @ 5: no RUN is seen to make '/a'
          """)
  void whatIsNotUnderstoodIsToldAndNothingIsDone(String line, String why) {
    assertThat(
            refusal(
                """
                FROM debian:12
                RUN apt-get update && apt-get install -y gcc
                RUN gcc -o /a a.c
                %s
                CMD ["/a"]
                """
                    .formatted(line)))
        .isEqualTo(why);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          gradle:8                | 1: 'gradle:8' does not say of which release its Java is
          maven:3                 | 1: 'maven:3' does not say of which release its Java is
          gradle:8-jdk21          | eclipse-temurin:21-jre
          maven:3-openjdk-17      | eclipse-temurin:17-jre
          eclipse-temurin:21-jdk  | eclipse-temurin:21-jre
          """)
  void theVersionOfAToolIsNotThatOfJava(String base, String result) throws IOException {
    write("pom.xml", "<artifactId>spring-boot-starter-parent</artifactId>");
    String text =
        """
        FROM %s
        WORKDIR /app
        COPY pom.xml ./
        RUN mvn package
        ENTRYPOINT ["java", "-jar", "target/app.jar"]
        """
            .formatted(base);
    if (result.startsWith("1:")) {
      assertThat(refusal(text)).isEqualTo(result);
    } else {
      assertThat(after(text)).contains("\nFROM " + result + "\n");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"USER gradle", "COPY --chown=gradle:gradle pom.xml .", "RUN chown -R gradle /app"})
  void noOtherImageHasTheUserOfGradle(String line) throws IOException {
    write("pom.xml", "<artifactId>spring-boot-starter-parent</artifactId>");
    assertThat(
            refusal(
                """
                FROM gradle:8-jdk21
                WORKDIR /app
                RUN gradle bootJar
                %s
                CMD ["java", "-jar", "build/libs/app.jar"]
                """
                    .formatted(line)))
        .isEqualTo("4: the result has no user 'gradle'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      textBlock =
          """
          RUN cp -r conf/. /etc            @ 4: nobody knows what 'cp -r conf/. /etc' makes for the result
          RUN cp -r . /data                @ 4: nobody knows what 'cp -r . /data' makes for the result
          RUN cp -r conf /etc              @ 4: nobody knows what 'cp -r conf /etc' makes for the result
          RUN cp a /etc/ssl                @ 4: nobody knows what 'cp a /etc/ssl' makes for the result
          RUN rm -rf *                     @ 4: nobody knows what 'rm -rf *' makes for the result
          RUN rm -rf $HOME/a               @ 4: nobody knows what 'rm -rf $HOME/a' makes for the result
          RUN gunzip /data/geo.db.gz       @ 4: nobody knows what 'gunzip /data/geo.db.gz' makes for the result
          RUN gpg -o /etc/k --dearmor k    @ 4: nobody knows what 'gpg -o /etc/k --dearmor k' makes for the result
          HEALTHCHECK CMD ["sh", "-c", "curl -f http://localhost"] @ 4: nobody knows whether the result has 'curl'
          ENTRYPOINT ["/entry.sh"]         @ 4: no RUN is seen to make '/entry.sh'
          """)
  void whatCommandsDoWithFilesIsKnownOrNothingIsDone(String line, String why) throws IOException {
    write("entry.sh", "#!/bin/sh\n");
    assertThat(
            refusal(
                """
                FROM golang:1.25-bookworm
                COPY go.mod main.go entry.sh ./
                RUN go build -o /bin/web . && cp entry.sh /entry.sh
                %s
                CMD ["/bin/web"]
                """
                    .formatted(line)))
        .isEqualTo(why);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      textBlock =
          """
          go install ./cmd/...                      @ go install ./cmd/...
          go install example.org/a§latest           @ go install example.org/a§latest
          go install ./cmd/a ./cmd/b                @ go install ./cmd/a ./cmd/b
          go install . && cd b && go install .      @ go install .
          go build -o /out/ .                       @ go build -o /out/ .
          go build -o . ./cmd/a                     @ go build -o . ./cmd/a
          go build -o /out ./cmd/a ./cmd/b          @ go build -o /out ./cmd/a ./cmd/b
          cargo install ripgrep                     @ cargo install ripgrep
          cargo install --path tools                @ cargo install --path tools
          ./configure --sysconfdir=/etc/x && make   @ ./configure --sysconfdir=/etc/x
          ./configure --conf-path /etc/x && make    @ ./configure --conf-path /etc/x
          cmake -DCMAKE_INSTALL_SYSCONFDIR=/etc ..  @ cmake -DCMAKE_INSTALL_SYSCONFDIR=/etc ..
          make install SYSCONFDIR=/etc              @ make install SYSCONFDIR=/etc
          PREFIX=/opt/a make install                @ PREFIX=/opt/a make install
          DESTDIR=/opt/a ninja install              @ DESTDIR=/opt/a ninja install
          meson build                               @ meson build
          meson setup -Dsysconfdir=/etc/x build     @ meson setup -Dsysconfdir=/etc/x build
          meson setup -D sysconfdir=/etc/x build    @ meson setup -D sysconfdir=/etc/x build
          meson install -C build --destdir /opt/a   @ meson install -C build --destdir /opt/a
          meson install -C build --destdir=/opt/a   @ meson install -C build --destdir=/opt/a
          meson dist -C build                       @ meson dist -C build
          """)
  void aCommandWithSeveralResultsOrPlacesForThemIsNotKnown(String command, String told) {
    assertThat(
            refusal(
                """
                FROM debian:12
                WORKDIR /src
                RUN apt-get update && apt-get install -y gcc cargo golang
                COPY main.go a.c ./
                RUN %s
                CMD ["a"]
                """
                    .formatted(command.replace('§', '@'))))
        .isEqualTo(
            "5: nobody knows what '%s' makes for the result".formatted(told.replace('§', '@')));
  }

  @Test
  void aProgramThatIsInstalledHasTheNameOfItsFolder() {
    assertThat(
            after(
                """
                FROM golang:1.25-bookworm
                WORKDIR /src
                COPY go.mod main.go ./
                RUN go install ./cmd/web && go install ./cmd/worker
                CMD ["web"]
                """))
        .endsWith(
            """
            COPY --from=build /go/bin/web /go/bin/web
            COPY --from=build /go/bin/worker /go/bin/worker
            CMD ["web"]
            """);
  }

  @Test
  void noInstallationIsSeenToMakeAProgramThatSystemsHave() {
    String text =
        """
        FROM debian:12
        RUN apt-get update && apt-get install -y gcc make
        COPY Makefile a.c /src/
        RUN cd /src && make && make install
        CMD ["%s"]
        """;
    assertThat(after(text.formatted("a"))).contains("COPY --from=build /usr/local /usr/local\n");
    assertThat(refusal(text.formatted("bash"))).isEqualTo("5: no RUN is seen to make 'bash'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Makefile               | 'a.so: a.c; gcc -shared -o $@ $<'
          CMakeLists.txt         | add_library(a SHARED a.c)
          Cargo.toml             | [workspace]
          Cargo.toml             | crate-type = ["cdylib"]
          src/bin/worker/main.rs | fn main() {}
          """)
  void aManifestThatTellsOfMoreKeepsTheStage(String file, String text) throws IOException {
    write("main.c", "");
    write(file, text);
    assertThat(
            refusal(
                """
                FROM debian:12
                RUN apt-get update && apt-get install -y gcc make
                COPY . /app
                RUN cd /app && make
                CMD ["/app/server"]
                """))
        .isEqualTo("1: '%s' tells of more that the program may need beside it".formatted(file));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <artifactId>quarkus-maven-plugin</artifactId> spring-boot
          <artifactId>maven-jar-plugin</artifactId>
          """)
  void aJarThatMayNeedOthersKeepsTheStage(String text) throws IOException {
    write("pom.xml", text);
    assertThat(
            refusal(
                """
                FROM maven:3.9-eclipse-temurin-21
                WORKDIR /app
                COPY . .
                RUN mvn package
                ENTRYPOINT ["java", "-jar", "/app/target/a.jar"]
                """))
        .isEqualTo("1: nobody knows whether '/app/target/a.jar' has all in it that it needs");
  }

  @Test
  void aFolderHasItsOwnerBeforeSomethingIsCopiedThere() {
    assertThat(
            after(
                """
                FROM golang:1.25-bookworm
                COPY go.mod main.go helper.c /src/
                RUN cd /src && go build -o /app/web . && useradd app && chown -R app /app
                RUN mkdir /run/app && chown app:app /run/app && cp /src/main.go /src/a.go
                RUN gcc -o /usr/bin/helper /src/helper.c
                USER app
                CMD ["/app/web"]
                """))
        .endsWith(
            """

            FROM debian:bookworm-slim
            WORKDIR /go
            RUN useradd app \\
             && mkdir -p /app \\
             && chown -R app /app
            RUN mkdir -p /run/app \\
             && chown app:app /run/app
            COPY --from=build /etc/ssl/certs /etc/ssl/certs
            COPY --from=build /usr/share/ca-certificates /usr/share/ca-certificates
            COPY --from=build --chown=app:0 /app/web /app/web
            COPY --from=build /usr/bin/helper /usr/bin/helper
            USER app
            CMD ["/app/web"]
            """);
  }

  @Test
  void aLibraryComesWithWhatItRecommendsWhereItsHeadersDid() {
    assertThat(
            after(
                """
                FROM debian:12
                RUN apt-get update && apt-get install -y gcc libcurl4-openssl-dev
                COPY a.c /src/
                RUN gcc -o /usr/bin/a /src/a.c -lcurl
                CMD ["a"]
                """))
        .contains(" && DEBIAN_FRONTEND=noninteractive apt-get install -y libcurl4 \\\n");
    assertThat(
            after(
                """
                FROM debian:12
                RUN apt-get update && apt-get install -y --no-install-recommends maven openjdk-17-jdk
                COPY a.c /src/
                RUN gcc -o /usr/bin/a /src/a.c
                CMD ["a"]
                """))
        .contains("apt-get install -y --no-install-recommends openjdk-17-jre \\\n");
  }

  @Test
  void whatIsNotListedOfAContextIsNotTakenForNothing() throws IOException {
    String text =
        """
        FROM golang:1.25-bookworm
        WORKDIR /app
        COPY . .
        RUN go build -o /bin/web .
        CMD ["/bin/web"]
        """;
    write("Dockerfile", text);
    assertThat(refusal(text))
        .isEqualTo("3: the context has no sources; name it as second argument");
    write("go.mod", "module a");
    write("vendor/modules.txt", "");
    write("static/index.html", "");
    write("static/vendor/jquery.js", "");
    assertThat(after(text)).contains("COPY --from=build /app/static /app/static\n");
    write("web/web.go", "package web");
    write("web/vendor/jquery.js", "");
    assertThat(refusal(text))
        .isEqualTo("3: nobody knows whether the program needs what is in web/vendor");
    assertThat(refusal(text.replace(". .", "*.toml ./")))
        .isEqualTo("3: nobody knows what '*.toml' copies");
  }

  @Test
  void whatAPatternMayTakeAwayOfWhatWasCopiedIsNotKnown() throws IOException {
    write("main.go", "package main");
    write("static/a.css", "");
    String text =
        """
        FROM golang:1.25-bookworm
        COPY . /src
        RUN cd /src && go build -o /bin/web . && rm -rf /src/%s
        CMD ["/bin/web"]
        """;
    assertThat(after(text.formatted("*.o")))
        .contains("COPY --from=build /src/static /src/static\n");
    assertThat(refusal(text.formatted("st*")))
        .isEqualTo("2: nobody knows whether '/src/static' is taken away again");
  }

  @Test
  void whatIsMovedKeepsItsOwnerAndGoesIntoAFolderThatIsThere() {
    assertThat(
            after(
                """
                FROM golang:1.25-bookworm
                COPY go.mod main.go /src/
                RUN mkdir /app && cd /src && go build -o web . && chown 1000:1000 web && mv web /app
                CMD ["/app/web"]
                """))
        .contains("COPY --from=build --chown=1000:1000 /app/web /app/web\n");
  }

  @Test
  void aRelativeFolderIsBelowThatOfTheOldBase() {
    assertThat(
            after(
                """
                FROM golang:1.25-bookworm
                WORKDIR app
                COPY go.mod main.go ./
                RUN go build -o web . && rm -f *.o
                CMD ["./web"]
                """))
        .contains("\nFROM debian:bookworm-slim\nWORKDIR /go\nWORKDIR app\n")
        .contains("COPY --from=build /go/app/web /go/app/web\n");
  }

  @Test
  void aBaseWithTheHeadersOfAllLibrariesTellsNoneByItself() throws IOException {
    String rust =
        """
        FROM rust:1.90-bookworm
        COPY Cargo.toml Cargo.lock main.rs ./
        RUN cargo build --release
        CMD ["/target/release/app"]
        """;
    String why = "1: its base has libraries of which nobody knows which are linked";
    assertThat(refusal(rust)).isEqualTo(why);
    write("Cargo.lock", "name = \"reqwest\"\nname = \"openssl-sys\"\n");
    assertThat(refusal(rust)).isEqualTo(why);
    write("Cargo.lock", "name = \"serde\"\nname = \"linux-raw-sys\"\n");
    assertThat(after(rust)).contains("\nFROM debian:bookworm-slim\n");
    write("build.rs", "println!(\"cargo:rustc-link-lib=ssl\");");
    assertThat(refusal(rust)).isEqualTo(why);
    String gcc = "FROM gcc:14-bookworm\nCOPY a.c /\nRUN gcc -o /a /a.c -lm %s\nCMD [\"/a\"]\n";
    assertThat(after(gcc.formatted(""))).contains("\nFROM debian:bookworm-slim\n");
    assertThat(refusal(gcc.formatted("-lssl"))).isEqualTo(why);
    assertThat(refusal(gcc.formatted("$LIBS"))).isEqualTo(why);
    assertThat(refusal(gcc.formatted("&& make"))).isEqualTo(why);
  }

  @Test
  void aProgramOfAlpineHasTheLibrariesOfItsCompilers() {
    String go =
        """
        FROM golang:1.25-alpine%s
        RUN apk add --no-cache %s
        COPY go.mod main.go /src/
        RUN cd /src && go build -o /bin/web .
        CMD ["/bin/web"]
        """;
    assertThat(after(go.formatted("3.22", "build-base")))
        .contains("\nRUN apk add --no-cache libgcc libstdc++\n");
    assertThat(after(go.formatted("", "git"))).contains("\nFROM alpine:3\n");
    assertThat(refusal(go.formatted("", "gcc musl-dev")))
        .isEqualTo("1: 'golang:1.25-alpine' does not say of which release its libraries are");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          golang:1.25                    | 1: 'golang:1.25' does not say of which release its libraries are
          rust:1                         | 1: 'rust:1' does not say of which release its libraries are
          debian:$RELEASE                | 1: 'debian:$RELEASE' does not say of which release its libraries are
          debian                         | 1: 'debian' does not say of which release its libraries are
          debian:bookworm-backports      | 1: 'debian:bookworm-backports' does not say of which release its libraries are
          """)
  void aBaseWhoseReleaseIsNotKnownStays(String base, String why) {
    assertThat(
            refusal(
                """
                FROM %s
                RUN apt-get install -y gcc && gcc -o /a a.c
                CMD ["/a"]
                """
                    .formatted(base)))
        .isEqualTo(why);
  }

  @Test
  void whatDoesNotCompileOrIsDoneIsNotSpokenOf() {
    for (String text :
        List.of(
            "FROM debian:12\nRUN ./install\nCMD [\"server\"]\n",
            "FROM golang:1.25 AS build\nRUN go build -o /a .\nFROM scratch\nCOPY --from=build /a /\n",
            "FROM registry.example.org/golang:1\nRUN true\n",
            "FROM debian@sha256:%s\nRUN true\n".formatted("0".repeat(64)))) {
      assertThat(refusal(text)).isEmpty();
    }
  }
}
