package dev.kobako.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.image.Content;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The kernel's path_resolution(7), with the tree as the root. */
class ResolutionTest {
  private static final Entry FILE = new Entry.RegularFile(Attributes.of(0644), Content.empty(), 0);

  private final MemoryTree.Builder builder = MemoryTree.builder();

  @BeforeEach
  void tree() {
    builder.put(ImagePath.of("/usr/lib/x"), FILE).put(ImagePath.of("/f"), FILE);
    link("/lib", "usr/lib");
    link("/abs", "/usr/lib");
    link("/usr/lib/up", "../../f");
    link("/out", "../../../usr");
  }

  private void link(String path, String target) {
    builder.put(ImagePath.of(path), new Entry.Symlink(Attributes.of(0777), target));
  }

  private void assertFound(String path, String place) {
    Resolution resolution = builder.build().resolve(path);
    assertThat(resolution.outcome()).isInstanceOf(Resolution.Outcome.Found.class);
    assertThat(resolution.place()).hasToString(place);
  }

  private void assertOutcome(String path, Resolution.Outcome outcome, String place) {
    Resolution resolution = builder.build().resolve(path);
    assertThat(resolution.outcome()).isEqualTo(outcome);
    assertThat(resolution.place()).hasToString(place);
    assertThat(resolution.entry()).isEmpty();
  }

  @Test
  void followsLinksAndDots() {
    assertFound("/", "/");
    assertFound("/usr/lib/x", "/usr/lib/x");
    assertFound("/lib/x", "/usr/lib/x");
    assertFound("/abs/./x", "/usr/lib/x");
    assertFound("/lib/up", "/f");
    // The parent of what a link leads to, not of the link.
    assertFound("/lib/..", "/usr");
    assertFound("/lib/", "/usr/lib");
  }

  @Test
  void neverLeavesTheRoot() {
    assertFound("/../../f", "/f");
    assertFound("/out/lib/x", "/usr/lib/x");
    assertFound("/lib/../../../..", "/");
  }

  @Test
  void saysWhichLinksItFollowed() {
    assertThat(builder.build().resolve("/lib/up").links())
        .containsExactly(ImagePath.of("/lib"), ImagePath.of("/usr/lib/up"));
    assertThat(builder.build().resolve(ImagePath.of("/f")).file())
        .contains((Entry.RegularFile) FILE);
  }

  @Test
  void saysWhereSomethingIsMissingOrInTheWay() {
    link("/dangling", "usr/none/y");
    assertOutcome("/none", new Resolution.Outcome.Missing(), "/none");
    assertOutcome("/lib/none/y", new Resolution.Outcome.Missing(), "/usr/lib/none");
    assertOutcome("/dangling", new Resolution.Outcome.Missing(), "/usr/none");
    assertOutcome("/f/x", new Resolution.Outcome.NotDirectory(), "/f");
    assertOutcome("/f/", new Resolution.Outcome.NotDirectory(), "/f");
    assertOutcome("/f/..", new Resolution.Outcome.NotDirectory(), "/f");
  }

  @Test
  void fortyLinksAreFollowedAndNoMore() {
    link("/loop", "loop");
    assertOutcome("/loop", new Resolution.Outcome.TooManyLinks(), "/loop");
    link("/l1", "f");
    for (int i = 2; i <= 41; i++) {
      link("/l" + i, "l" + (i - 1));
    }
    assertFound("/l40", "/f");
    assertOutcome("/l41", new Resolution.Outcome.TooManyLinks(), "/l1");
  }

  @Test
  void aRelativePathIsRefused() {
    assertThatThrownBy(() -> builder.build().resolve("f"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not an absolute path: f");
  }
}
