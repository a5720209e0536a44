package dev.kobako.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class PythonBytecodeTest {
  @Test
  void leavesWhatHasNoSource() throws IOException {
    UsedTree used =
        UsedTree.with(
            "/a/m.py",
            "/a/__pycache__/m.cpython-311.pyc",
            "/a/__pycache__/m.cpython-311.opt-1.pyc",
            "/a/__pycache__/n.cpython-311.pyc",
            "/a/m.pyc",
            "/a/n.pyc");

    assertThat(used.removedBy(new PythonBytecode()))
        .containsExactly(
            "/a/__pycache__/m.cpython-311.opt-1.pyc",
            "/a/__pycache__/m.cpython-311.pyc",
            "/a/m.pyc");
  }

  @Test
  void leavesWhatIsNeverComparedWithItsSource() throws IOException {
    UsedTree used =
        UsedTree.with("/a/m.py")
            .file(
                "/a/__pycache__/m.cpython-311.pyc",
                new byte[] {(byte) 0xa7, 0xd, 0xd, 0xa, 1, 0, 0, 0});

    assertThat(used.removedBy(new PythonBytecode())).isEmpty();
  }
}
