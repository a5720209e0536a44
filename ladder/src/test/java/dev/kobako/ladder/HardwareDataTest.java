package dev.kobako.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class HardwareDataTest {
  @Test
  void leavesRulesOfUdev() throws IOException {
    UsedTree used =
        UsedTree.with(
            "/usr/lib/udev/hwdb.d/20.hwdb",
            "/usr/lib/udev/hwdb.bin",
            "/usr/lib/udev/rules.d/a.rules",
            "/usr/lib/systemd/catalog/a.catalog");

    assertThat(used.removedBy(new HardwareData()))
        .containsExactly(
            "/usr/lib/systemd/catalog/a.catalog",
            "/usr/lib/udev/hwdb.bin",
            "/usr/lib/udev/hwdb.d/20.hwdb");
  }
}
