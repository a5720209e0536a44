package dev.kobako.slim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real Python of this machine, run with its closure alone. */
@Timeout(120)
class PythonOnHostTest {
  private static final String PYTHON = "/usr/bin/python3";

  /** Prints the files of all modules that were loaded. */
  private static final String FILES =
      "import sys; print('\\n'.join(m.__file__ for m in list(sys.modules.values())"
          + " if getattr(m, '__file__', None)))";

  @TempDir Path folder;

  @Test
  void importsWhatAProgramSaysAndNothingIsMissing() throws IOException {
    String program =
        "import ssl, json, http.server, sqlite3, zoneinfo, datetime, logging.config\n"
            + "ssl.create_default_context()\n"
            + "datetime.datetime.strptime('2024', '%Y')\n"
            + "zoneinfo.ZoneInfo('Asia/Tokyo')\n"
            + "'ä'.encode('euc_jp', 'replace'); sqlite3.connect(':memory:')\n"
            + FILES;

    HostClosure closure = HostClosure.of(PYTHON, "-c", program);

    String out = closure.output(folder);
    assertThat(out.lines()).hasSizeGreaterThan(100).allMatch(closure::has);
    assertThat(closure.keepSet().bytes()).isLessThan(60_000_000);
  }

  @Test
  void startsWithFewModules() throws IOException {
    HostClosure closure = HostClosure.of(PYTHON, "-S", "-c", "print('hello')");

    assertThat(closure.output(folder)).isEqualTo("hello\n");
    assertThat(closure.has("/usr/lib/python3.11/turtle.py")).isFalse();
  }

  @Test
  void runsAPackageOfAVirtualEnvironment() throws IOException {
    Path venv = Files.createDirectories(folder.resolve("venv"));
    Files.createDirectories(venv.resolve("bin"));
    Path packages = Files.createDirectories(venv.resolve("lib/python3.11/site-packages"));
    Files.createSymbolicLink(venv.resolve("bin/python"), Path.of(PYTHON));
    Files.writeString(venv.resolve("pyvenv.cfg"), "home = /usr/bin\n");
    Path pkg = Files.createDirectories(packages.resolve("pkg"));
    Files.writeString(
        pkg.resolve("__init__.py"),
        "import importlib.resources, importlib.metadata, logging.config\n"
            + "def main():\n"
            + "  print(importlib.metadata.version('pkg'),"
            + " importlib.resources.files('pkg').joinpath('a.txt').read_text())\n");
    Files.writeString(pkg.resolve("a.txt"), "data");
    Path info = Files.createDirectories(packages.resolve("pkg-1.5.dist-info"));
    Files.writeString(info.resolve("METADATA"), "Metadata-Version: 2.1\nName: pkg\nVersion: 1.5\n");
    Files.writeString(info.resolve("RECORD"), "pkg/__init__.py,,\n");
    Path script =
        Files.writeString(
            venv.resolve("bin/run"),
            "#!" + venv.resolve("bin/python") + "\nfrom pkg import main\nmain()\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();

    HostClosure closure = HostClosure.of(script.toString());

    assertThat(closure.output(folder)).isEqualTo("1.5 data\n");
  }

  @Test
  void runsFromByteCodeAlone() throws IOException {
    HostClosure closure =
        HostClosure.compiled(PYTHON, "-c", "import json, email.message; print(json.dumps([1]))");

    assertThat(closure.output(folder)).isEqualTo("[1]\n");
    assertThat(closure.keepSet().at(ImagePath.of("/usr/lib/python3.11/json/__init__.pyc")))
        .isPresent();
    assertThat(closure.has("/usr/lib/python3.11/json/__init__.py")).isFalse();
  }
}
