package dev.kobako.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kobako init}, as users see it. */
class InitCommandTest {
  private static final String POM =
      "<project><artifactId>app</artifactId><version>1</version></project>";
  private static final String MAIN = "class Main { public static void main(String[] words) {} }";
  private static final String CABAL = "name: greeter\nexecutable greeter\n  main-is: Main.hs\n";
  private static final String NODE = "{\"name\": \"a\", \"main\": \"a.js\", \"dependencies\": {}}";

  @TempDir Path temp;
  private Kobako kobako;

  @BeforeEach
  void prepare() {
    kobako = Kobako.withStore(temp.resolve("home")).in(temp);
  }

  private void write(String name, String text) throws IOException {
    Path file = temp.resolve(name);
    Files.createDirectories(file.resolveSibling(""));
    Files.writeString(file, text);
  }

  @Test
  void tellsWhatWasSeenAndWritten() throws IOException {
    write("go.mod", "module example.com/greeter\n\ngo 1.22\n");
    write("main.go", "package main\n\nfunc main() {}\n");
    assertThat(kobako.run("init").done().out())
        .isEqualTo(
            """
            a project of go
              Go 1.22          go.mod
              program greeter  main.go
            wrote Dockerfile
            wrote .dockerignore
            """);
    assertThat(temp.resolve("Dockerfile"))
        .hasContent(
            """
            FROM golang:1.22-bookworm AS dependencies
            WORKDIR /src
            # Modules are fetched before the sources are there, and only when these files change.
            COPY go.mod ./

            FROM dependencies AS build
            # No package has C code: the result is static.
            ENV CGO_ENABLED=0
            COPY . .
            # What was compiled of the modules stays in Go's cache.
            RUN --mount=type=cache,target=/root/.cache/go-build \\
                mkdir -p /out/usr/local/bin/ \\
             && go build -trimpath -ldflags='-s -w' -o /out/usr/local/bin/greeter ./

            # The programs are linked statically: nothing else is needed.
            FROM scratch
            COPY --from=build /out /
            USER 65532:65532
            ENTRYPOINT ["/usr/local/bin/greeter"]
            """);
  }

  @Test
  void aFileThatIsThereIsReplacedOnlyIfAskedFor() throws IOException {
    write("requirements.txt", "six==1.16.0\n");
    write("main.py", "");
    write("Dockerfile", "mine");
    write(".dockerignore", "mine");
    assertThat(kobako.run("init"))
        .isEqualTo(
            new Kobako.Result(
                2,
                "",
                """
                kobako: %s/./Dockerfile: is there already
                remedy: replace it with --force, write another file with -o, or look at it with --print
                """
                    .formatted(temp)));
    assertThat(temp.resolve("Dockerfile")).hasContent("mine");
    assertThat(kobako.run("init", "-o", "other").done().lines())
        .endsWith("wrote other", "note: kept .dockerignore as it is; --force replaces it");
    assertThat(temp.resolve(".dockerignore")).hasContent("mine");
    kobako.run("init", "--force").done();
    assertThat(temp.resolve("Dockerfile")).isNotEmptyFile().content().isNotEqualTo("mine");
    assertThat(temp.resolve(".dockerignore")).content().isNotEqualTo("mine");
  }

  @Test
  void printingWritesNothing() throws IOException {
    write("requirements.txt", "six==1.16.0\n");
    write("main.py", "");
    assertThat(kobako.run("init", "--print").succeeded().out())
        .isEqualTo(
            """
            FROM python:3.13-slim-bookworm AS dependencies
            WORKDIR /app
            # Installed anew only when these files change.
            COPY requirements.txt ./
            RUN --mount=type=cache,target=/root/.cache/pip \\
                python3 -m venv --without-pip /venv \\
             && pip --python /venv/bin/python install -r requirements.txt

            FROM python:3.13-slim-bookworm
            ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1
            WORKDIR /app
            COPY --from=dependencies /venv /venv
            COPY . .
            USER 65532:65532
            CMD ["python3", "main.py"]
            """);
    assertThat(temp.resolve("Dockerfile")).doesNotExist();
    assertThat(temp.resolve(".dockerignore")).doesNotExist();
  }

  @Test
  void severalEcosystemsAreForTheUserToChooseFrom() throws IOException {
    write("package.json", NODE);
    write("requirements.txt", "");
    write("main.py", "");
    assertThat(kobako.run("init").err())
        .endsWith(
            """
            : is a project of npm, pip
            remedy: say which one the image is for: --ecosystem npm
            """);
    assertThat(kobako.run("init", "--ecosystem", "pip", "--print").code()).isZero();
    assertThat(kobako.run("init", "--ecosystem", "pipp").err())
        .isEqualTo(
            """
            kobako: --ecosystem: 'pipp', expected one of cargo, go, npm, pnpm, yarn, pip, poetry, uv, maven, gradle, cmake, cabal, stack
            remedy: did you mean 'pip'?
            """);
  }

  @Test
  void lintFindsNothingInWhatIsWritten() throws IOException {
    Map<String, Map<String, String>> projects = new TreeMap<>();
    projects.put(
        "cargo",
        Map.of(
            "Cargo.toml", "[package]\nname = \"a\"\n",
            "Cargo.lock", "name = \"openssl-sys\"\n",
            "src/main.rs", ""));
    projects.put("go", Map.of("go.mod", "module a\n", "main.go", "package main\n"));
    projects.put("npm", Map.of("package.json", NODE, "package-lock.json", "{}"));
    projects.put("pnpm", Map.of("package.json", NODE, "pnpm-lock.yaml", ""));
    projects.put("yarn", Map.of("package.json", NODE, "yarn.lock", ""));
    projects.put("pip", Map.of("requirements.txt", "psycopg2==2.9.9\n", "main.py", ""));
    String scripts = "[project.scripts]\na = \"a:main\"\n";
    projects.put("uv", Map.of("pyproject.toml", scripts, "uv.lock", ""));
    projects.put("poetry", Map.of("pyproject.toml", scripts, "poetry.lock", ""));
    projects.put("maven", Map.of("pom.xml", POM, "src/main/java/Main.java", MAIN));
    projects.put(
        "gradle",
        Map.of("build.gradle", "plugins { id 'application' }\n", "src/main/java/Main.java", MAIN));
    projects.put("cmake", Map.of("CMakeLists.txt", "find_package(CURL)\nadd_executable(a a.c)\n"));
    projects.put("cabal", Map.of("greeter.cabal", CABAL));
    projects.put("stack", Map.of("greeter.cabal", CABAL, "stack.yaml", "resolver: lts-22.43\n"));
    for (Map.Entry<String, Map<String, String>> project : projects.entrySet()) {
      for (Map.Entry<String, String> file : project.getValue().entrySet()) {
        write(project.getKey() + "/" + file.getKey(), file.getValue());
      }
      kobako.run("init", project.getKey()).done();
      String dockerfile = project.getKey() + "/Dockerfile";
      assertThat(kobako.run("lint", "--no-shellcheck", "-t", "warning", dockerfile))
          .as(project.getKey())
          .satisfies(result -> assertThat(result.code()).as(result.out()).isZero());
    }
  }
}
