package dev.kobako.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class PythonPackagesTest {
  @Test
  void keepsWhatTheRecordOfAnImportedDistributionLists() throws IOException {
    UsedTree used =
        UsedTree.with(
                "/usr/local/lib/python3.12/site-packages/flask/__init__.py",
                "/usr/local/lib/python3.12/site-packages/flask/cli.py",
                "/usr/local/lib/python3.12/site-packages/flask/tests/t.py",
                "/usr/local/lib/python3.12/site-packages/flask/py.pyi",
                "/usr/local/lib/python3.12/site-packages/flask-3.0.dist-info/METADATA",
                "/usr/local/lib/python3.12/site-packages/other/__init__.py",
                "/usr/local/lib/python3.12/site-packages/flask/__pycache__/__init__.cpython-312.pyc")
            .file(
                "/usr/local/lib/python3.12/site-packages/flask-3.0.dist-info/RECORD",
                "flask/__init__.py,sha256=x,1\nflask/cli.py,,\nflask/tests/t.py,,\nflask/py.pyi,,\n../../../bin/flask,,\n")
            .opened(
                "/usr/local/lib/python3.12/site-packages/flask/__pycache__/__init__.cpython-312.pyc");

    assertThat(used.keptBy(new PythonPackages()))
        .containsExactly(
            "/usr/local/lib/python3.12/site-packages/flask/__init__.py",
            "/usr/local/lib/python3.12/site-packages/flask/cli.py",
            "/usr/local/lib/python3.12/site-packages/flask-3.0.dist-info/METADATA",
            "/usr/local/lib/python3.12/site-packages/flask-3.0.dist-info/RECORD");
  }

  @Test
  void goesByNamesWhereThereIsNoRecord() throws IOException {
    UsedTree used =
        UsedTree.with(
                "/usr/lib/python3/dist-packages/yaml/__init__.py",
                "/usr/lib/python3/dist-packages/yaml/loader.py",
                "/usr/lib/python3/dist-packages/yaml/_yaml.c",
                "/usr/lib/python3/dist-packages/yaml-6.0.egg-info/PKG-INFO",
                "/usr/lib/python3/dist-packages/six.py")
            .opened("/usr/lib/python3/dist-packages/yaml/__init__.py");

    assertThat(used.keptBy(new PythonPackages()))
        .containsExactly(
            "/usr/lib/python3/dist-packages/yaml/loader.py",
            "/usr/lib/python3/dist-packages/yaml-6.0.egg-info/PKG-INFO");
  }
}
