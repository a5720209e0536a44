package dev.kobako.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImagePathTest {
  @ParameterizedTest
  @CsvSource({
    "/, /",
    "//, /",
    "/., /",
    "/./, /",
    "/a, /a",
    "/a/, /a",
    "/a//b, /a/b",
    "/a/./b, /a/b",
    "/a/b/., /a/b",
    "/./a, /a",
    "/.a/b., /.a/b.",
    "/..., /...",
    "/a..b/c.., /a..b/c.."
  })
  void slashesAndDotsAreFolded(String text, String folded) {
    assertThat(ImagePath.of(text)).hasToString(folded).isEqualTo(ImagePath.of(folded));
    assertThat(ImagePath.of(text)).hasSameHashCodeAs(ImagePath.of(folded));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/..", "/../a", "/a/..", "/a/../b", "/a/b/../"})
  void dotDotIsRefused(String text) {
    assertThatThrownBy(() -> ImagePath.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'..' in a path: " + text);
  }

  @Test
  void relativePathsAndNulAreRefused() {
    assertThatThrownBy(() -> ImagePath.of("a")).hasMessage("not an absolute path: a");
    assertThatThrownBy(() -> ImagePath.of("")).hasMessage("not an absolute path: ");
    assertThatThrownBy(() -> ImagePath.of("/a\0b")).hasMessage("a NUL byte in a path");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "a/b", "/", "a\0"})
  void aChildIsASingleName(String name) {
    assertThatThrownBy(() -> ImagePath.ROOT.child(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not a name: '" + name + "'");
  }

  @Test
  void takesPathsApart() {
    ImagePath path = ImagePath.of("/usr/lib/x");
    assertThat(path.name()).isEqualTo("x");
    assertThat(path.parent()).contains(ImagePath.of("/usr/lib"));
    assertThat(path.names()).containsExactly("usr", "lib", "x");
    assertThat(ImagePath.of("/usr").parent()).contains(ImagePath.ROOT);
    assertThat(ImagePath.ROOT.parent()).isEmpty();
    assertThat(ImagePath.ROOT.name()).isEmpty();
    assertThat(ImagePath.ROOT.names()).isEmpty();
    assertThat(ImagePath.ROOT.child("a").child("b")).isEqualTo(ImagePath.of("/a/b"));
  }

  @Test
  void startsWithGoesByWholeNames() {
    assertThat(ImagePath.of("/usr/lib").startsWith(ImagePath.of("/usr"))).isTrue();
    assertThat(ImagePath.of("/usr").startsWith(ImagePath.of("/usr"))).isTrue();
    assertThat(ImagePath.of("/usr").startsWith(ImagePath.ROOT)).isTrue();
    assertThat(ImagePath.of("/usr2").startsWith(ImagePath.of("/usr"))).isFalse();
    assertThat(ImagePath.of("/usr").startsWith(ImagePath.of("/usr/lib"))).isFalse();
  }

  @Test
  void aDirectoryComesRightBeforeAllThatIsInIt() {
    List<ImagePath> sorted =
        List.of("/", "/a", "/a/b", "/a/b/c", "/a/b!", "/a!", "/a-b", "/a.d", "/ab").stream()
            .map(ImagePath::of)
            .toList();
    assertThat(sorted.reversed().stream().sorted()).containsExactlyElementsOf(sorted);
  }
}
