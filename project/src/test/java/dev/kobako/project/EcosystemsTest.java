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

/** What is read of projects, and which instructions come of it. */
class EcosystemsTest {
  @TempDir Path temp;
  private SourceFolder sources;

  @BeforeEach
  void prepare() {
    sources = new SourceFolder(temp);
  }

  @Test
  void modulesOfAGoWorkspaceAreCopiedEach() throws IOException {
    sources
        .with("go.work", "go 1.22\n\nuse (\n\t./a\n\t./b\n)\n")
        .with("a/go.mod", "module x/a\n\nrequire y v1.0.0\n\nreplace y => ../y\n")
        .with("a/go.sum", "")
        .with("a/main.go", "package main\n")
        .with("b/go.mod", "module x/b\n")
        .with("y/go.mod", "module y\n");
    assertThat(sources.project().dependencies())
        .isEqualTo(
            new DependencyLayer(
                "/src",
                List.of(
                    new FileCopy(List.of("go.work"), "./"),
                    new FileCopy(List.of("a/go.mod", "a/go.sum"), "a/"),
                    new FileCopy(List.of("b/go.mod"), "b/"),
                    new FileCopy(List.of("y/go.mod"), "y/")),
                List.of(RunStep.of("go mod download"))));
  }

  @Test
  void vendoredModulesAreCopiedAndNotFetched() throws IOException {
    sources
        .with("go.mod", "module a\n\ngo 1.22\n\nrequire b v1.0.0\n")
        .with("main.go", "package main\n")
        .with("vendor/modules.txt", "");
    assertThat(sources.project().dependencies().instructions())
        .containsExactly("COPY go.mod ./", "COPY vendor vendor/");
  }

  @Test
  void aGoProgramThatCallsServersGetsCertificatesAndItsPort() throws IOException {
    sources
        .with("go.mod", "module a\n\ngo 1.22\n")
        .with(
            "main.go",
            """
            package main
            func main() { http.Get("https://example.com"); http.ListenAndServe(":8080", nil) }
            """);
    assertThat(sources.dockerfile())
        .endsWith(
            """
            FROM scratch
            COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
            COPY --from=build /out /
            USER 65532:65532
            EXPOSE 8080
            ENTRYPOINT ["/usr/local/bin/a"]
            """);
  }

  @Test
  void aScriptOfTheProjectItselfRunsAfterItsSourcesAreThere() throws IOException {
    sources
        .with(
            "package.json",
            """
            {"scripts": {"build": "tsc", "start": "node dist/main.js", "postinstall": "prisma generate"},
             "dependencies": {"ms": "2.1.3"}, "engines": {"node": "^20.1"}}
            """)
        .with("package-lock.json", "{\"packages\": {\"\": {\"hasInstallScript\": true}}}")
        .with("src/main.ts", "");
    assertThat(sources.dockerfile())
        .isEqualTo(
            """
            FROM node:20-bookworm-slim AS dependencies
            WORKDIR /app
            # What the build needs; installed anew only when these files change.
            COPY package.json package-lock.json ./
            RUN --mount=type=cache,target=/root/.npm \\
                npm ci --ignore-scripts

            FROM dependencies AS build
            COPY . .
            # The project's own scripts, which an installation before the sources left out.
            RUN npm run postinstall
            RUN npm run build
            # Scripts have changed packages, so these are not fetched anew.
            RUN --mount=type=cache,target=/root/.npm \\
                npm prune --omit=dev --ignore-scripts

            FROM node:20-bookworm-slim
            ENV NODE_ENV=production
            WORKDIR /app
            COPY --from=build /app/package.json ./
            COPY --from=build /app/node_modules ./node_modules
            COPY --from=build /app/dist ./dist
            USER 1000:1000
            CMD ["node", "dist/main.js"]
            """);
  }

  @Test
  void theManifestsOfAWorkspacesMembersAreCopied() throws IOException {
    sources
        .with("package.json", "{\"main\": \"a.js\", \"packageManager\": \"pnpm@9.1.0+sha512.00\"}")
        .with("pnpm-lock.yaml", "")
        .with("pnpm-workspace.yaml", "packages:\n  - 'packages/*'\n  - '!**/test/**'\n")
        .with("packages/a/package.json", "{}")
        .with("packages/a/deep/package.json", "{}");
    assertThat(sources.dockerfile())
        .startsWith(
            """
            FROM node:22-bookworm-slim AS tools
            RUN npm install --global --force pnpm@9.1.0
            """);
    assertThat(sources.project().dependencies().manifests())
        .containsExactly(
            new FileCopy(List.of("package.json", "pnpm-lock.yaml", "pnpm-workspace.yaml"), "./"),
            new FileCopy(List.of("packages/a/package.json"), "packages/a/"));
  }

  @Test
  void aVersionOfPythonIsChosenThatAllClausesLetIn() {
    assertThat(PythonVersion.minor("")).isEqualTo(13);
    assertThat(PythonVersion.minor(">=3.8,<3.12")).isEqualTo(11);
    assertThat(PythonVersion.minor("^3.9")).isEqualTo(13);
    assertThat(PythonVersion.minor("~=3.10.2")).isEqualTo(10);
    assertThat(PythonVersion.minor(">=3.14")).isEqualTo(14);
    assertThat(PythonVersion.minor("==3.9.*")).isEqualTo(9);
    assertThat(PythonVersion.minor("!=3.13, <4")).isEqualTo(12);
  }

  @Test
  void requirementsThatOthersIncludeAreCopied() throws IOException {
    sources
        .with("requirements.txt", "-r requirements/base.txt\n-c limits.txt\n-e .\n")
        .with("requirements/base.txt", "six==1.16.0\n-r../more.txt\n")
        .with("limits.txt", "")
        .with("more.txt", "-e .[dev]\r\n")
        .with("main.py", "");
    assertThat(sources.project().dependencies().instructions())
        .containsExactly(
            "COPY requirements.txt ./",
            "COPY requirements/base.txt requirements/",
            "COPY limits.txt ./",
            "COPY more.txt ./",
            """
            RUN --mount=type=cache,target=/root/.cache/pip \\
                python3 -m venv --without-pip /venv \\
             && sed -i -E '/^[[:blank:]]*((-e|--editable)[ =]*)?\\.\\/?(\\[[^]]*\\])?[[:space:]]*(#.*)?$/d' requirements.txt more.txt \\
             && pip --python /venv/bin/python install -r requirements.txt\
            """);
  }

  @Test
  void aDocumentTypeInAPomIsRefused() throws IOException {
    sources.with(
        "pom.xml", "<!DOCTYPE p [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><project>&e;</project>");
    assertThatThrownBy(sources::dockerfile)
        .isInstanceOf(KobakoException.class)
        .hasMessage(
            """
            pom.xml: is no XML that can be read
            remedy: correct the file; it may have no DOCTYPE\
            """);
  }

  @Test
  void whatCmakeLooksForIsInstalledAsFarAsItIsKnown() throws IOException {
    sources.with(
        "CMakeLists.txt",
        """
        project(app)
        # find_package(Qt6)
        find_package(Boost 1.74 REQUIRED COMPONENTS program_options)
        find_package(Threads)
        find_package(Unheard)
        pkg_check_modules(CURL REQUIRED libcurl>=7)
        add_executable(${PROJECT_NAME} main.cpp)
        """);
    assertThat(sources.project().dependencies().steps().getFirst().commands().get(1))
        .isEqualTo(
            "apt-get install -y --no-install-recommends ca-certificates cmake g++ libboost-dev"
                + " libboost-program-options-dev libcurl4-openssl-dev make pkg-config");
    assertThat(sources.project().notes())
        .containsExactly("no package of Debian is known for 'unheard': add it to the first RUN");
  }
}
