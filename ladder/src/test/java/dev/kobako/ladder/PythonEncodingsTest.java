package dev.kobako.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
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

  @Test
  void keepsAllWhereAModuleOutsideOfTheLibraryComputesACharset() throws IOException {
    assertThat(keptFor("body = text.encode(request.args['charset'])")).hasSize(2);
    assertThat(keptFor("f = open(name, encoding=charset)")).hasSize(2);
    assertThat(keptFor("codecs.lookup(\n    name)")).hasSize(2);
  }

  @Test
  void keepsNoneWhereModulesNameCharsetsByConstants() throws IOException {
    assertThat(
            keptFor(
                """
                def load(name, encoding=None):
                    return open(name, encoding='utf-8').read().encode("latin-1")
                x.encode(); y.decode(errors=mode); z.decode(b'x')
                """))
        .isEmpty();
  }

  private static List<String> keptFor(String module) throws IOException {
    return UsedTree.with(
            "/usr/lib/python3.11/encodings/__init__.py",
            "/usr/lib/python3.11/encodings/koi8_r.py",
            "/usr/lib/python3.11/lib-dynload/_codecs_jp.cpython-311.so",
            "/srv/__pycache__/app.cpython-311.pyc")
        .file("/srv/app.py", module)
        .opened("/usr/lib/python3.11/encodings/__init__.py")
        .opened("/srv/__pycache__/app.cpython-311.pyc")
        .keptBy(new PythonEncodings());
  }
}
