package dev.kobako.fix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.dockerfile.SourceText;
import dev.kobako.project.ProjectFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A RUN goes before the sources only where it needs none of them. */
class DependenciesFirstTest {
  @TempDir Path context;

  @BeforeEach
  void makeManifests() throws IOException {
    write("package.json", "{\"name\": \"a\", \"version\": \"1.0.0\"}");
    write("requirements.txt", "flask==3.1.0\n");
  }

  private void write(String path, String text) throws IOException {
    Files.writeString(context.resolve(path), text);
  }

  private static String file(String run) {
    return "FROM a\nWORKDIR /app\nCOPY . .\nRUN " + run + "\n";
  }

  private String fixed(String text) {
    return new Fixer(
            List.of(new DependenciesFirst()),
            Optional.of(ProjectFolder.of(context)),
            Optional.empty())
        .fix(new SourceText("Dockerfile", text))
        .after()
        .text();
  }

  private void assertStays(String run) {
    assertThat(fixed(file(run))).isEqualTo(file(run));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--mount=type=bind,target=/src npm ci",
        "npm ci ./local",
        "npm install express",
        "npm ci --prefix web",
        "npm ci -C web",
        "npm install --global",
        "pip install -r requirements/prod.txt",
        "pip install -r requirements.txt .",
        "pip install -r requirements.txt -e .",
        "pip install -r requirements.txt --find-links=wheels",
        "pip install -r /srv/requirements.txt",
      })
  void whatNamesMoreThanManifestsStaysBehindTheSources(String run) {
    assertStays(run);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-e .",
        "--editable lib",
        "./lib",
        "lib/a",
        "a @ file:///app/lib",
        "file:lib",
        "wheels.whl",
        "--find-links wheels",
        ".",
      })
  void requirementsThatNameFoldersStayBehindTheSources(String line) throws IOException {
    write("requirements.txt", "flask==3.1.0\n" + line + "\n");
    assertStays("pip install -r requirements.txt");
  }

  @Test
  void aRequirementFromTheNetworkGoesFirst() throws IOException {
    write("requirements.txt", "a @ git+https://a.b/c.git\nhttps://a.b/d-1.whl\nflask # a/b\n");
    assertThat(fixed(file("pip install -q -r requirements.txt --index-url https://a.b/s")))
        .isEqualTo(
            """
            FROM a
            WORKDIR /app
            COPY requirements.txt ./
            RUN pip install -q -r requirements.txt --index-url https://a.b/s
            COPY . .
            """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"scripts\": {\"postinstall\": \"node tools/patch.js\"}}",
        "{\"dependencies\": {\"b\": \"file:../b\"}}",
        "{\"dependencies\": {\"b\": \"link:b\"}}",
      })
  void packagesThatRunOrNameTheSourcesStayBehindThem(String manifest) throws IOException {
    write("package.json", manifest);
    assertStays("npm install");
  }

  @Test
  void aManifestThatBuildsDoNotSeeStays() throws IOException {
    write(".dockerignore", "*.json\n");
    assertStays("npm install");
  }

  @Test
  void modulesOfTheContextThatWouldCoverTheInstalledOnesAreLeft() throws IOException {
    Files.createDirectory(context.resolve("node_modules"));
    assertStays("npm install");
    write(".dockerignore", "node_modules\n");
    assertThat(fixed(file("npm install"))).contains("RUN npm install\nCOPY . .\n");
  }

  @Test
  void manifestsGetTheOwnerOfTheSources() {
    assertThat(fixed("FROM a\nWORKDIR /app\nCOPY --chown=1:1 --chmod=755 . .\nRUN npm install\n"))
        .isEqualTo(
            """
            FROM a
            WORKDIR /app
            COPY --chown=1:1 --chmod=755 package.json ./
            RUN npm install
            COPY --chown=1:1 --chmod=755 . .
            """);
  }

  @Test
  void aScriptOfTheContextWithoutAnInterpreterKeepsItsShell() throws IOException {
    write("run", "echo a\n");
    write("serve", "#!/bin/sh\necho a\n");
    Fixer fixer =
        new Fixer(
            List.of(new ExecForm()), Optional.of(ProjectFolder.of(context)), Optional.empty());
    assertThat(fixer.fix(new SourceText("Dockerfile", "FROM a\nCMD ./run\n")).isChanged())
        .isFalse();
    assertThat(fixer.fix(new SourceText("Dockerfile", "FROM a\nCMD ./serve\n")).after().text())
        .isEqualTo("FROM a\nCMD [\"./serve\"]\n");
  }
}
