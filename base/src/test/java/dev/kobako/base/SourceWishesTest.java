package dev.kobako.base;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.config.MirrorUrl;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SourceWishesTest {
  private static final SourceWishes LINES =
      new SourceWishes(
          Optional.empty(), List.of(), Optional.empty(), List.of("deb http://a.example/ x main"));
  private static final SourceWishes MIRROR = mirror("http://m.example/debian");
  private static final SourceWishes COMPONENTS =
      new SourceWishes(Optional.empty(), List.of("contrib"), Optional.empty(), List.of());
  private static final SourceWishes SNAPSHOT =
      new SourceWishes(Optional.empty(), List.of(), Optional.of("20250520T000000Z"), List.of());

  private static SourceWishes mirror(String url) {
    return new SourceWishes(
        Optional.of(new MirrorUrl(url)), List.of(), Optional.empty(), List.of());
  }

  @Test
  void whatOptionsLeaveOpenTheFileSays() {
    assertThat(COMPONENTS.or(MIRROR))
        .isEqualTo(
            new SourceWishes(MIRROR.mirror(), List.of("contrib"), Optional.empty(), List.of()));
    assertThat(SourceWishes.NONE.or(LINES)).isEqualTo(LINES);
  }

  @Test
  void aMirrorOrLinesStandInThePlaceOfLines() {
    assertThat(MIRROR.or(LINES)).isEqualTo(MIRROR);
    assertThat(LINES.or(MIRROR)).isEqualTo(LINES);
  }

  @Test
  void whatLinesSayThemselvesIsRefusedBesideThem() {
    assertThat(Thrown.by(() -> COMPONENTS.or(LINES)))
        .isEqualTo(
            """
            USAGE
            --component: given beside sources: lines of the file, which stand alone
            remedy: write it into the lines, or name a --mirror in their place\
            """);
    assertThat(Thrown.by(() -> SNAPSHOT.or(LINES))).startsWith("USAGE\n--snapshot: given beside");
  }
}
