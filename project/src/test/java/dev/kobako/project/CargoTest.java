package dev.kobako.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.diagnostic.KobakoException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CargoTest {
  @TempDir Path temp;
  private SourceFolder sources;

  @BeforeEach
  void prepare() throws IOException {
    sources =
        new SourceFolder(temp)
            .with("Cargo.toml", "[package]\nname = \"greeter\"\n")
            .with("Cargo.lock", "[[package]]\nname = \"itoa\"\n")
            .with("src/main.rs", "fn main() {}");
  }

  @Test
  void aProgramWithoutLibrariesBecomesAStaticOneOnNothing() {
    assertThat(sources.dockerfile())
        .isEqualTo(
            """
            FROM rust:1-slim-bookworm AS dependencies
            WORKDIR /src
            ENV CARGO_PROFILE_RELEASE_STRIP=symbols
            # No crate links to a library of the system, so the result can be static; with --target
            # the flag is not for build scripts and macros.
            ENV RUSTFLAGS="-C target-feature=+crt-static"
            # Dependencies are compiled with sources that do nothing; what came of those is removed,
            # since Cargo goes by the times of files.
            COPY Cargo.toml Cargo.lock ./
            RUN mkdir -p src \\
             && echo 'fn main() {}' > src/main.rs \\
             && cargo build --release --locked --target "$(uname -m)-unknown-linux-gnu" \\
             && cargo clean --release --locked --target "$(uname -m)-unknown-linux-gnu" -p greeter

            FROM dependencies AS build
            COPY . .
            RUN cargo build --release --locked --target "$(uname -m)-unknown-linux-gnu" \\
             && mkdir -p /out/usr/local/bin/ \\
             && cp target/"$(uname -m)-unknown-linux-gnu"/release/greeter /out/usr/local/bin/

            # The programs are linked statically: nothing else is needed.
            FROM scratch
            COPY --from=build /out /
            USER 65532:65532
            ENTRYPOINT ["/usr/local/bin/greeter"]
            """);
  }

  @Test
  void aCrateThatLinksToALibraryBringsItsPackageAndALibraryClosure() throws IOException {
    sources.with("Cargo.lock", "[[package]]\nname = \"openssl-sys\"\n");
    assertThat(sources.dockerfile())
        .isEqualTo(
            """
            FROM rust:1-slim-bookworm AS dependencies
            # hadolint ignore=DL3008
            RUN apt-get update \\
             && apt-get install -y --no-install-recommends libssl-dev pkg-config \\
             && rm -rf /var/lib/apt/lists/*
            WORKDIR /src
            ENV CARGO_PROFILE_RELEASE_STRIP=symbols
            # Dependencies are compiled with sources that do nothing; what came of those is removed,
            # since Cargo goes by the times of files.
            COPY Cargo.toml Cargo.lock ./
            RUN mkdir -p src \\
             && echo 'fn main() {}' > src/main.rs \\
             && cargo build --release --locked \\
             && cargo clean --release --locked -p greeter

            FROM dependencies AS build
            COPY . .
            RUN cargo build --release --locked \\
             && mkdir -p /out/usr/local/bin/ \\
             && cp target/release/greeter /out/usr/local/bin/ \\
             && for program in /out/usr/local/bin/*; do [ -f "$program" ] || exit 1; \\
                  ldd "$program" > /tmp/libraries || continue; \\
                  if grep 'not found' /tmp/libraries; then exit 1; fi; \\
                  for library in $(grep -o '/[^ ]*' /tmp/libraries); do case "$library" in /out/*) ;; \\
                  *) cp -L --parents "$library" /out/ || exit 1;; esac; done; done

            # Only the programs and the libraries that they load.
            FROM scratch
            COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
            COPY --from=build /out /
            USER 65532:65532
            ENTRYPOINT ["/usr/local/bin/greeter"]
            """);
    assertThat(sources.project().evidence())
        .containsExactly(
            new Evidence("programs greeter", "Cargo.toml"),
            new Evidence("linked to libraries, by openssl-sys", "Cargo.lock"));
  }

  @Test
  void allTargetsOfAWorkspaceGetSourcesThatDoNothing() throws IOException {
    sources
        .with(
            "Cargo.toml",
            """
            [package]
            name = "app"
            build = "make/build.rs"
            [workspace]
            members = ["crates/*"]
            exclude = ["crates/old"]
            [[bench]]
            name = "speed"
            harness = false
            [dependencies]
            outside = { path = "libs/outside" }
            """)
        .with("src/bin/second.rs", "")
        .with("src/bin/third/main.rs", "")
        .with("src/lib.rs", "")
        .with("crates/a/Cargo.toml", "[package]\nname = \"a\"\n[lib]\npath = \"lib.rs\"\n")
        .with("crates/b/Cargo.toml", "[package]\nname = \"b\"\n")
        .with("crates/b/build.rs", "")
        .with("crates/b/src/main.rs", "")
        .with("crates/old/Cargo.toml", "[package]\nname = \"old\"\n")
        .with("libs/outside/Cargo.toml", "[package]\nname = \"outside\"\n")
        .with("libs/outside/src/lib.rs", "")
        .with(".cargo/config.toml", "[net]\nretry = 3\n");
    DependencyLayer layer = sources.project().dependencies();
    assertThat(layer.manifests())
        .containsExactly(
            new FileCopy(List.of("Cargo.toml", "Cargo.lock"), "./"),
            new FileCopy(List.of("crates/a/Cargo.toml"), "crates/a/"),
            new FileCopy(List.of("crates/b/Cargo.toml"), "crates/b/"),
            new FileCopy(List.of("libs/outside/Cargo.toml"), "libs/outside/"),
            new FileCopy(List.of(".cargo"), ".cargo/"));
    assertThat(layer.steps().getFirst().commands())
        .containsExactly(
            "mkdir -p benches crates/a crates/b crates/b/src libs/outside/src make src src/bin"
                + " src/bin/third",
            "for main in benches/speed.rs crates/b/build.rs crates/b/src/main.rs make/build.rs"
                + " src/bin/second.rs src/bin/third/main.rs src/main.rs;"
                + " do echo 'fn main() {}' > \"$main\"; done",
            "touch crates/a/lib.rs libs/outside/src/lib.rs src/lib.rs",
            "cargo build --release --locked --target \"$(uname -m)-unknown-linux-gnu\"",
            "cargo clean --release --locked --target \"$(uname -m)-unknown-linux-gnu\""
                + " -p app -p a -p b -p outside");
  }

  @Test
  void aBuildOfTheUsersIsDoneWithItsOwnOptions() {
    assertThat(
            new Cargo()
                .dependencies(
                    sources.folder(),
                    "/w",
                    List.of("cargo", "build", "--profile", "small", "--bin=greeter"))
                .steps()
                .getFirst()
                .commands())
        .endsWith(
            "cargo build --profile small --bin=greeter", "cargo clean --profile small -p greeter");
  }

  @Test
  void theToolchainsFileChoosesTheImage() throws IOException {
    sources.with("rust-toolchain.toml", "[toolchain]\nchannel = \"1.78.0\"\n");
    assertThat(sources.dockerfile()).startsWith("FROM rust:1.78.0-slim-bookworm AS dependencies\n");
  }

  @Test
  void aPathThatLeadsOutIsRefused() throws IOException {
    sources.with(
        "Cargo.toml", "[package]\nname = \"a\"\n[dependencies]\nother = { path = \"../other\" }\n");
    assertThatThrownBy(sources::dockerfile)
        .isInstanceOf(KobakoException.class)
        .hasMessage(
            """
            Cargo.toml: the path '../other/' leads out of the project
            remedy: run kobako init in the folder that has both\
            """);
  }

  @Test
  void aNameThatAShellWouldReadOtherwiseIsRefused() throws IOException {
    sources.with("Cargo.toml", "[package]\nname = \"a;reboot\"\n");
    assertThatThrownBy(sources::dockerfile)
        .isInstanceOf(KobakoException.class)
        .hasMessage(
            """
            Cargo.toml: the name 'a;reboot' can't be written in a Dockerfile, expected letters, digits and ._@+/-
            remedy: rename it, or write the Dockerfile by hand\
            """);
  }

  @Test
  void aLibraryAloneIsNothingToRun() throws IOException {
    SourceFolder library =
        new SourceFolder(temp.resolve("library"))
            .with("Cargo.toml", "[package]\nname = \"a\"\n")
            .with("src/lib.rs", "");
    assertThatThrownBy(library::dockerfile)
        .isInstanceOf(KobakoException.class)
        .hasMessage(
            """
            Cargo.toml: builds no program, so there is nothing that an image could run
            remedy: run kobako init in the folder of a package with a program, or of the workspace\
            """);
  }
}
