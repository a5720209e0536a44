package dev.kobako.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class OtherNamesTest {
  @Test
  void keepsHardAndSymbolicLinksToKeptPrograms() throws IOException {
    UsedTree used =
        UsedTree.with("/bin/readme")
            .program("/bin/busybox", 7)
            .program("/bin/ls", 7)
            .program("/opt/data/ls", 7)
            .program("/bin/other", 8)
            .link("/usr/bin/awk", "/bin/busybox")
            .link("/usr/bin/else", "/bin/other")
            .opened("/bin/busybox");

    assertThat(used.keptBy(new OtherNames())).containsExactly("/bin/ls", "/usr/bin/awk");
  }
}
