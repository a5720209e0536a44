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
}
