package dev.kobako.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class LoaderLeftoversTest {
  @Test
  void leavesTheLoadersCache() throws IOException {
    UsedTree used = UsedTree.with("/var/cache/ldconfig/aux-cache", "/etc/ld.so.cache");

    assertThat(used.removedBy(new LoaderLeftovers()))
        .containsExactly("/var/cache/ldconfig/aux-cache");
  }
}
