package dev.kobako.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class TimeZonesTest {
  @Test
  void keepsOtherZonesWithoutTheirCopies() throws IOException {
    UsedTree used =
        UsedTree.with(
                "/usr/share/zoneinfo/Asia/Tokyo",
                "/usr/share/zoneinfo/Europe/Paris",
                "/usr/share/zoneinfo/posix/Asia/Tokyo",
                "/usr/share/zoneinfo/right/Asia/Tokyo",
                "/usr/share/zoneinfo/tzdata.zi",
                "/usr/share/zoneinfo/zone.tab")
            .opened("/usr/share/zoneinfo/Europe/Paris");

    assertThat(used.keptBy(new TimeZones()))
        .containsExactly("/usr/share/zoneinfo/Asia/Tokyo", "/usr/share/zoneinfo/zone.tab");
  }

  @Test
  void keepsZonesWithLeapSecondsWhereOneOfThemWasOpened() throws IOException {
    UsedTree used =
        UsedTree.with(
                "/usr/share/zoneinfo/Asia/Tokyo",
                "/usr/share/zoneinfo/Europe/Paris",
                "/usr/share/zoneinfo/posix/Asia/Tokyo",
                "/usr/share/zoneinfo/right/Asia/Tokyo",
                "/usr/share/zoneinfo/tzdata.zi",
                "/usr/share/zoneinfo/right/UTC")
            .opened("/usr/share/zoneinfo/right/UTC");

    assertThat(used.keptBy(new TimeZones()))
        .containsExactly("/usr/share/zoneinfo/right/Asia/Tokyo");
  }

  @Test
  void keepsNothingForALook() throws IOException {
    UsedTree used =
        UsedTree.with(
                "/usr/share/zoneinfo/Asia/Tokyo",
                "/usr/share/zoneinfo/Europe/Paris",
                "/usr/share/zoneinfo/posix/Asia/Tokyo",
                "/usr/share/zoneinfo/right/Asia/Tokyo",
                "/usr/share/zoneinfo/tzdata.zi")
            .lookedAt("/usr/share/zoneinfo/Europe/Paris");

    assertThat(used.keptBy(new TimeZones())).isEmpty();
  }
}
