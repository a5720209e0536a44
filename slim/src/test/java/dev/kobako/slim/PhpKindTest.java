package dev.kobako.slim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.testkit.ElfBuilder;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhpKindTest {
  private static final String PHP = "/usr/bin/php8.2";

  private static FakeRoot root() {
    return FakeRoot.withGlibc()
        .elf(
            PHP,
            FakeRoot.program()
                .constant("/etc/php/8.2/cli")
                .constant("/etc/php/8.2/cli/conf.d")
                .constant("/usr/lib/php/2022"))
        .file("/etc/php/8.2/cli/php.ini", ";extension=no\n")
        .file("/etc/php/8.2/cli/conf.d/10-x.ini", "zend_extension = \"x.so\"\nextension=y ; z\n")
        .elf("/usr/lib/php/2022/x.so", ElfBuilder.elf64().needed("libx.so"))
        .elf("/usr/lib/php/2022/y.so", ElfBuilder.elf64())
        .elf("/usr/lib/php/2022/no.so", ElfBuilder.elf64())
        .library("libx.so", ElfBuilder.elf64());
  }

  private static Explained run(FakeRoot root, String... arguments) throws IOException {
    Closure closure = new Closure(root.source(), ClosureOptions.defaults());
    closure.keepProgram(arguments[0], List.of(arguments), Reason.asked("named"));
    return Explained.of(closure);
  }

  @Test
  void takesExtensionsOfTheConfiguration() throws IOException {
    Explained closure = run(root(), PHP, "-v");

    assertThat(closure.reason("/usr/lib/php/2022/x.so"))
        .contains("an extension named in /etc/php/8.2/cli/conf.d/10-x.ini");
    assertThat(closure.reason("/etc/php/8.2/cli/php.ini"))
        .contains("read when it starts by " + PHP + " (guessed: php)");
    assertThat(closure.paths())
        .contains("/usr/lib/php/2022/y.so", FakeRoot.LIBRARIES + "libx.so")
        .doesNotContain("/usr/lib/php/2022/no.so");
    closure.holdsTogether();
  }

  @Test
  void followsIncludesAndKeepsWhatComposerInstalled() throws IOException {
    Explained closure =
        run(
            root()
                .file("/app/public/index.php", "<?php require __DIR__ . '/../vendor/autoload.php';")
                .file("/app/vendor/autoload.php", "<?php require_once 'x.php';")
                .file("/app/vendor/composer/autoload_psr4.php", "'A' => $baseDir . '/src',")
                .file("/app/vendor/a/b/src/B.php", "")
                .file("/app/vendor/a/b/tests/T.php", "")
                .file("/app/src/Own.php", "")
                .file("/app/other/No.php", ""),
            PHP,
            "/app/public/index.php");

    assertThat(closure.reason("/app/vendor/autoload.php"))
        .contains("included by /app/public/index.php");
    assertThat(closure.reason("/app/src/Own.php"))
        .contains("found by /app/vendor/autoload.php (guessed: php)");
    assertThat(closure.paths())
        .contains("/app/vendor/a/b/src/B.php")
        .doesNotContain("/app/vendor/a/b/tests/T.php", "/app/other/No.php");
    closure.holdsTogether();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "include '",
        "require(__DIR__",
        "include '../../../etc/passwd';",
        "include '';",
        "require '/';",
        "include \"\u0000\";",
        "require_once __DIR__ . '/main.php';"
      })
  void takesAnyTextForWhatItIs(String text) throws IOException {
    run(root().file("/app/main.php", "<?php " + text), PHP, "/app/main.php").holdsTogether();
  }
}
