package dev.kobako.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.dockerfile.IgnorePatterns;
import dev.kobako.dockerfile.RunMount;
import dev.kobako.dockerfile.Span;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each line was tried with BuildKit, with an empty cache. */
class AskedPathsTest {
  private static final Plan.Base SCRATCH = new Plan.Base.Scratch();

  private static final Tree TREE =
      CopyFixture.tree(tar ->
          tar.file("f", 0644, "f")
              .file("x.txt", 0644, "x")
              .dir("d", 0755)
              .file("d/a", 0644, "a")
              .dir("d/empty", 0755)
              .dir("d/sub", 0755)
              .file("d/sub/c", 0644, "c")
              .symlink("ld", "d")
              .symlink("round", "round/x"));

  @TempDir Path folder;

  @BeforeEach
  void lay() throws IOException {
    Files.createDirectories(folder.resolve("context/d/empty"));
    Files.writeString(folder.resolve("context/d/a"), "a");
    Files.writeString(folder.resolve("context/f"), "f");
  }

  private static Plan plan(Step... steps) {
    return HandMade.plan(HandMade.stage(0, SCRATCH, steps));
  }

  private static CopyStep copy(String source) {
    return HandMade.copy(CopySource.Context.DEFAULT, source, "/o/");
  }

  @ParameterizedTest
  @CsvSource({
    "d/no*,                /d,       false",
    "no*,                  /,        true",
    "d/no* d/a,            /d,       true",
    "d/no* .,              /d,       true",
    "d/no* */a,            /d,       true",
    "d/no* x*,             /d,       false",
    "d/no* d*,             /d,       true",
    "d/sub/no* d/a,        /d/sub,   false",
    "d/no* d/sub/c,        /d,       true",
    "d/*/no*,              /d,       false",
    "ld/no*,               /d,       false",
    "ld/no* d/a,           /d,       true",
    "d/no* ld/a,           /d,       true",
    "d/empty/no*,          /d/empty, false",
    "d/empty/no* d/empty,  /d/empty, true",
    "d/empty/no* d,        /d/empty, true",
    "d/[xyz] d/?,          /d,       true",
    "d/no* /d/../d/./a,    /d,       true",
    "d/no* **/no,          /d,       true",
    "d/no* round,          /d,       false",
  })
  void aDirectoryIsSentWhereItOrSomethingInItIsAskedFor(
      String sources, String directory, boolean sent) {
    Step[] steps = Arrays.stream(sources.split(" ")).map(AskedPathsTest::copy).toArray(Step[]::new);
    assertThat(AskedPaths.of(plan(steps)).hold(TREE, ImagePath.of(directory))).isEqualTo(sent);
  }

  @Test
  void mountsAskAsWellAndATmpfsAsksForAll() {
    ImagePath d = ImagePath.of("/d");
    CopySource context = CopySource.Context.DEFAULT;
    assertThat(
            AskedPaths.of(
                    plan(mount(new RunMount.Bind(Optional.empty(), "f", "/m", false), context)))
                .hold(TREE, d))
        .isFalse();
    assertThat(
            AskedPaths.of(
                    plan(mount(new RunMount.Bind(Optional.empty(), "d/sub", "/m", false), context)))
                .hold(TREE, d))
        .isTrue();
    assertThat(
            AskedPaths.of(plan(mount(new RunMount.Tmpfs("/m", 0, false), new CopySource.Nowhere())))
                .hold(TREE, d))
        .isTrue();
  }

  private static Step mount(RunMount mount, CopySource from) {
    return HandMade.run(List.of(new RunStep.PlannedMount(mount, from, new Span(0, 1))), "true");
  }

  @Test
  void aPatternWithoutAMatchIsRefusedWhereNothingOfItsFolderIsSent() {
    assertThatThrownBy(() -> build(copy("d/no*")))
        .hasMessage(
            """
            Dockerfile:1: /d: has nothing in it that this build copies, and counts as missing then
              1 | FROM scratch
                | ^^^^^^^^
            remedy: check the pattern; name a file of the folder that is always there beside one \
            that may match nothing\
            """);
    build(copy("d/no*"), copy("d/a"));
    build(copy("no*"));
  }

  @Test
  void ofANamedContextTheInstructionAloneAsks() {
    CopySource named = new CopySource.Context("n");
    assertThatThrownBy(
            () -> build(HandMade.copy(named, "d/no*", "/x/"), HandMade.copy(named, "d/a", "/y/")))
        .hasMessageContaining("/d: has nothing in it that this build copies");
  }

  @Test
  void parentsFromAFolderOnNeedTheFolder() {
    CopyFixture fixture = CopyFixture.from(_ -> {}).context();
    AskedPaths own = AskedPaths.NONE.with(fixture.step("COPY --parents d/./no* /x/"));
    assertThat(own.hold(TREE, ImagePath.of("/d"))).isFalse();
    Copying copying = new Copying(folder, new TreeMap<>());
    assertThatThrownBy(
            () -> copying.select(fixture.step("COPY --parents d/./no* /x/"), _ -> context()))
        .hasMessageStartingWith("d: has nothing in it that this build copies");
    copying.select(fixture.step("COPY --parents d/./a* /x/"), _ -> context());
    copying.select(fixture.step("COPY --parents d/no* /x/"), _ -> context());
  }

  private SourceTree context() {
    return BuildContext.of(
        folder.resolve("context"), IgnorePatterns.NONE, folder.resolve("digests"));
  }

  private void build(CopyStep... steps) {
    Workshop workshop = new Workshop(folder.resolve("cache"));
    workshop.files = this::context;
    assertThat(Optional.of(workshop.build(plan(steps)))).isPresent();
  }
}
