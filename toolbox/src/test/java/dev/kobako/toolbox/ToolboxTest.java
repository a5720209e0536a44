package dev.kobako.toolbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ToolboxTest {
  private static final ToolPackages NONE =
      (tool, _) -> {
        throw new AssertionError("nobody shall fetch " + tool);
      };

  @TempDir Path temp;

  private Toolbox toolbox(String... folders) {
    return new Toolbox(temp.resolve("tools"), String.join(":", folders));
  }

  private Path onPath(String folder, String commands) {
    return Script.at(temp.resolve(folder).resolve("runc"), commands);
  }

  private Path fetched(String version, String commands) {
    return Script.at(temp.resolve("tools/runc").resolve(version).resolve("runc"), commands);
  }

  private String folder(String name) {
    return temp.resolve(name).toString();
  }

  @Test
  void aToolOnThePathComesFirst() {
    Path runc = onPath("bin", "echo 1.1.5");
    fetched("9.0-1", "echo 9.0");

    assertThat(toolbox(folder("none"), folder("bin")).require(Tool.RUNC, NONE))
        .isEqualTo(new FoundTool(Tool.RUNC, runc, "1.1.5", FoundTool.Place.PATH));
  }

  @Test
  void whatIsTooOldOrBrokenOnThePathIsPassedOver() {
    onPath("old", "echo 1.0.0");
    onPath("broken", "echo 1.5.0; exit 1");
    Path good = onPath("good", "echo 1.2.0");

    assertThat(toolbox(folder("old"), folder("broken"), folder("good")).find(Tool.RUNC))
        .map(FoundTool::program)
        .contains(good);
    Path own = fetched("1.1.15-1", "echo 1.1.15");
    assertThat(toolbox(folder("old"), folder("broken")).find(Tool.RUNC))
        .contains(new FoundTool(Tool.RUNC, own, "1.1.15", FoundTool.Place.TOOLBOX));
  }

  @Test
  void foldersAndFilesThatNobodyMayRunAreNoTools() throws Exception {
    Files.createDirectories(temp.resolve("a/runc"));
    Files.createDirectories(temp.resolve("b"));
    Files.writeString(temp.resolve("b/runc"), "echo 1.2.3");

    assertThat(toolbox(folder("a"), folder("b"), "", ".", "bin").find(Tool.RUNC)).isEmpty();
  }

  @Test
  void theNewestFetchedVersionThatStartsIsTaken() throws Exception {
    fetched("1.1.9-1", "echo 1.1.9");
    Path newest = fetched("1_1.0.15+ds1-2+b4", "echo 1.1.15");
    fetched("2_2.0-1", "exit 1");
    fetched(".new-3.0-1", "echo 3.0");
    fetched("notes", "echo 4.0");
    Files.writeString(temp.resolve("tools/runc/README"), "mine");

    assertThat(toolbox().find(Tool.RUNC)).map(FoundTool::program).contains(newest);
  }

  @Test
  void olderVersionsStayUntilTheyAreRemoved() {
    Path old = fetched("1.1.9-1", "echo 1.1.9");
    Path newest = fetched("1.1.10-1", "echo 1.1.10");

    assertThat(toolbox().outdated()).isEqualTo(Script.text("echo 1.1.9").length());
    assertThat(old).exists();
    assertThat(toolbox().removeOutdated()).isEqualTo(Script.text("echo 1.1.9").length());
    assertThat(old.getParent()).doesNotExist();
    assertThat(newest).exists();
    assertThat(toolbox().removeOutdated()).isZero();
  }

  @Test
  void whatIsNowhereIsFetched() {
    assertThat(
            toolbox(folder("bin"))
                .require(Tool.RUNC, (_, _) -> fetched("1.1.15-1", "echo runc version 1.1.15")))
        .extracting(FoundTool::version, FoundTool::place)
        .containsExactly("1.1.15", FoundTool.Place.TOOLBOX);
  }

  @Test
  void whatCantBeHadSaysWhyAndWhatElseToDo() {
    onPath("old", "echo runc version 1.0.2");
    onPath("broken", "exit 1");
    KobakoException why =
        KobakoException.usage(
            Diagnostic.of("debian:trixie", "this machine's apt has no source", "name a mirror"));

    assertThat(
            Thrown.by(() ->
                toolbox(folder("old"), folder("broken"))
                    .require(
                        Tool.RUNC,
                        (_, _) -> {
                          throw why;
                        })))
        .isEqualTo(
            """
            USAGE
            runc: is not on the PATH in version 1.1.0 or newer (%s is 1.0.2; %s does not tell its version), and can't be fetched: debian:trixie: this machine's apt has no source
            remedy: install runc (Debian: runc), or bring it with 'kobako setup runc': name a mirror\
            """
                .formatted(temp.resolve("old/runc"), temp.resolve("broken/runc")));
  }

  @Test
  void whatIsFetchedAndDoesNotStartIsExplained() {
    Path program = temp.resolve("tools/upx/1/upx");

    assertThat(Thrown.by(() -> toolbox().fetch(Tool.UPX, (_, _) -> program)))
        .isEqualTo(
            """
            OUTSIDE
            %s: was made of the package upx-ucl, but does not say its version when started
            remedy: see that programs may be run from that folder (no noexec mount), or install upx on this machine\
            """
                .formatted(program));
  }

  @Test
  void toolsAreKnownByTheNamesOfTheirCommands() {
    assertThat(Tool.called("docker-registry")).contains(Tool.DOCKER_REGISTRY);
    assertThat(Tool.called("DOCKER_REGISTRY")).isEqualTo(Optional.empty());
  }
}
