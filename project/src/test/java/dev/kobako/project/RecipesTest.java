package dev.kobako.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of projects makes their Dockerfiles differ from the usual ones. */
class RecipesTest {
  private static final String MAIN = "class M { public static void main(String[] words) {} }";

  @TempDir Path temp;
  private SourceFolder sources;

  @BeforeEach
  void prepare() {
    sources = new SourceFolder(temp);
  }

  @Test
  void aSetupScriptComesWithWhatItReads() throws IOException {
    sources
        .with("setup.py", "setup(version=open('pkg/version.txt').read(), install_requires=['six'])")
        .with("MANIFEST.in", "")
        .with("pyproject.toml", "[build-system]\nrequires = ['setuptools']\n")
        .with("pkg/version.txt", "1")
        .with("main.py", "");
    assertThat(sources.project().dependencies().manifests())
        .containsExactly(
            new FileCopy(List.of("MANIFEST.in", "pyproject.toml", "setup.py"), "./"),
            new FileCopy(List.of("pkg/version.txt"), "pkg/"));
  }

  @Test
  void dependenciesOfSetuptoolsSettingsAreInstalled() throws IOException {
    sources
        .with("setup.cfg", "[options]\ninstall_requires = six\n")
        .with("pyproject.toml", "[build-system]\nrequires = ['setuptools']\n")
        .with("main.py", "");
    assertThat(sources.dockerfile())
        .contains("COPY pyproject.toml setup.cfg ./\n")
        .contains("&& echo 'import setuptools; setuptools.setup()' > /tmp/setup.py")
        .contains("run_setup('/tmp/setup.py', stop_after='config')");
  }

  @Test
  void dynamicDependenciesAreToldOf() throws IOException {
    sources
        .with("pyproject.toml", "[project]\nname = 'a'\ndynamic = ['dependencies']\n")
        .with("main.py", "");
    assertThat(sources.project().notes())
        .contains(
            "pyproject.toml leaves its dependencies to another file (dynamic), which isn't read:"
                + " name them there, or in requirements.txt");
  }

  @Test
  void eachModuleHasOneMainMethodBeforeItsSources() throws IOException {
    sources
        .with("settings.gradle.kts", "")
        .with("build.gradle.kts", "plugins { application }")
        .with("src/main/java/M.java", MAIN)
        .with("src/main/kotlin/K.kt", "")
        .with("lib/build.gradle.kts", "")
        .with("lib/src/main/java/com/acme/build/L.java", "");
    assertThat(sources.project().dependencies().steps().getFirst().commands())
        .containsSequence(
            "mkdir -p lib/src/main/java",
            "for folder in lib/src/main/java; do \\\n      echo 'class Nothing { public static void"
                + " main(String[] words) {} }' > \"$folder/Nothing.java\"; done",
            "mkdir -p src/main/java",
            "for folder in src/main/java; do \\\n      echo 'class Nothing {}' >"
                + " \"$folder/Nothing.java\"; done",
            "mkdir -p src/main/kotlin",
            "for folder in src/main/kotlin; do \\\n      echo 'fun main() {}' >"
                + " \"$folder/Nothing.kt\"; done");
    assertThat(sources.project().ignoreFile())
        .contains("\nbuild\n", "\nlib/build\n")
        .doesNotContain("**/build");
  }

  @Test
  void anOldGradleRunsOnAJavaThatItKnows() throws IOException {
    sources.with("build.gradle", "plugins { id 'application' }").with("src/main/java/M.java", MAIN);
    for (String versions : List.of("7.2-jdk11", "8.4-jdk17", "8.5-jdk21", "9.0-jdk21")) {
      String version = versions.substring(0, 3);
      sources.with(
          "gradle/wrapper/gradle-wrapper.properties",
          "distributionUrl=https\\://x/distributions/gradle-" + version + "-bin.zip\n");
      assertThat(sources.dockerfile()).startsWith("FROM gradle:" + versions + " AS dependencies\n");
    }
  }

  @Test
  void aStartScriptRunsByNpmWhateverInstalls() throws IOException {
    sources
        .with("package.json", "{\"scripts\": {\"start\": \"tsx a.ts\"}, \"dependencies\": {}}")
        .with("pnpm-lock.yaml", "")
        .with("dist/a.js", "");
    assertThat(sources.dockerfile()).endsWith("CMD [\"npm\", \"start\"]\n");
    assertThat(sources.project().ignoreFile()).doesNotContain("dist");
  }

  @Test
  void nodeIsOfAVersionThatTheRangeLetsIn() throws IOException {
    List<String> ranges =
        List.of("\">=16 <21\"", "\"<=18\"", "\">=18\"", "\">=23\"", "\"^20.1\"", "\"<21\"");
    List<String> expected = List.of("20", "18", "22", "23", "20", "20");
    for (int i = 0; i < ranges.size(); i++) {
      sources.with(
          "package.json", "{\"main\": \"a.js\", \"engines\": {\"node\": " + ranges.get(i) + "}}");
      assertThat(sources.dockerfile())
          .startsWith("FROM node:" + expected.get(i) + "-bookworm-slim");
    }
    sources.with("package.json", "{\"main\": \"a.js\", \"engines\": [\"node >= 0.8\"]}");
    assertThat(sources.dockerfile()).startsWith("FROM node:22-bookworm-slim");
  }

  @Test
  void whatCmakeDoesntInstallIsCollectedToo() throws IOException {
    sources.with(
        "CMakeLists.txt",
        """
        FetchContent_Declare(x)
        find_package(Git)
        add_executable(protoc IMPORTED)
        add_executable(a a.c)
        install(TARGETS b)
        """);
    assertThat(sources.dockerfile())
        .contains("--no-install-recommends ca-certificates cmake g++ git make")
        .contains("-DCMAKE_INSTALL_RPATH='$ORIGIN/../lib'")
        .contains(
            " && { [ -n \"$(find /out -name a)\" ] || find /build -type f -executable -name a"
                + " -exec install --strip {} /out/usr/local/bin/ ';'; }")
        .doesNotContain("proto");
  }

  @Test
  void onlyProgramsOfTheModuleAreBuiltByAGoThatHasAnImage() throws IOException {
    sources
        .with("go.mod", "module a\n\ngo 1.16\n")
        .with("main.go", "package main\n")
        .with("other/go.mod", "module b\n")
        .with("other/cmd/main.go", "package main\n");
    assertThat(sources.dockerfile())
        .startsWith("FROM golang:1-bookworm AS dependencies\n")
        .contains("/a ./\n")
        .doesNotContain("other");
  }

  @Test
  void anApplicationOfAPackageIsNamedByThePackage() throws IOException {
    sources
        .with("requirements.txt", "fastapi[standard]\n")
        .with(".python-version", "3.12.4\n")
        .with("app/__init__.py", "app = FastAPI()\n");
    assertThat(sources.dockerfile())
        .startsWith("FROM python:3.12-slim-bookworm AS")
        .contains("CMD [\"uvicorn\", \"app:app\"");
  }

  @Test
  void aProgramThatWantsMoreFeaturesIsLeftOut() throws IOException {
    sources
        .with(
            "Cargo.toml",
            """
            [package]
            name = "a"
            [features]
            default = ["on"]
            [[bin]]
            name = "extra"
            required-features = ["off"]
            [[bin]]
            name = "usual"
            required-features = ["on"]
            """)
        .with("src/main.rs", "include_str!(\"../README.md\")")
        .with("src/bin/extra.rs", "")
        .with("src/bin/usual.rs", "")
        .with("Cargo.lock", "name = \"openssl-src\"\n");
    assertThat(sources.dockerfile()).contains("make perl").contains("release/usual ");
    assertThat(sources.dockerfile()).doesNotContain("release/extra");
    assertThat(sources.project().ignoreFile())
        .contains("\ntarget\n")
        .doesNotContain("*.md", "**/target");
  }

  @Test
  void longFilesOfHpackAreRead() throws IOException {
    sources
        .with("package.yaml", "executables:\n  app:\n" + "    main: Main.hs\n".repeat(20_000))
        .with("stack.yaml", "resolver: lts-22.43\n");
    assertThat(sources.dockerfile()).contains("/usr/local/bin/app");
  }
}
