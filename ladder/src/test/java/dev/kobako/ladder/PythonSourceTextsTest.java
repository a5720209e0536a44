package dev.kobako.ladder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kobako.slim.KeepSet;
import dev.kobako.slim.Kept;
import dev.kobako.slim.Reason;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class PythonSourceTextsTest {
  private static final String LIBRARY = "/usr/lib/python3/dist-packages/";
  private static final String CODE = "__pycache__/m.cpython-311.pyc";

  @TempDir Path temp;

  @Test
  @Timeout(60)
  void realPythonImportsAModuleWhoseTextIsGone() throws Exception {
    Path source =
        Files.writeString(Files.createDirectory(temp.resolve("made")).resolve("m.py"), "V = 42\n");
    Files.setLastModifiedTime(source, FileTime.fromMillis(0));
    assumeTrue(
        python("import sys; print(sys.version_info >= (3, 7))").equals("True\n"),
        "python3 of 3.7 or newer is needed: install python3");
    String code =
        python("import py_compile; print(py_compile.compile(r'%s'))".formatted(source)).strip();
    UsedTree used =
        UsedTree.with()
            .file(LIBRARY + "m.py", Files.readAllBytes(source))
            .file(
                LIBRARY + "__pycache__/" + Path.of(code).getFileName(),
                Files.readAllBytes(Path.of(code)));

    Path library = Files.createDirectory(temp.resolve("left"));
    Files.createDirectory(library.resolve("__pycache__"));
    for (var each : cleaned(used).entrySet()) {
      Files.write(library.resolve(each.getKey().substring(LIBRARY.length())), each.getValue());
    }

    assertThat(Files.size(library.resolve("m.py"))).isZero();
    assertThat(
            python(
                "import sys; sys.path.insert(0, r'%s'); import m; print(m.V)".formatted(library)))
        .isEqualTo("42\n");
  }

  @Test
  void leavesTextsThatAreOutsideOfLibrariesOrThatByteCodeDoesNotFit() throws IOException {
    byte[] fits = code(0, 4);
    assertThat(emptied(UsedTree.with().file(LIBRARY + "m.py", "text").file(LIBRARY + CODE, fits)))
        .containsExactly(LIBRARY + "m.py");
    assertThat(emptied(UsedTree.with().file("/app/m.py", "text").file("/app/" + CODE, fits)))
        .isEmpty();
    for (byte[] other : List.of(code(1, 4), code(0, 5), new byte[] {1, 2, 3})) {
      assertThat(
              emptied(UsedTree.with().file(LIBRARY + "m.py", "text").file(LIBRARY + CODE, other)))
          .isEmpty();
    }
  }

  @Test
  void leavesTextsThatTwoVersionsOfPythonMayNeed() throws IOException {
    UsedTree used =
        UsedTree.with()
            .file(LIBRARY + "m.py", "text")
            .file(LIBRARY + CODE, code(0, 4))
            .file(LIBRARY + "__pycache__/m.cpython-39.pyc", code(0, 4));
    assertThat(emptied(used)).isEmpty();
  }

  @Test
  void isAppliedWhereByteCodeStaysOnly() {
    assertThat(KeepRules.NONE.applies("python-sources")).isFalse();
    assertThat(off("python-bytecode").applies("python-sources")).isTrue();
    assertThat(off("python-bytecode", "python-sources").applies("python-sources")).isFalse();
  }

  private static KeepRules off(String... names) {
    return new KeepRules(List.of(), List.of(), false, Set.of(names));
  }

  /** PEP 552's header of a source of a second since 1970 and a size, and a byte. */
  private static byte[] code(int second, int size) {
    byte[] code = new byte[17];
    code[8] = (byte) second;
    code[12] = (byte) size;
    return code;
  }

  private static List<String> emptied(UsedTree used) throws IOException {
    List<String> empty = new ArrayList<>();
    cleaned(used)
        .forEach((path, bytes) -> {
          if (bytes.length == 0) {
            empty.add(path);
          }
        });
    return empty;
  }

  /** The files that are left, by path. */
  private static SortedMap<String, byte[]> cleaned(UsedTree used) throws IOException {
    Original original = used.original();
    Cleaned cleaned =
        new Cleaned(original.tree(), original.config(), original.packages(), (ImagePath _) -> true);
    new PythonSourceTexts().clean(cleaned);
    SortedMap<String, byte[]> files = new TreeMap<>();
    for (Kept kept : cleaned.applyTo(KeepSet.of(original.tree(), Reason.asked("all"))).all()) {
      if (kept.entry() instanceof Entry.RegularFile file) {
        files.put(kept.path().toString(), file.content().bytes());
      }
    }
    return files;
  }

  private static String python(String program) throws IOException, InterruptedException {
    Process process;
    try {
      process =
          new ProcessBuilder("python3", "-I", "-c", program).redirectErrorStream(true).start();
    } catch (IOException _) {
      return "";
    }
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return said;
  }
}
