package dev.kobako.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class PhpPackagesTest {
  @Test
  void keepsAPackageOfComposer() throws IOException {
    UsedTree used =
        UsedTree.with(
                "/app/vendor/composer/installed.php",
                "/app/vendor/psr/log/src/A.php",
                "/app/vendor/psr/log/src/B.php",
                "/app/vendor/psr/log/tests/T.php",
                "/app/vendor/other/x/X.php")
            .opened("/app/vendor/psr/log/src/A.php");

    assertThat(used.keptBy(new PhpPackages())).containsExactly("/app/vendor/psr/log/src/B.php");
  }

  @Test
  void leavesOtherFoldersCalledVendorAlone() throws IOException {
    UsedTree used =
        UsedTree.with("/go/vendor/a/b/c.go", "/go/vendor/a/b/d.go").opened("/go/vendor/a/b/c.go");

    assertThat(used.keptBy(new PhpPackages())).isEmpty();
  }
}
