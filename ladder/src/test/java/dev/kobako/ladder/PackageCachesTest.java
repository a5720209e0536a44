package dev.kobako.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class PackageCachesTest {
  @Test
  void takesDownloadsAndIndexes() throws IOException {
    UsedTree used =
        UsedTree.with(
            "/var/cache/apt/pkgcache.bin",
            "/var/cache/apt/other",
            "/var/cache/apt/archives/a.deb",
            "/var/cache/apk/APKINDEX.gz",
            "/var/cache/nginx/keep");

    assertThat(used.removedBy(new PackageCaches()))
        .containsExactly(
            "/var/cache/apk/APKINDEX.gz",
            "/var/cache/apt/archives/a.deb",
            "/var/cache/apt/pkgcache.bin");
  }
}
