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

  @Test
  void keepsThePackagesThatOneNamesAsNeededButNoOthers() throws IOException {
    UsedTree used =
        UsedTree.with(
                "/usr/lib/R/site-library/ggplot2/R/ggplot2.rdb",
                "/usr/lib/R/site-library/MASS/DESCRIPTION",
                "/usr/lib/R/site-library/viridisLite/R/viridisLite.rdb")
            .file(
                "/usr/lib/R/site-library/ggplot2/DESCRIPTION",
                """
                Package: ggplot2
                Depends: R (>= 3.3)
                Imports: absent, ../../etc,
                        scales (>= 1.2.0)
                Suggests: MASS
                """)
            .file(
                "/usr/lib/R/site-library/scales/DESCRIPTION",
                "Package: scales\nImports: viridisLite, ggplot2\n")
            .file("/usr/lib/R/site-library/viridisLite/DESCRIPTION", "Package: viridisLite\n")
            .opened("/usr/lib/R/site-library/ggplot2/R/ggplot2.rdb");

    assertThat(used.keptBy(new RPackages()))
        .containsExactly(
            "/usr/lib/R/site-library/ggplot2/DESCRIPTION",
            "/usr/lib/R/site-library/scales/DESCRIPTION",
            "/usr/lib/R/site-library/viridisLite/DESCRIPTION",
            "/usr/lib/R/site-library/viridisLite/R/viridisLite.rdb");
  }

  @Test
  void keepsTheLanguagesOwnPackages() throws IOException {
    UsedTree used =
        UsedTree.with(
                "/usr/lib/R/library/base/DESCRIPTION",
                "/usr/lib/R/library/base/R/base.rdb",
                "/usr/lib/R/library/MASS/DESCRIPTION",
                "/usr/lib/R/library/splines/DESCRIPTION",
                "/usr/lib/R/library/splines/R/splines.rdb",
                "/usr/lib/R/library/splines/help/splines.rdb",
                "/usr/lib/R/library/tcltk/DESCRIPTION",
                "/usr/lib/R/modules/R_X11.so",
                "/usr/lib/R/modules/lapack.so")
            .opened("/usr/lib/R/library/base/R/base.rdb");

    assertThat(used.keptBy(new RPackages()))
        .containsExactly(
            "/usr/lib/R/library/base/DESCRIPTION",
            "/usr/lib/R/library/splines/DESCRIPTION",
            "/usr/lib/R/library/splines/R/splines.rdb",
            "/usr/lib/R/modules/lapack.so");
  }
}
