package dev.kobako.slim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PythonSourceTest {
  private static List<String> imports(String text) {
    return PythonSource.read(text, false).statements().stream()
        .map(each ->
            ".".repeat(each.level())
                + each.module()
                + (each.names().isEmpty() ? "" : " " + each.names())
                + (each.lazy() ? " lazy" : ""))
        .toList();
  }

  @Test
  void readsAllFormsOfTheStatements() {
    assertThat(
            imports(
                """
                import os, a.b.c as d; import e
                from f.g import (h as i,  # a comment
                    j,
                )
                from . import k
                from ..l import *
                from ... m import n; x = 1
                try: import o
                except ImportError: import p
                import q \\
                  , r
                if x: from s import t
                """))
        .containsExactly(
            "os",
            "a.b.c",
            "e",
            "f.g [h, j]",
            ". [k]",
            "..l [*]",
            "...m [n]",
            "o",
            "p",
            "q",
            "r",
            "s [t]");
  }

  @Test
  void tellsWhatOnlyFunctionsImport() {
    assertThat(
            imports(
                """
                class A:
                    import a
                    async def f(self):
                        import b
                        if x:
                            import c
                    import d
                def g(): import e
                import f
                """))
        .containsExactly("a", "b lazy", "c lazy", "d", "e lazy", "f");
  }

  @Test
  void leavesOutWhatNeverRunsInAnImportedModule() {
    String text =
        """
        if TYPE_CHECKING:
            import a
        else:
            import b
        if typing.TYPE_CHECKING:
            import c
        def _test():
            import doctest
        def main():
            import d
        if __name__ == "__main__":
            import e
            _test()
        """;

    assertThat(imports(text)).containsExactly("b", "d lazy");
    assertThat(PythonSource.read(text, true).statements())
        .extracting(PythonImports.Statement::module)
        .containsExactly("b", "doctest", "d", "e");
  }

  @Test
  void readsNoImportsInStringsAndComments() {
    assertThat(
            imports(
                """
                '''
                import a
                '''
                x = "import b"  # import c
                y = f"{d['import e']}" + r'\\' + b'import f'
                yield_from = lambda: (yield from g)
                important = 1
                import h
                """))
        .containsExactly("h");
  }

  @Test
  void readsCallsWithConstants() {
    PythonImports found =
        PythonSource.read(
            """
            __import__("a.b"); importlib.import_module('.c', __name__)
            import_module(f"plugins.{name}")
            import_module("drivers.%s" % name)
            __import__(name)
            def import_module(name): pass
            entry_points(group="flask.commands")
            find_library('magic')
            INSTALLED = ['app.urls:main', 'no name', 'short']
            """,
            false);

    assertThat(found.statements())
        .extracting(PythonImports.Statement::level, PythonImports.Statement::module)
        .containsExactly(tuple(0, "a.b"), tuple(1, "c"));
    assertThat(found.computed()).containsExactly("plugins", "drivers", "");
    assertThat(found.groups()).containsExactly("flask.commands");
    assertThat(found.libraries()).containsExactly("magic");
    assertThat(found.texts()).contains("app.urls:main", "short").doesNotContain("no name");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "(",
        "'''",
        "\"\\",
        "import",
        "from",
        "from .",
        "from . import",
        "import a.",
        "\\",
        "if",
        "def",
        "))))\nimport x",
        "\u0000\u0001",
        "__import__(",
        "import_module(x"
      })
  void takesAnyTextForWhatItIs(String text) {
    assertThat(PythonSource.read(text, false).computed()).isIn(Set.of(), Set.of(""));
  }

  @Test
  void readsHostileTextInLinearTime() {
    assertThat(imports("(".repeat(1_000_000) + "import a")).isEmpty();
    assertThat(imports("if x:\n" + " ".repeat(1_000_000) + "import a")).containsExactly("a");
  }
}
