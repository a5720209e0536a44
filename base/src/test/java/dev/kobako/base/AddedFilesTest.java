package dev.kobako.base;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.base.BaseRequest.AddedFile;
import dev.kobako.tree.MemoryTree;
import dev.kobako.tree.TreeDump;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AddedFilesTest {
  @TempDir private Path folder;

  @Test
  void aFileOfTheHostIsAdded() throws IOException {
    write("app.conf", "rw-r-----");

    assertThat(with(from("app.conf", "/etc/app.conf", -1)))
        .isEqualTo(
            """
            /etc: dir 0755
            /etc/app.conf: file 0640 2cf24dba 7:8
            """);
    assertThat(with(from("app.conf", "/etc/app.conf", 0600))).contains("app.conf: file 0600 ");
  }

  @Test
  void aLinkThatIsNamedIsFollowedAndOneInAFolderIsNot() throws IOException {
    write("real", "rwxr-xr-x");
    Files.createSymbolicLink(folder.resolve("link"), Path.of("real"));

    assertThat(with(from("link", "/bin/tool", -1))).contains("/bin/tool: file 0755 2cf24dba 7:8");
    assertThat(with(from(".", "/opt", -1))).contains("/opt/link: symlink real");
  }

  @Test
  void hardLinksOfAFolderAreNotTakenForThoseOfTheBase() throws IOException {
    write("one", "rw-r--r--");
    Files.createLink(folder.resolve("two"), folder.resolve("one"));

    assertThat(with(from(".", "/opt", 0644)))
        .contains("/opt/one: file 0644 2cf24dba 7:8\n/opt/two: file 0644 2cf24dba 7:8\n");
  }

  @Test
  void aFileThatIsNotThereIsNamedWithWhereItShouldGo() {
    assertThat(Thrown.by(() -> on(from("none", "/etc/x", -1))))
        .isEqualTo(
            "USAGE\n"
                + folder.resolve("none")
                + ": is not there, and should go to /etc/x\n"
                + "remedy: check the name; it is relative to the file that names it");
  }

  private void write(String name, String permissions) throws IOException {
    Path file = Files.writeString(folder.resolve(name), "hello");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  private AddedFile from(String name, String target, int mode) {
    return new AddedFile(new AddedFile.Source.Host(folder.resolve(name)), target, mode, 7, 8);
  }

  private static String with(AddedFile file) throws IOException {
    return TreeDump.dump(on(file).tree());
  }

  private static MadeTree on(AddedFile file) {
    return AddedFiles.on(
        new MadeTree(MemoryTree.builder().build(), List.of()), List.of(file), Instant.EPOCH);
  }
}
