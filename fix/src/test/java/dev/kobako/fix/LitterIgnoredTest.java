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

class LitterIgnoredTest {
  private static final String ALL = "FROM a\nCOPY . /app\n";

  @TempDir Path context;

  private void write(String path, String text) throws IOException {
    Path file = context.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private FixedFile fixed(String dockerfile) {
    return new Fixer(
            FixBook.ALL,
            Optional.of(ProjectFolder.of(context)),
            IgnoreFile.of(context, context.resolve("Dockerfile")))
        .fix(new SourceText("Dockerfile", dockerfile));
  }

  private List<String> added(String dockerfile) {
    return fixed(dockerfile).newIgnoreFile().map(IgnoreFile::added).orElse(List.of());
  }

  @Test
  void whatIsAddedStandsBehindWhatIsThereAndIsAddedOnce() throws IOException {
    write(".dockerignore", "# mine\r\n*.log");
    write(".idea/a.xml", "");
    FixedFile fixed = fixed(ALL);
    String text = "# mine\r\n*.log\r\n.git\r\n.idea\r\n.dockerignore\r\n";
    assertThat(fixed.newIgnoreFile()).map(IgnoreFile::text).contains(text);
    assertThat(fixed.after().text()).isEqualTo(ALL);
    assertThat(fixed.applied())
        .map(each -> each.line() + " " + each.says())
        .containsExactly("2 .dockerignore keeps away .git, .idea");
    assertThat(fixed.patch())
        .isEqualTo(
            """
            --- a/.dockerignore
            +++ b/.dockerignore
            @@ -1,2 +1,5 @@
             # mine\r
            -*.log
            \\ No newline at end of file
            +*.log\r
            +.git\r
            +.idea\r
            +.dockerignore\r
            """);
    write(".dockerignore", text);
    assertThat(fixed(ALL).isChanged()).isFalse();
  }

  @Test
  void theIgnoreFileOfTheDockerfileComesFirst() throws IOException {
    write(".dockerignore", ".git\n");
    write("Dockerfile.dockerignore", "");
    assertThat(fixed(ALL).newIgnoreFile())
        .map(IgnoreFile::text)
        .contains(".git\nDockerfile.dockerignore\n");
  }

  @Test
  void theRepositoryStaysWhereSomethingAsksForIt() throws IOException {
    assertThat(added(ALL)).containsExactly(".git", ".dockerignore");
    assertThat(added(ALL + "RUN git clone https://example.org/a.git\n")).contains(".git");
    assertThat(added(ALL + "RUN V=$(git rev-parse HEAD) make\n")).isEmpty();
    assertThat(added(ALL + "RUN git -C /app describe\n")).isEmpty();
    assertThat(added(ALL + "RUN go build -o /a .\n")).isEmpty();
    assertThat(added(ALL + "RUN go build -buildvcs=false -o /a .\n")).contains(".git");
    assertThat(added(ALL + "RUN [\"sh\", \"-c\", \"git describe\"]\n")).isEmpty();
    assertThat(added(ALL + "RUN --mount=type=bind,source=.git,target=/g make\n")).isEmpty();
    assertThat(added(ALL + "COPY .git /g\n")).isEmpty();
    write("build.rs", "Command::new(\"git\").args([\"describe\"]);");
    assertThat(added(ALL)).contains(".git");
    write("Makefile", "VERSION := $(shell git describe --tags)\n");
    assertThat(added(ALL)).isEmpty();
  }

  @Test
  void whatAPersonTakesBackIsNotTakenAway() throws IOException {
    write(".dockerignore", "*\n!src\n!/.git\n");
    write(".hg/a", "");
    assertThat(added(ALL)).isEmpty();
  }

  @Test
  void whatRunMakesGoesOnlyWhereNobodyHasWrittenIt() throws IOException {
    write("package.json", "{}");
    write("node_modules/a/index.js", "");
    String installs = ALL + "RUN cd /app && npm ci\n";
    assertThat(added(installs)).doesNotContain("node_modules");
    write(".gitignore", "dist\n/node_modules\n");
    assertThat(added(installs)).contains("node_modules");
    assertThat(added(installs + "COPY --from=b /app/node_modules /b\n")).contains("node_modules");
    assertThat(added(ALL)).doesNotContain("node_modules");
    assertThat(added(installs + "FROM b\nCOPY . /b\n")).doesNotContain("node_modules");
    assertThat(added(installs + "COPY node_modules/a /a\n")).doesNotContain("node_modules");
  }

  @Test
  void environmentsOfPythonAreKnownByTheirConfiguration() throws IOException {
    write("venv/main.py", "");
    assertThat(added(ALL)).doesNotContain("venv");
    write("venv/pyvenv.cfg", "");
    assertThat(added(ALL)).contains("venv");
    assertThat(added(ALL + "CMD [\"/app/venv/bin/python\"]\n")).doesNotContain("venv");
    assertThat(added(ALL + "RUN python -m venv venv\nCMD [\"/app/venv/bin/python\"]\n"))
        .contains("venv");
    assertThat(added(ALL + "COPY venv/bin /b\n")).doesNotContain("venv");
  }

  @Test
  void anIgnoreFileThatCanNotBeReadIsLeft() throws IOException {
    write(".dockerignore", "[\n");
    assertThat(IgnoreFile.of(context, context.resolve("Dockerfile"))).isEmpty();
    Files.delete(context.resolve(".dockerignore"));
    Files.createSymbolicLink(context.resolve(".dockerignore"), Path.of("nowhere"));
    assertThat(IgnoreFile.of(context, context.resolve("Dockerfile"))).isEmpty();
  }

  @Test
  void whoSwitchesTheRuleOffIsHeard() {
    assertThat(added("FROM a\n# hadolint ignore=S09\nCOPY . /app\n")).isEmpty();
  }
}
