package dev.kobako.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class TemporaryLeftoversTest {
  @Test
  void leavesNamesThatPeopleChose() throws IOException {
    UsedTree used =
        UsedTree.with(
            "/tmp/hsperfdata_root/1",
            "/tmp/tmp.Ab3dEf9hIj",
            "/tmp/tmpx8k_2m1q",
            "/tmp/tmpfolder",
            "/tmp/app/server",
            "/var/tmp/pip-build/x");

    assertThat(used.removedBy(new TemporaryLeftovers()))
        .containsExactly(
            "/tmp/hsperfdata_root",
            "/tmp/tmp.Ab3dEf9hIj",
            "/tmp/tmpx8k_2m1q",
            "/var/tmp/pip-build");
  }
}
