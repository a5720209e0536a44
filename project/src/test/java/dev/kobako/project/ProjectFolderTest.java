package dev.kobako.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.diagnostic.KobakoException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectFolderTest {
  @TempDir Path temp;

  @Test
  void linksAreNotFollowedOutOfTheFolder() throws IOException {
    Files.writeString(temp.resolve("secret"), "secret");
    SourceFolder sources = new SourceFolder(temp.resolve("project")).with("src/a.rs", "a");
    Files.createSymbolicLink(sources.path().resolve("Cargo.toml"), Path.of("../secret"));
    Files.createSymbolicLink(sources.path().resolve("up"), Path.of(".."));
    Files.createSymbolicLink(sources.path().resolve("inside"), Path.of("src/a.rs"));
    ProjectFolder folder = sources.folder();
    assertThat(folder.has("Cargo.toml")).isFalse();
    assertThat(folder.text("up/secret")).isEmpty();
    assertThat(folder.text("../secret")).isEmpty();
    assertThat(folder.text(temp.resolve("secret").toString())).isEmpty();
    assertThat(folder.text("inside")).contains("a");
    assertThat(folder.files()).containsExactly("src/a.rs");
  }

  @Test
  void whatToolsHaveMadeIsNotListed() throws IOException {
    ProjectFolder folder =
        new SourceFolder(temp)
            .with("src/a.js", "")
            .with("node_modules/b/b.js", "")
            .with("target/c.js", "")
            .with(".git/d.js", "")
            .folder();
    assertThat(folder.filesEndingWith(".js")).isEqualTo(List.of("src/a.js"));
    assertThat(folder.unlisted()).isEqualTo(List.of("node_modules", "target"));
  }

  @Test
  void aFileThatIsTooLargeIsRefused() throws IOException {
    ProjectFolder folder =
        new SourceFolder(temp).with("go.mod", " ".repeat((16 << 20) + 1)).folder();
    assertThatThrownBy(() -> folder.text("go.mod"))
        .isInstanceOf(KobakoException.class)
        .hasMessage("go.mod: has more than 16777216 bytes, expected a file that people write");
  }
}
