package dev.kobako.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class PackageLogsTest {
  @Test
  void leavesLogsOfPrograms() throws IOException {
    UsedTree used =
        UsedTree.with(
            "/var/log/dpkg.log",
            "/var/log/apt/history.log",
            "/var/log/dnf.rpm.log",
            "/var/log/nginx/access.log",
            "/var/log/lastlog");

    assertThat(used.removedBy(new PackageLogs()))
        .containsExactly("/var/log/apt/history.log", "/var/log/dnf.rpm.log", "/var/log/dpkg.log");
  }
}
