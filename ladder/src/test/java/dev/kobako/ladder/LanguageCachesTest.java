package dev.kobako.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class LanguageCachesTest {
  @Test
  void leavesWhatProgramsAreRunFrom() throws IOException {
    UsedTree used =
        UsedTree.with(
            "/root/.cache/pip/http/a",
            "/home/app/.npm/_cacache/b",
            "/root/.m2/repository/a.jar",
            "/root/.cache/huggingface/model",
            "/go/pkg/mod/cache/download/x",
            "/go/pkg/mod/y",
            "/usr/local/bundle/cache/puma-6.gem",
            "/srv/cache/notes.txt");

    assertThat(used.removedBy(new LanguageCaches()))
        .containsExactly(
            "/go/pkg/mod/cache/download",
            "/home/app/.npm/_cacache",
            "/root/.cache/pip",
            "/usr/local/bundle/cache/puma-6.gem");
  }
}
