package dev.kobako.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class FontsTest {
  @Test
  void keepsTheOtherFacesOfTheFolder() throws IOException {
    UsedTree used =
        UsedTree.with(
                "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
                "/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf",
                "/usr/share/fonts/truetype/dejavu/README",
                "/usr/share/fonts/truetype/noto/Noto.ttf")
            .opened("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf");

    assertThat(used.keptBy(new Fonts()))
        .containsExactly("/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf");
  }

  @Test
  void keepsAllThatFontconfigCouldFind() throws IOException {
    UsedTree used =
        UsedTree.with(
                "/etc/fonts/fonts.conf",
                "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
                "/usr/share/fonts/truetype/noto/Noto.ttf",
                "/usr/share/fonts/truetype/noto/README",
                "/usr/local/share/fonts/Own.otf",
                "/usr/share/fonts/opentype/dejavu/DejaVuSans.otf",
                "/srv/fonts/Other.ttf")
            .opened("/etc/fonts/fonts.conf")
            .opened("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf");

    assertThat(used.keptBy(new Fonts()))
        .containsExactly(
            "/usr/local/share/fonts/Own.otf", "/usr/share/fonts/truetype/noto/Noto.ttf");
  }

  @Test
  void readingFontconfigsSettingsAloneDrawsNothing() throws IOException {
    UsedTree used =
        UsedTree.with("/etc/fonts/fonts.conf", "/usr/share/fonts/truetype/noto/Noto.ttf")
            .opened("/etc/fonts/fonts.conf");

    assertThat(used.keptBy(new Fonts())).isEmpty();
  }
}
