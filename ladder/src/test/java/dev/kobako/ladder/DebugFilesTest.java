package dev.kobako.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class DebugFilesTest {
  @Test
  void takesDetachedInformation() throws IOException {
    UsedTree used =
        UsedTree.with(
            "/usr/lib/debug/.build-id/ab/cd.debug",
            "/opt/bin/.debug/app.debug",
            "/opt/bin/app.debug");

    assertThat(used.removedBy(new DebugFiles()))
        .containsExactly("/opt/bin/.debug/app.debug", "/usr/lib/debug/.build-id");
  }
}
