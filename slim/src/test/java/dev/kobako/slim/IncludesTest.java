package dev.kobako.slim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.testkit.ElfBuilder;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IncludesTest {
  private static FakeRoot root() {
    return FakeRoot.withGlibc()
        .workingDirectory("/work")
        .file("/data/a.txt", "a")
        .file("/data/b.txt", "b")
        .file("/data/.hidden", "h")
        .file("/data/c.md", "c")
        .file("/data/sub/d.txt", "d")
        .file("/data/sub/deep/e.txt", "e")
        .file("/data/x[1].txt", "x")
        .link("/data/link", "sub/d.txt")
        .link("/links/nowhere", "/proc/mounts")
        .file("/work/here.txt", "w")
        .elf("/opt/tool", FakeRoot.program().needed("libx.so"))
        .library("libx.so", ElfBuilder.elf64());
  }

  private static List<String> kept(String... includes) throws IOException {
    Closure closure = new Closure(root().source(), ClosureOptions.defaults());
    for (String include : includes) {
      Includes.keep(include, "/work", closure);
    }
    return closure.keepSet().all().stream()
        .filter(kept -> !(kept.entry() instanceof Entry.Directory))
        .map(kept -> kept.path().toString())
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /data/a.txt                | /data/a.txt
          here.txt                   | /work/here.txt
          ../data/a.txt              | /data/a.txt
          /data/*.txt                | /data/a.txt /data/b.txt /data/x[1].txt
          /data/?.txt                | /data/a.txt /data/b.txt
          /data/[ab].*               | /data/a.txt /data/b.txt
          /data/[!ab]*.txt           | /data/x[1].txt
          ../d?ta/a.txt              | /data/a.txt
          /data/[b-z].*              | /data/b.txt /data/c.md
          /data/.h*                  | /data/.hidden
          /data/**/*.txt             | /data/a.txt /data/b.txt /data/sub/d.txt /data/sub/deep/e.txt \
          /data/x[1].txt
          /*/c.md                    | /data/c.md
          /data/sub                  | /data/sub/d.txt /data/sub/deep/e.txt
          /data/link                 | /data/link /data/sub/d.txt
          /links/nowhere             | /links/nowhere
          /links/*                   | /links/nowhere
          /links/*:/x/               | /x/nowhere
          /data/a.txt:/x             | /x
          /data/a.txt:/x/            | /x/a.txt
          /data/a.txt:/              | /a.txt
          /data/[ab].txt:/x          | /x/a.txt /x/b.txt
          /data/sub:/x               | /x/d.txt /x/deep/e.txt
          /data/sub:/x/              | /x/sub/d.txt /x/sub/deep/e.txt
          /data/link:/x              | /x
          /data/a.txt:/data/sub/../f | /data/f
          """)
  void takes(String include, String paths) throws IOException {
    assertThat(kept(include)).containsExactlyInAnyOrder(paths.split(" "));
  }

  @Test
  void takesWhatAnIncludedProgramNeeds() throws IOException {
    assertThat(kept("/opt/tool")).contains("/opt/tool", FakeRoot.LIBRARIES + "libx.so");
  }

  @Test
  void putsAFileWhereTheLinksOfTheSourceLead() throws IOException {
    assertThat(kept("/data/a.txt:/bin/a")).containsExactly("/bin", "/usr/bin/a");
    assertThat(kept("/data/a.txt:/lib64/")).containsExactly("/lib64", "/usr/lib64/a.txt");
  }

  @Test
  void canBePackedWithProgramsWhateverIsNamedFirst() throws IOException {
    Closure closure =
        new Closure(
            root().elf(Explained.PROGRAM, FakeRoot.program()).source(), ClosureOptions.defaults());
    Includes.keep("/data/a.txt:/bin/a", "/", closure);
    closure.keepProgram("/bin/app", Reason.asked("named"));
    Includes.keep("/data/b.txt:/lib/b", "/", closure);

    assertThat(
            new Packer(Source.Kind.IMAGE, Instant.EPOCH)
                .tree(closure.keepSet())
                .resolve("/bin/app")
                .file())
        .isPresent();
  }

  @Test
  void replacesWhatIsKeptAlready() throws IOException {
    Closure closure = new Closure(root().source(), ClosureOptions.defaults());
    closure.keep("/data/b.txt", Reason.asked("first"));

    Includes.keep("/data/a.txt:/data/b.txt", "/", closure);

    Entry entry = closure.keepSet().at(ImagePath.of("/data/b.txt")).orElseThrow().entry();
    assertThat(((Entry.RegularFile) entry).content().bytes()).asString().isEqualTo("a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ":/x", "/data/a.txt:", "/data/a.txt:x", "/data/a.txt:../x"})
  void refusesWhatIsNoSourceWithDestination(String include) {
    assertThatThrownBy(() -> kept(include))
        .isInstanceOf(KobakoException.class)
        .hasMessage(
            "--include "
                + include
                + ": is not SRC[:DEST] with an absolute DEST\n"
                + "remedy: write it as --include templates:/usr/share/app/templates");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/data/gone",
        "/data/*.gone",
        "/gone/**",
        "/data/a.txt/x",
        "/data/[",
        "/data/[z-a]"
      })
  void refusesWhatMatchesNothing(String include) {
    assertThatThrownBy(() -> kept(include))
        .isInstanceOf(KobakoException.class)
        .hasMessage(
            "--include "
                + include
                + ": nothing in the fake root matches "
                + include
                + "\n"
                + "remedy: check the path; globs match names as they are on the source");
  }

  @ParameterizedTest
  @CsvSource({"/data/a.txt/x, /data/a.txt", "/data/link/x, /data/sub/d.txt"})
  void refusesADestinationBelowAFile(String destination, String file) {
    assertThatThrownBy(() -> kept("/data/b.txt:" + destination))
        .isInstanceOf(KobakoException.class)
        .hasMessage(
            "--include /data/b.txt:"
                + destination
                + ": can't go to "
                + destination
                + ", since "
                + file
                + " is no folder in the fake root\nremedy: choose another DEST");
  }

  @Test
  void refusesToPutAFileInPlaceOfAFolder() {
    assertThatThrownBy(() -> kept("/data/a.txt:/data/sub"))
        .isInstanceOf(KobakoException.class)
        .hasMessage(
            "--include /data/a.txt:/data/sub: can't go to /data/sub, since /data/sub is a folder in"
                + " the fake root\nremedy: choose another DEST");
  }

  @Test
  void keepsDotDotInsideTheRoot() throws IOException {
    assertThat(kept("/data/a.txt:/../../../x")).containsExactly("/x");
    assertThat(kept("/../../data/a.txt")).containsExactly("/data/a.txt");
  }
}
