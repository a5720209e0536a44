package dev.kobako.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.image.Digest;
import dev.kobako.testkit.TarBuilder;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class CopyFingerprintTest {
  private static void tree(TarBuilder tar) {
    tar.dir("d", 0755).file("d/a", 0644, "a").file("d/b", 0644, "b").symlink("d/l", "a");
  }

  private static Digest of(Consumer<TarBuilder> members) {
    return CopyFixture.from(members).select("COPY d /x").fingerprint();
  }

  @Test
  void theOrderOfATarAndTimesDontMatter() {
    assertThat(
            of(tar ->
                tar.mtime(77)
                    .dir("d", 0755)
                    .symlink("d/l", "a")
                    .file("d/b", 0644, "b")
                    .file("d/a", 0644, "a")
                    .file("other", 0644, "o")))
        .isEqualTo(of(CopyFingerprintTest::tree));
  }

  @Test
  void allElseMatters() {
    assertThat(
            new Digest[] {
              of(CopyFingerprintTest::tree),
              of(tar -> tar.dir("d", 0700).file("d/a", 0644, "a").file("d/b", 0644, "b")),
              of(tar -> tar.dir("d", 0755).file("d/a", 0640, "a").file("d/b", 0644, "b")),
              of(tar -> tar.dir("d", 0755).file("d/a", 0644, "A").file("d/b", 0644, "b")),
              of(tar -> tar.dir("d", 0755).file("d/a", 0644, "a").hardlink("d/b", "d/a")),
              of(tar -> tar.dir("d", 0755).file("d/a", 0644, "a").file("d/b", 0644, "a")),
              of(tar -> tar.dir("d", 0755).file("d/a", 0644, "a").symlink("d/b", "a")),
              of(tar -> tar.dir("d", 0755).file("d/a", 0644, "a").symlink("d/b", "b")),
              of(tar -> tar.dir("d", 0755).file("d/a", 0644, "a").fifo("d/b", 0644)),
              of(tar -> tar.dir("d", 0755).file("d/a", 0644, "a").dir("d/b", 0644)),
              of(tar -> tar.dir("d", 0755).file("d/a", 0644, "a").charDevice("d/b", 0644, 1, 2)),
              of(tar -> tar.dir("d", 0755).file("d/a", 0644, "a").blockDevice("d/b", 0644, 1, 2)),
              of(tar -> tar.dir("d", 0755).file("d/a", 0644, "a").charDevice("d/b", 0644, 1, 3)),
              of(tar -> tar.dir("d", 0755).owner(0, 1).file("d/a", 0644, "a")),
              of(tar -> tar.dir("d", 0755).owner(1, 0).file("d/a", 0644, "a")),
              of(tar ->
                  tar.dir("d", 0755)
                      .pax(Map.of("SCHILY.xattr.security.capability", "c"))
                      .file("d/a", 0644, "a"))
            })
        .doesNotHaveDuplicates();
  }

  @Test
  void theNameOfASingleSourceMatters() {
    CopyFixture files = CopyFixture.from(tar -> tar.file("a", 0644, "x").file("b", 0644, "x"));
    assertThat(files.select("COPY a /x/").fingerprint())
        .isNotEqualTo(files.select("COPY b /x/").fingerprint())
        .isEqualTo(files.select("COPY ./a /y/").fingerprint());
  }

  @Test
  void textThatIsNoAsciiIsTakenAsItsBytes() {
    CopyFixture files =
        CopyFixture.from(tar -> tar.dir("d", 0755).file("d/é", 0644, "x").file("d/小箱", 0644, "y"));
    assertThat(files.select("COPY d /x/").fingerprint())
        .isNotEqualTo(
            CopyFixture.from(
                    tar -> tar.dir("d", 0755).file("d/e", 0644, "x").file("d/小箱", 0644, "y"))
                .select("COPY d /x/")
                .fingerprint());
  }
}
