package dev.kobako.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class PythonLibraryTest {
  @Test
  void keepsSourcesWithoutWhatIsForWorkingOnPrograms() throws IOException {
    UsedTree used =
        UsedTree.with(
                "/usr/lib/python3.11/encodings/__init__.py",
                "/usr/lib/python3.11/encodings/latin_1.py",
                "/usr/lib/python3.11/encodings/cp1252.py",
                "/usr/lib/python3.11/csv.py",
                "/usr/lib/python3.11/__pycache__/csv.cpython-311.pyc",
                "/usr/lib/python3.11/__pycache__/os.cpython-311.pyc",
                "/usr/lib/python3.11/unittest/mock.py",
                "/usr/lib/python3.11/json/tests/a.py",
                "/usr/lib/python3.11/config-3.11-x86_64-linux-gnu/libpython3.11.a",
                "/usr/lib/python3.11/lib-dynload/_json.cpython-311.so",
                "/usr/lib/python3.11/lib-dynload/_sqlite3.cpython-311.so",
                "/usr/lib/python3.11/lib-dynload/_codecs_jp.cpython-311.so",
                "/usr/lib/python3.11/site-packages/six.py",
                "/usr/lib/python3.11/dist-packages/yaml/__init__.py")
            .opened("/usr/lib/python3.11/__pycache__/os.cpython-311.pyc");

    assertThat(used.keptBy(new PythonLibrary()))
        .containsExactly(
            "/usr/lib/python3.11/csv.py",
            "/usr/lib/python3.11/encodings/__init__.py",
            "/usr/lib/python3.11/encodings/latin_1.py",
            "/usr/lib/python3.11/lib-dynload/_json.cpython-311.so");
  }

  @Test
  void isNotTouchedByPackagesInItsFolder() throws IOException {
    UsedTree used =
        UsedTree.with(
                "/usr/lib/python3.11/encodings/__init__.py",
                "/usr/lib/python3.11/site-packages/six.py")
            .opened("/usr/lib/python3.11/site-packages/six.py");

    assertThat(used.keptBy(new PythonLibrary())).isEmpty();
  }
}
