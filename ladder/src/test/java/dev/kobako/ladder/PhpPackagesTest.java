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
  void keepsAllThatComposersLoaderFindsOnceItWasStarted() throws IOException {
    UsedTree used =
        UsedTree.with(
                "/app/public/index.php",
                "/app/src/Own.php",
                "/app/templates/a.twig",
                "/app/vendor/composer/autoload_real.php",
                "/app/vendor/psr/log/src/A.php",
                "/app/vendor/psr/log/tests/T.php",
                "/app/vendor/symfony/mime/Email.php")
            .file(
                "/app/vendor/composer/autoload_psr4.php",
                "'App\\\\' => array($baseDir . '/src'), 'All\\\\' => array($baseDir . '/..'),")
            .opened("/app/public/index.php")
            .opened("/app/vendor/composer/autoload_real.php");

    assertThat(used.keptBy(new PhpPackages()))
        .containsExactly(
            "/app/src/Own.php",
            "/app/vendor/composer/autoload_psr4.php",
            "/app/vendor/psr/log/src/A.php",
            "/app/vendor/symfony/mime/Email.php");
  }

  @Test
  void leavesOtherFoldersCalledVendorAlone() throws IOException {
    UsedTree used =
        UsedTree.with("/go/vendor/a/b/c.go", "/go/vendor/a/b/d.go").opened("/go/vendor/a/b/c.go");

    assertThat(used.keptBy(new PhpPackages())).isEmpty();
  }
}
