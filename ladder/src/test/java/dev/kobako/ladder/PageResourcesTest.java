package dev.kobako.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class PageResourcesTest {
  @Test
  void keepsWhatGhostscriptMayLoad() throws IOException {
    UsedTree used =
        UsedTree.with(
                "/usr/share/ghostscript/10/Resource/Init/gs_init.ps",
                "/usr/share/ghostscript/10/iccprofiles/srgb.icc",
                "/usr/share/ghostscript/10/doc/a.htm")
            .opened("/usr/share/ghostscript/10/Resource/Init/gs_init.ps");

    assertThat(used.keptBy(new PageResources()))
        .containsExactly("/usr/share/ghostscript/10/iccprofiles/srgb.icc");
  }

  /** As Debian has them. */
  @Test
  void keepsWhatIsBehindLinksToFolders() throws IOException {
    UsedTree used =
        UsedTree.with(
                "/usr/share/ghostscript/10/Resource/Init/gs_init.ps",
                "/usr/share/color/icc/ghostscript/default_gray.icc",
                "/usr/share/color/icc/ghostscript/default_cmyk.icc",
                "/usr/share/color/icc/ghostscript/of-another.icc",
                "/usr/share/color/icc/colord/x11-colors.icc",
                "/var/lib/ghostscript/CMap/made-when-installed",
                "/var/lib/ghostscript/CMap/of-another")
            .link("/usr/share/ghostscript/10/iccprofiles", "../../color/icc/ghostscript")
            .link("/usr/share/ghostscript/10/Resource/CMap", "/var/lib/ghostscript/CMap")
            .file(
                "/var/lib/dpkg/status",
                """
                Package: libgs10-common
                Source: ghostscript
                Status: install ok installed
                Architecture: all
                Version: 10

                Package: libgs-common
                Source: ghostscript
                Status: install ok installed
                Architecture: all
                Version: 10

                Package: profiles
                Status: install ok installed
                Architecture: all
                Version: 1
                """)
            .file(
                "/var/lib/dpkg/info/libgs10-common.list",
                """
                /usr/share/ghostscript/10/Resource/Init/gs_init.ps
                /usr/share/ghostscript/10/iccprofiles
                /usr/share/ghostscript/10/Resource/CMap
                """)
            .file(
                "/var/lib/dpkg/info/libgs-common.list",
                """
                /usr/share/color/icc/ghostscript
                /usr/share/color/icc/ghostscript/default_gray.icc
                /usr/share/color/icc/ghostscript/default_cmyk.icc
                """)
            .file(
                "/var/lib/dpkg/info/profiles.list",
                """
                /usr/share/color/icc/ghostscript/of-another.icc
                /var/lib/ghostscript/CMap/of-another
                """)
            .opened("/usr/share/ghostscript/10/Resource/Init/gs_init.ps");

    assertThat(used.keptBy(new PageResources()))
        .containsExactly(
            "/usr/share/color/icc/ghostscript/default_cmyk.icc",
            "/usr/share/color/icc/ghostscript/default_gray.icc",
            "/usr/share/ghostscript/10/Resource/CMap",
            "/usr/share/ghostscript/10/iccprofiles",
            "/var/lib/ghostscript/CMap/made-when-installed",
            "/var/lib/ghostscript/CMap/of-another");
  }
}
