package dev.kobako.ladder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.debian.InstalledPackages;
import dev.kobako.image.Content;
import dev.kobako.image.ImageConfig;
import dev.kobako.slim.KeepSet;
import dev.kobako.slim.Kept;
import dev.kobako.slim.Reason;
import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.MemoryTree;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CleanedTest {
  private static final Content LARGE = Content.of(new byte[100]);
  private static final Content SMALL = Content.of(new byte[1]);

  private final MemoryTree tree =
      MemoryTree.builder()
          .put(ImagePath.of("/doc/a"), file(0))
          .put(ImagePath.of("/doc/b"), file(0))
          .put(ImagePath.of("/lib/x"), file(7))
          .put(ImagePath.of("/lib/y"), file(7))
          .build();

  private static Entry file(long inode) {
    return new Entry.RegularFile(Attributes.of(0644), LARGE, inode);
  }

  private Cleaned cleaned(String... asked) {
    Set<String> names = Set.of(asked);
    return new Cleaned(
        tree,
        ImageConfig.builder().build(),
        InstalledPackages.of(tree),
        path -> names.contains(path.toString()));
  }

  private List<String> left(Cleaned cleaned) {
    return cleaned.applyTo(KeepSet.of(tree, Reason.asked("all"))).all().stream()
        .map(kept -> kept.path().toString())
        .toList();
  }

  @Test
  void takesAwayAFolderWithAllBelow() {
    Cleaned cleaned = cleaned();
    cleaned.remove(ImagePath.of("/doc"));

    assertThat(cleaned.stays(ImagePath.of("/doc/a"))).isFalse();
    assertThat(cleaned.stays(ImagePath.of("/lib/x"))).isTrue();
    assertThat(cleaned.stays(ImagePath.of("/nowhere"))).isFalse();
    assertThat(left(cleaned)).containsExactly("/", "/lib", "/lib/x", "/lib/y");
  }

  @Test
  void leavesWhatWasAskedForInAFolderThatGoes() {
    Cleaned cleaned = cleaned("/doc/b");
    cleaned.remove(ImagePath.of("/doc"));

    assertThat(left(cleaned)).containsExactly("/", "/doc", "/doc/b", "/lib", "/lib/x", "/lib/y");
  }

  @Test
  void givesAllNamesOfAFileItsSmallerContent() {
    Cleaned cleaned = cleaned();
    cleaned.replace(ImagePath.of("/lib/x"), SMALL);

    KeepSet rest = cleaned.applyTo(KeepSet.of(tree, Reason.asked("all")));

    assertThat(rest.at(ImagePath.of("/lib/y")).map(KeepSet::size)).contains(1L);
    assertThat(rest.at(ImagePath.of("/doc/a")).map(KeepSet::size)).contains(100L);
  }

  @Test
  void joinsNoFilesOfWhichOneAloneGotAnotherContent() {
    Cleaned cleaned = cleaned();
    cleaned.replace(ImagePath.of("/doc/a"), SMALL);
    cleaned.link(ImagePath.of("/doc/b"), ImagePath.of("/doc/a"));

    KeepSet rest = cleaned.applyTo(KeepSet.of(tree, Reason.asked("all")));

    assertThat(rest.at(ImagePath.of("/doc/b")).map(Kept::entry)).contains(file(0));
  }

  @Test
  void refusesContentsForWhatIsNoFile() {
    Cleaned cleaned = cleaned();

    assertThatThrownBy(() -> cleaned.replace(ImagePath.of("/doc"), SMALL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("/doc is no regular file");
  }

  @Test
  void appliesTheRulesThatAreNotSwitchedOff() throws IOException {
    CleanRule docs = rule("docs", "/doc");
    CleanRule libraries = rule("libraries", "/lib");
    Cleaned cleaned = cleaned();

    cleaned.apply(
        List.of(docs, libraries), new KeepRules(List.of(), List.of(), false, Set.of("libraries")));

    assertThat(left(cleaned)).containsExactly("/", "/lib", "/lib/x", "/lib/y");
  }

  private static CleanRule rule(String name, String path) {
    return new CleanRule() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public String about() {
        return name;
      }

      @Override
      public void clean(Cleaning cleaning) {
        cleaning.remove(ImagePath.of(path));
      }
    };
  }

  @Test
  void keepsReasons() {
    Cleaned cleaned = cleaned();
    cleaned.replace(ImagePath.of("/doc/a"), SMALL);

    assertThat(cleaned.applyTo(KeepSet.of(tree, Reason.asked("all"))).all())
        .extracting(Kept::reason)
        .containsOnly(Reason.asked("all"));
  }
}
