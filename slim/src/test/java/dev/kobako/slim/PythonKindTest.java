package dev.kobako.slim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.testkit.ElfBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

class PythonKindTest {
  private static final String PYTHON = "/usr/bin/python3.11";
  private static final String LIBRARY = "/usr/lib/python3.11/";
  private static final String PACKAGES = "/usr/lib/python3/dist-packages/";

  private static FakeRoot root() {
    return FakeRoot.withGlibc()
        .elf(PYTHON, FakeRoot.program())
        .link("/usr/bin/python3", "python3.11")
        .file(LIBRARY + "os.py", "import stat\n")
        .file(LIBRARY + "stat.py", "")
        .file(LIBRARY + "json/__init__.py", "from .decoder import JSONDecoder\n")
        .file(LIBRARY + "json/decoder.py", "def f():\n  import lazy\n")
        .file(LIBRARY + "lazy.py", "")
        .file(LIBRARY + "unused.py", "")
        .directory(LIBRARY + "lib-dynload")
        .directory("/app");
  }

  private static Explained run(FakeRoot root, String... arguments) throws IOException {
    Closure closure = new Closure(root.source(), ClosureOptions.defaults());
    closure.keepProgram(arguments[0], List.of(arguments), Reason.asked("named"));
    return Explained.of(closure);
  }

  private static void chains(Explained closure, String path, String... reasons) {
    assertThat(closure.reason(path)).contains(String.join("", reasons));
  }

  @Test
  void followsImportsFromTheScript() throws IOException {
    Explained closure =
        run(
            root()
                .script("/app/main.py", "#!/usr/bin/env python3\nimport json, helper\n")
                .file("/app/helper.py", "import missing, main\n")
                .elf("/usr/bin/env", FakeRoot.program()),
            "/app/main.py");

    chains(closure, LIBRARY + "json/__init__.py", "imported by /app/main.py");
    chains(closure, LIBRARY + "json/decoder.py", "imported by " + LIBRARY + "json/__init__.py");
    chains(closure, LIBRARY + "lazy.py", "imported by " + LIBRARY + "json/decoder.py");
    chains(closure, "/app/helper.py", "imported by /app/main.py");
    chains(closure, LIBRARY + "os.py", "imported when it starts by " + PYTHON);
    chains(closure, "/usr/bin/python3", "a link; what it leads to is runs the script /app/main.py");
    assertThat(closure.paths()).doesNotContain(LIBRARY + "unused.py");
    closure.holdsTogether();
  }

  @Test
  void takesNothingButTheInterpreterIfRefused() throws IOException {
    Closure closure = new Closure(root().source(), Explained.options(Guess.PYTHON));
    closure.keepProgram(PYTHON, List.of(PYTHON, "-c", "import json"), Reason.asked("named"));

    assertThat(Explained.of(closure).paths()).noneMatch(path -> path.startsWith(LIBRARY));
  }

  @Test
  void looksIntoTheVirtualEnvironmentThatALinkBelongsTo() throws IOException {
    Explained closure =
        run(
            root()
                .link("/venv/bin/python", "/usr/bin/python3")
                .file("/venv/pyvenv.cfg", "home = /usr/bin\nversion = 3.11.2\n")
                .file("/venv/lib/python3.11/site-packages/mine.py", "")
                .file(PACKAGES + "theirs.py", ""),
            "/venv/bin/python",
            "-c",
            "import mine, theirs");

    assertThat(closure.paths())
        .contains("/venv/pyvenv.cfg", "/venv/lib/python3.11/site-packages/mine.py")
        .doesNotContain(PACKAGES + "theirs.py");
    closure.holdsTogether();
  }

  @Test
  void takesAModuleInPythonOnlyWhereTheOneInCIsMissing() throws IOException {
    FakeRoot without =
        root()
            .file(LIBRARY + "decimal.py", "import _decimal\nimport _pydecimal\n")
            .file(LIBRARY + "_pydecimal.py", "");
    FakeRoot with =
        root()
            .file(LIBRARY + "decimal.py", "import _decimal\nimport _pydecimal\n")
            .file(LIBRARY + "_pydecimal.py", "")
            .elf(
                LIBRARY + "lib-dynload/_decimal.cpython-311-x86_64-linux-gnu.so",
                ElfBuilder.elf64());

    assertThat(run(without, PYTHON, "-c", "import decimal").paths())
        .contains(LIBRARY + "_pydecimal.py");
    assertThat(run(with, PYTHON, "-c", "import decimal").paths())
        .doesNotContain(LIBRARY + "_pydecimal.py");
  }

  @Test
  void keepsAPackagesDataAndMetadataButNotItsTests() throws IOException {
    Explained closure =
        run(
            root()
                .file(PACKAGES + "pkg/__init__.py", "")
                .file(PACKAGES + "pkg/other.py", "")
                .file(PACKAGES + "pkg/data/a.json", "{}")
                .file(PACKAGES + "pkg/cacert.pem", "x")
                .file(PACKAGES + "pkg/data/sv.mo", "x")
                .file(PACKAGES + "pkg/data/sv.po", "x")
                .file(PACKAGES + "pkg/data/de.po", "x")
                .file(PACKAGES + "pkg/tests/big.json", "{}")
                .file(PACKAGES + "pkg-1.0.dist-info/RECORD", "pkg/__init__.py,,\n")
                .file(PACKAGES + "pkg-1.0.dist-info/METADATA", "Requires-Dist: De.p>=1 ; x\n")
                .file(PACKAGES + "de_p-2.dist-info/METADATA", "Name: de-p\n")
                .file(PACKAGES + "no-2.dist-info/METADATA", "Name: no\n"),
            PYTHON,
            "-c",
            "import pkg");

    assertThat(closure.paths().stream().filter(path -> path.startsWith(PACKAGES)))
        .containsExactly(
            PACKAGES + "de_p-2.dist-info/METADATA",
            PACKAGES + "pkg/__init__.py",
            PACKAGES + "pkg/cacert.pem",
            PACKAGES + "pkg/data/a.json",
            PACKAGES + "pkg/data/de.po",
            PACKAGES + "pkg/data/sv.mo",
            PACKAGES + "pkg-1.0.dist-info/METADATA",
            PACKAGES + "pkg-1.0.dist-info/RECORD");
    chains(
        closure,
        PACKAGES + "pkg-1.0.dist-info/RECORD",
        "metadata of " + PACKAGES + "pkg/__init__.py");
    closure.holdsTogether();
  }

  @Test
  void keepsPackagesWholeThatImportByComputedNames() throws IOException {
    Explained closure =
        run(
            root()
                .file(PACKAGES + "db/__init__.py", "__import__(name)\n")
                .file(PACKAGES + "db/sqlite.py", "import json\n")
                .file(PACKAGES + "db/deep/__init__.py", "")
                .file(PACKAGES + "db/deep/x.py", "")
                .file(PACKAGES + "db/tests/__init__.py", "")
                .file("/app/plugins/one.py", "")
                .file("/app/main.py", "import db\nimport_module(f'plugins.{x}')\n"),
            PYTHON,
            "/app/main.py");

    chains(
        closure,
        PACKAGES + "db/sqlite.py",
        "imported by a computed name in " + PACKAGES + "db/__init__.py (guessed: python)");
    assertThat(closure.paths())
        .contains(PACKAGES + "db/deep/x.py", "/app/plugins/one.py", LIBRARY + "json/decoder.py")
        .doesNotContain(PACKAGES + "db/tests/__init__.py");
  }

  @Test
  void takesNamesInSettingsArgumentsAndVariables() throws IOException {
    Explained closure =
        run(
            root()
                .file("/app/main.py", "APPS = ['shop.views.Home', 'word']\n")
                .file("/app/shop/__init__.py", "")
                .file("/app/shop/views.py", "")
                .file("/app/word.py", "")
                .file("/app/wsgi.py", "")
                .file("/app/settings.py", "")
                .workingDirectory("/app")
                .environment("DJANGO_SETTINGS_MODULE", "settings"),
            PYTHON,
            "main.py",
            "wsgi:app");

    chains(closure, "/app/shop/views.py", "named in /app/main.py (guessed: python)");
    chains(closure, "/app/wsgi.py", "named to " + PYTHON + " (guessed: python)");
    chains(
        closure,
        "/app/settings.py",
        "named by DJANGO_SETTINGS_MODULE to " + PYTHON + " (guessed: python)");
    assertThat(closure.paths()).doesNotContain("/app/word.py");
  }

  @Test
  void readsPathFilesAndFollowsTheirCode() throws IOException {
    Explained closure =
        run(
            root()
                .file(PACKAGES + "a.pth", "# x\nimport hook; hook.go()\n../more\n/nowhere\n")
                .file(PACKAGES + "hook.py", "def f():\n  import unused\n")
                .file("/usr/lib/python3/more/mine.py", ""),
            PYTHON,
            "-c",
            "import mine");

    chains(closure, PACKAGES + "a.pth", "read when it starts by " + PYTHON);
    chains(closure, PACKAGES + "hook.py", "imported by " + PACKAGES + "a.pth");
    assertThat(closure.paths())
        .contains("/usr/lib/python3/more/mine.py")
        .doesNotContain(LIBRARY + "unused.py");
    closure.holdsTogether();
  }

  @Test
  void takesExtensionsOfItsVersionWithTheirLibrariesAndNames() throws IOException {
    Explained closure =
        run(
            root()
                .elf(
                    LIBRARY + "lib-dynload/_x.cpython-311-x86_64-linux-gnu.so",
                    ElfBuilder.elf64().needed("libx.so").constant("json.decoder"))
                .elf(LIBRARY + "lib-dynload/_x.cpython-31-x86_64-linux-gnu.so", ElfBuilder.elf64())
                .elf(LIBRARY + "lib-dynload/_y.abi3.so", ElfBuilder.elf64())
                .library("libx.so", ElfBuilder.elf64()),
            PYTHON,
            "-c",
            "import _x, _y");

    assertThat(closure.paths())
        .contains(
            FakeRoot.LIBRARIES + "libx.so",
            LIBRARY + "json/decoder.py",
            LIBRARY + "lib-dynload/_y.abi3.so",
            LIBRARY + "lib-dynload/_x.cpython-311-x86_64-linux-gnu.so")
        .doesNotContain(LIBRARY + "lib-dynload/_x.cpython-31-x86_64-linux-gnu.so");
  }

  @Test
  void keepsByteCodeThatRunsWithoutItsSource() throws IOException {
    byte[] unchecked = new byte[32];
    unchecked[4] = 1;
    byte[] named = new byte[30];
    named[20] = (byte) 0xda;
    named[21] = 4;
    System.arraycopy("json".getBytes(StandardCharsets.US_ASCII), 0, named, 22, 4);
    Explained closure =
        run(
            root()
                .file("/app/a.py", "")
                .put("/app/__pycache__/a.cpython-311.pyc", FakeRoot.regular(0644, unchecked))
                .file("/app/b.py", "")
                .put("/app/__pycache__/b.cpython-311.pyc", FakeRoot.regular(0644, new byte[32]))
                .put("/app/c.pyc", FakeRoot.regular(0644, named))
                .workingDirectory("/app"),
            PYTHON,
            "-c",
            "import a, b, c");

    assertThat(closure.paths())
        .contains("/app/__pycache__/a.cpython-311.pyc", "/app/c.pyc", LIBRARY + "json/__init__.py")
        .doesNotContain("/app/__pycache__/b.cpython-311.pyc");
  }

  @Test
  void looksIntoArchives() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes("#!/usr/bin/python3\n".getBytes(StandardCharsets.US_ASCII));
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("__main__.py"));
      zip.write("import json\n".getBytes(StandardCharsets.US_ASCII));
    }
    byte[] whole = bytes.toByteArray();
    FakeRoot root = root().put("/app/x.pyz", FakeRoot.regular(0755, whole));

    assertThat(run(root, "/app/x.pyz").paths()).contains(LIBRARY + "json/__init__.py");
    for (int length = 20; length < whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      run(root().put("/app/x.pyz", FakeRoot.regular(0755, part)), "/app/x.pyz").holdsTogether();
    }
  }

  @Test
  void findsEntryPointsOfInstalledDistributions() throws IOException {
    Explained closure =
        run(
            root()
                .file(PACKAGES + "plug.py", "")
                .file(
                    PACKAGES + "plug-1.dist-info/entry_points.txt",
                    "[other]\nx = no\n[my.group]\nx = plug:main [extra]\n"),
            PYTHON,
            "-c",
            "entry_points(group='my.group')");

    chains(closure, PACKAGES + "plug.py", "an entry point for " + PYTHON + " (guessed: python)");
    assertThat(closure.paths()).contains(PACKAGES + "plug-1.dist-info/entry_points.txt");
  }

  @Test
  void endsWithPackagesThatHaveThemselvesInThem() throws IOException {
    FakeRoot root =
        root()
            .file("/app/main.py", "import_module(f'p.{x}')\n")
            .file("/app/p/__init__.py", "")
            .file("/app/p/a.py", "");
    for (int i = 0; i < 9; i++) {
      root.link("/app/p/self" + i, ".");
    }

    assertThat(run(root, PYTHON, "/app/main.py").paths()).contains("/app/p/a.py");
  }

  @Test
  void endsWithLoopsOfLinksAndDamagedFiles() throws IOException {
    Explained closure =
        run(
            root()
                .link("/app/loop", "loop")
                .link("/app/self", ".")
                .link(PACKAGES + "b.pth", "b.pth")
                .file(PACKAGES + "x-1.dist-info/RECORD", "../../x,,\n,,\n\u0000,,\n")
                .file("/app/main.py", "import loop, self.self.self.main\nfrom self import *\n"),
            PYTHON,
            "/app/main.py");

    closure.holdsTogether();
  }

  @Test
  void takesFoldersThatFrameworksReadBesideTheProgram() throws IOException {
    Explained closure =
        run(
            root()
                .file("/app/main.py", "")
                .file("/app/templates/a.html", "")
                .file("/app/secrets/a", ""),
            PYTHON,
            "/app/main.py");

    assertThat(closure.paths()).contains("/app/templates/a.html").doesNotContain("/app/secrets/a");
  }
}
