package dev.kobako.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class RPackagesTest {
  @Test
  void keepsAPackageWithoutItsManuals() throws IOException {
    UsedTree used =
        UsedTree.with(
                "/usr/lib/R/library/stats/DESCRIPTION",
                "/usr/lib/R/library/stats/R/stats.rdb",
                "/usr/lib/R/library/stats/libs/stats.so",
                "/usr/lib/R/library/stats/help/stats.rdb",
                "/usr/lib/R/library/base/DESCRIPTION")
            .opened("/usr/lib/R/library/stats/R/stats.rdb");

    assertThat(used.keptBy(new RPackages()))
        .containsExactly(
            "/usr/lib/R/library/stats/DESCRIPTION", "/usr/lib/R/library/stats/libs/stats.so");
  }
}
