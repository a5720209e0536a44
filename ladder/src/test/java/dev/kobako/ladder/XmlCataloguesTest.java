package dev.kobako.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class XmlCataloguesTest {
  @Test
  void keepsAKitWithTheCatalogues() throws IOException {
    UsedTree used =
        UsedTree.with(
                "/usr/share/xml/docbook/a.dtd",
                "/usr/share/xml/docbook/b.mod",
                "/usr/share/xml/other/c.dtd",
                "/etc/xml/catalog")
            .opened("/usr/share/xml/docbook/a.dtd");

    assertThat(used.keptBy(new XmlCatalogues()))
        .containsExactly("/etc/xml/catalog", "/usr/share/xml/docbook/b.mod");
  }
}
