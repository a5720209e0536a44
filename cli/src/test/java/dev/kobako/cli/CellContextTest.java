package dev.kobako.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.build.BuildContexts;
import dev.kobako.compare.CellFailure;
import dev.kobako.compare.Change;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies of contexts with a change. */
class CellContextTest {
  @TempDir Path temp;
  private Path real;
  private Path context;

  @BeforeEach
  void prepare() throws IOException {
    real = Files.createDirectory(temp.resolve("real"));
    Files.writeString(real.resolve("main.c"), "mine\n");
    context = Files.createDirectory(temp.resolve("context"));
    Files.writeString(context.resolve("Dockerfile"), "FROM scratch\nCOPY . .\n");
    Files.createDirectory(context.resolve("inside"));
    Files.writeString(context.resolve("inside/main.c"), "one\n");
    Files.createSymbolicLink(context.resolve("src"), real);
    Files.createSymbolicLink(context.resolve("link.c"), Path.of("inside/main.c"));
  }

  private Path changed(String file) throws IOException, CellFailure {
    Path copy = Files.createTempDirectory(temp, "copy");
    BuildContexts contexts = new BuildContexts(temp.resolve("cache"), temp, new TreeMap<>());
    CellContext cell =
        new CellContext(
            contexts.open(context.toString(), Optional.empty(), InputStream.nullInputStream()));
    assertThat(cell.changed(new Change(file, "two\n"), copy, temp.resolve("digests"))).isNotNull();
    return copy;
  }

  @Test
  void aChangeIsThatOfACopy() throws Exception {
    assertThat(changed("./inside/main.c").resolve("inside/main.c")).hasContent("one\ntwo\n");
    assertThat(context.resolve("inside/main.c")).hasContent("one\n");
  }

  @Test
  void noLinkLeadsAChangeOutOfTheCopy() {
    for (String file :
        new String[] {"src/main.c", "link.c", "../real/main.c", real + "/main.c", "nothing"}) {
      assertThatThrownBy(() -> changed(file))
          .isInstanceOf(CellFailure.class)
          .hasMessage("the context has no file " + file + " that is reached without links");
    }
    assertThat(real.resolve("main.c")).hasContent("mine\n");
  }
}
