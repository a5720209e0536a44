package dev.kobako.elf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.diagnostic.KobakoException;
import org.junit.jupiter.api.Test;

class LdSoConfTest {
  @Test
  void foldersComeInTheOrderOfTheFilesAndTheirIncludes() {
    FakeView view =
        new FakeView()
            .file(
                "/etc/ld.so.conf",
                "# first\n/one/ # a comment\ninclude ld.so.conf.d/[a-c]*.conf\n/two\n/old=libc5\n")
            .file("/etc/ld.so.conf.d/b.conf", "/b\nhwcap 1 nosegneg\n/one\n")
            .file("/etc/ld.so.conf.d/a.conf", "/a\n")
            .file("/etc/ld.so.conf.d/d.conf", "/d\n")
            .file("/etc/ld.so.conf.d/.a.conf", "/hidden\n")
            .file("/etc/ld.so.conf.d/c.txt", "/c\n");
    assertThat(LdSoConf.folders(view, "/etc/ld.so.conf"))
        .containsExactly("/one", "/a", "/b", "/two", "/old");
  }

  @Test
  void noFileMeansNoFolders() {
    assertThat(LdSoConf.folders(new FakeView(), "/etc/ld.so.conf")).isEmpty();
  }

  @Test
  void aFileThatIncludesItselfIsReadOnce() {
    FakeView view = new FakeView().file("/etc/ld.so.conf", "include /etc/*.conf\n/a\n");
    assertThat(LdSoConf.folders(view, "/etc/ld.so.conf")).containsExactly("/a");
  }

  @Test
  void aChainOfIncludesHasAnEnd() {
    FakeView view = new FakeView();
    for (int i = 0; i < 30; i++) {
      view.file("/c/" + i, "include /c/" + (i + 1) + "\n");
    }
    assertThatThrownBy(() -> LdSoConf.folders(view, "/c/0"))
        .isInstanceOf(KobakoException.class)
        .hasMessage("/c/17: is included too deeply, expected at most 16 levels and 4096 files");
  }
}
