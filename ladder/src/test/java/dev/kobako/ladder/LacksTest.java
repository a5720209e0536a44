package dev.kobako.ladder;

import static dev.kobako.ladder.MadeImage.opened;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.check.Asked;
import dev.kobako.check.Trace;
import dev.kobako.image.Content;
import dev.kobako.sandbox.FileCall;
import dev.kobako.slim.KeepSet;
import dev.kobako.slim.Reason;
import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.MemoryTree;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LacksTest {
  private static final Entry FILE = new Entry.RegularFile(Attributes.of(0644), Content.empty(), 0);

  private final MemoryTree original =
      MemoryTree.builder()
          .put(ImagePath.of("/etc/a"), FILE)
          .put(ImagePath.of("/etc/b"), FILE)
          .put(ImagePath.of("/link"), new Entry.Symlink(Attributes.of(0777), "etc/b"))
          .build();

  private final KeepSet keepSet =
      KeepSet.of(
          MemoryTree.builder().put(ImagePath.of("/etc/a"), FILE).build(), Reason.asked("kept"));

  @Test
  void areThePlacesAndLinksThatWereAskedForInVain() {
    assertThat(Lacks.of(opened("/etc/a", "/link", "/nowhere"), original, keepSet).toString())
        .isEqualTo(
            "{/link=Reason[by=Optional.empty, how=asked for by the check (by /bin/app),"
                + " guess=Optional.empty], /etc/b=Reason[by=Optional.empty, how=asked for by the"
                + " check (by /bin/app), guess=Optional.empty]}");
  }

  @Test
  void areNamesOfListedFoldersWhereNothingWasAskedForItself() {
    TreeMap<String, Asked> asked = new TreeMap<>();
    asked.put("/etc", MadeImage.asked("/etc", FileCall.Kind.LIST));

    assertThat(Lacks.of(new Trace(asked, Set.of()), original, keepSet).keySet())
        .containsExactly(ImagePath.of("/etc/b"));
  }

  @Test
  void areNoneWhereNothingWasTakenAway() {
    assertThat(Lacks.of(opened("/etc/a", "relative"), original, keepSet)).isEmpty();
  }

  @Test
  void areCompiledModulesOnlyWhereNothingElseIs() {
    Entry.RegularFile file = (Entry.RegularFile) FILE;
    MemoryTree python =
        MemoryTree.builder()
            .put(ImagePath.of("/lib/m.py"), file)
            .put(ImagePath.of("/lib/__pycache__/m.cpython-311.pyc"), file)
            .put(ImagePath.of("/etc/b"), file)
            .build();
    KeepSet sources =
        KeepSet.of(
            MemoryTree.builder().put(ImagePath.of("/lib/m.py"), file).build(),
            Reason.asked("kept"));

    assertThat(
            Lacks.of(opened("/lib/__pycache__/m.cpython-311.pyc", "/etc/b"), python, sources)
                .keySet())
        .containsExactly(ImagePath.of("/etc/b"));
    assertThat(Lacks.of(opened("/lib/__pycache__/m.cpython-311.pyc"), python, sources).keySet())
        .containsExactly(ImagePath.of("/lib/__pycache__/m.cpython-311.pyc"));
  }
}
