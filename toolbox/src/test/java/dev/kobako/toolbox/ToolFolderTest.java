package dev.kobako.toolbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.debian.PackageVersion;
import dev.kobako.image.Content;
import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.MemoryTree;
import dev.kobako.tree.Tree;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ToolFolderTest {
  @TempDir Path temp;
  private ToolFolder folder;

  @BeforeEach
  void choosePlace() {
    folder =
        new Toolbox(temp.resolve("tools"), "").place(Tool.UPX, PackageVersion.of("1:4.2-1+b1"));
  }

  private static Tree tree(String path, byte[] program) {
    return MemoryTree.builder()
        .put(ImagePath.of(path), new Entry.RegularFile(Attributes.of(0644), Content.of(program), 0))
        .build();
  }

  private static Tree saying(String text) {
    return tree(
        "/usr/bin/upx-ucl", Script.text("echo " + text).getBytes(StandardCharsets.US_ASCII));
  }

  private List<String> files() throws Exception {
    try (Stream<Path> all = Files.walk(temp.resolve("tools"))) {
      return all.filter(Files::isRegularFile)
          .map(each -> temp.resolve("tools").relativize(each).toString())
          .sorted()
          .toList();
    }
  }

  @Test
  void aProgramWithoutLoaderIsTheOnlyFile() throws Exception {
    folder.lay(Tool.UPX, saying("upx 4.2"));

    assertThat(files()).containsExactly("upx/1_4.2-1+b1/upx");
    assertThat(folder.program(Tool.UPX)).hasContent(Script.text("echo upx 4.2"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.path())))
        .isEqualTo("rwxr-xr-x");
    assertThat(VersionProbe.version(Tool.UPX, folder.program(Tool.UPX))).contains("4.2");
  }

  @Test
  void whatIsThereAndStartsStays() {
    folder.lay(Tool.UPX, saying("upx 4.2"));
    folder.lay(Tool.UPX, saying("upx 5.0"));

    assertThat(VersionProbe.version(Tool.UPX, folder.program(Tool.UPX))).contains("4.2");
  }

  @Test
  void whatDoesNotStartIsReplacedAndWhatAKilledProcessLeftGoes() throws Exception {
    folder.lay(Tool.UPX, saying("upx 4.2"));
    Files.write(folder.program(Tool.UPX), new byte[100]);
    Script.at(temp.resolve("tools/upx/.new-4.2-1/upx"), "echo 1");
    Script.at(temp.resolve("tools/upx/.old-4.1-1/lib/ld.so"), "echo 1");

    folder.lay(Tool.UPX, saying("upx 4.3"));

    assertThat(files()).containsExactly("upx/1_4.2-1+b1/upx");
    assertThat(VersionProbe.version(Tool.UPX, folder.program(Tool.UPX))).contains("4.3");
  }

  @Test
  void whoeverLaysTheSameAtTheSameTimeGetsIt() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Callable<String>> work = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        work.add(() -> {
          folder.lay(Tool.UPX, saying("upx 4.2"));
          return VersionProbe.version(Tool.UPX, folder.program(Tool.UPX)).orElse("none");
        });
      }
      for (Future<String> each : threads.invokeAll(work)) {
        assertThat(each.get()).isEqualTo("4.2");
      }
    }
    assertThat(files()).containsExactly("upx/1_4.2-1+b1/upx");
  }

  @Test
  void aPackageWithoutTheProgramIsRefused() {
    assertThat(Thrown.by(() -> folder.lay(Tool.UPX, tree("/usr/bin/other", new byte[1]))))
        .isEqualTo(
            """
            FINDING
            package upx-ucl: has no /usr/bin/upx-ucl and no /usr/bin/upx
            remedy: install upx on this machine instead\
            """);
  }

  @Test
  void aLibraryThatNoPackageHasIsNamedAndNothingIsLeft() throws Exception {
    // A program of this machine: relinking needs one that a linker has made.
    byte[] program = Files.readAllBytes(Path.of("/usr/bin/env"));

    assertThat(Thrown.by(() -> folder.lay(Tool.UPX, tree("/usr/bin/upx", program))))
        .isEqualTo(
            """
            FINDING
            upx-ucl: needs libc.so.6, which is in none of the packages that were fetched for it
            remedy: install the program on this machine instead\
            """);
    assertThat(files()).isEmpty();
  }

  @Test
  void aFolderThatTheLoaderWouldReadOtherwiseIsRefused() {
    Toolbox toolbox = new Toolbox(Path.of("/home/a:b"), "");

    assertThat(Thrown.by(() -> toolbox.place(Tool.UPX, PackageVersion.of("1-1"))))
        .isEqualTo(
            """
            USAGE
            /home/a:b/upx/1-1: has a ':' or '$' in it, which the loader of programs takes for something else
            remedy: choose another folder with KOBAKO_HOME\
            """);
  }

  @Test
  void aFolderThatCantBeWrittenIsNamed() throws Exception {
    Files.writeString(temp.resolve("tools"), "a file");

    assertThat(Thrown.by(() -> folder.lay(Tool.UPX, saying("upx 4.2"))))
        .isEqualTo(
            """
            OUTSIDE
            %s: can't be written: %s
            remedy: check that the folder exists and can be written by you\
            """
                .formatted(folder.path(), temp.resolve("tools/upx") + ": Not a directory"));
  }
}
