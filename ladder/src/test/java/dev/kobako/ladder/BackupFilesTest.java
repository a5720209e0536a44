package dev.kobako.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class BackupFilesTest {
  @Test
  void leavesSettingsAndOtherEndings() throws IOException {
    UsedTree used =
        UsedTree.with(
            "/etc/passwd",
            "/etc/passwd-",
            "/etc/nginx/nginx.conf",
            "/etc/nginx/nginx.conf.dpkg-old",
            "/srv/a.txt~",
            "/srv/b.dpkg-old");

    assertThat(used.removedBy(new BackupFiles()))
        .containsExactly("/etc/nginx/nginx.conf.dpkg-old", "/etc/passwd-", "/srv/a.txt~");
  }
}
