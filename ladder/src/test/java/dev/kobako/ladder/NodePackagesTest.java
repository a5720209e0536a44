package dev.kobako.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class NodePackagesTest {
  @Test
  void keepsAPackageButNotThePackagesInIt() throws IOException {
    UsedTree used =
        UsedTree.with(
                "/app/node_modules/express/index.js",
                "/app/node_modules/express/lib/view.js",
                "/app/node_modules/express/README.md",
                "/app/node_modules/express/LICENSE",
                "/app/node_modules/express/test/a.js",
                "/app/node_modules/express/index.d.ts",
                "/app/node_modules/express/node_modules/ms/index.js",
                "/app/node_modules/other/index.js")
            .opened("/app/node_modules/express/index.js");

    assertThat(used.keptBy(new NodePackages()))
        .containsExactly(
            "/app/node_modules/express/LICENSE", "/app/node_modules/express/lib/view.js");
  }

  @Test
  void tellsPackagesOfAScopeApart() throws IOException {
    UsedTree used =
        UsedTree.with(
                "/app/node_modules/@a/one/index.js",
                "/app/node_modules/@a/one/more.js",
                "/app/node_modules/@a/two/index.js")
            .opened("/app/node_modules/@a/one/index.js");

    assertThat(used.keptBy(new NodePackages())).containsExactly("/app/node_modules/@a/one/more.js");
  }
}
