package dev.kobako.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class DpkgLeftoversTest {
  @Test
  void leavesWhatScannersRead() throws IOException {
    UsedTree used =
        UsedTree.with(
            "/var/lib/dpkg/status",
            "/var/lib/dpkg/status-old",
            "/var/lib/dpkg/available",
            "/var/lib/dpkg/info/a.list",
            "/var/cache/debconf/config.dat",
            "/var/cache/debconf/config.dat-old");

    assertThat(used.removedBy(new DpkgLeftovers()))
        .containsExactly(
            "/var/cache/debconf/config.dat-old",
            "/var/lib/dpkg/available",
            "/var/lib/dpkg/status-old");
  }
}
