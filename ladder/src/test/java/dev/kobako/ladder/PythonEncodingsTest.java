package dev.kobako.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class PythonEncodingsTest {
  @Test
  void keepsAllWhereOneIsUsedThatThisInterpreterDoesNotNeed() throws IOException {
    UsedTree used =
        UsedTree.with(
                "/usr/lib/python3.11/encodings/__init__.py",
                "/usr/lib/python3.11/encodings/utf_8.py",
                "/usr/lib/python3.11/encodings/cp1252.py",
                "/usr/lib/python3.11/encodings/koi8_r.py",
                "/usr/lib/python3.11/lib-dynload/_codecs_jp.cpython-311.so",
                "/usr/lib/python3.11/csv.py",
                "/usr/lib/python3.11/encodings/__pycache__/cp1252.cpython-311.pyc")
            .opened("/usr/lib/python3.11/encodings/__pycache__/cp1252.cpython-311.pyc");

    assertThat(used.keptBy(new PythonEncodings()))
        .containsExactly(
            "/usr/lib/python3.11/encodings/cp1252.py",
            "/usr/lib/python3.11/encodings/koi8_r.py",
            "/usr/lib/python3.11/lib-dynload/_codecs_jp.cpython-311.so");
  }

  @Test
  void takesThoseThatEveryInterpreterLoadsForNoInterest() throws IOException {
    UsedTree used =
        UsedTree.with(
                "/usr/lib/python3.11/encodings/__init__.py",
                "/usr/lib/python3.11/encodings/utf_8.py",
                "/usr/lib/python3.11/encodings/cp1252.py")
            .opened("/usr/lib/python3.11/encodings/utf_8.py");

    assertThat(used.keptBy(new PythonEncodings())).isEmpty();
  }
}
