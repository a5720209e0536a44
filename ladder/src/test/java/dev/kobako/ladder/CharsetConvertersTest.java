package dev.kobako.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.sandbox.FileCall;
import dev.kobako.testkit.ElfBuilder;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class CharsetConvertersTest {
  private static final String FOLDER = "/usr/lib/x86_64-linux-gnu/gconv/";
  private static final String LIST = FOLDER + "gconv-modules.cache";

  private static UsedTree lists() {
    return UsedTree.with(FOLDER + "EUC-JP.so", LIST);
  }

  @Test
  void keepsAllWhereAModuleWasOpened() throws IOException {
    UsedTree used =
        UsedTree.with(
                "/usr/lib/x86_64-linux-gnu/gconv/EUC-JP.so",
                "/usr/lib/x86_64-linux-gnu/gconv/KOI8-R.so",
                "/usr/lib/x86_64-linux-gnu/gconv/gconv-modules.cache")
            .opened("/usr/lib/x86_64-linux-gnu/gconv/EUC-JP.so");

    assertThat(used.keptBy(new CharsetConverters()))
        .containsExactly(
            "/usr/lib/x86_64-linux-gnu/gconv/KOI8-R.so",
            "/usr/lib/x86_64-linux-gnu/gconv/gconv-modules.cache");
  }

  @Test
  void keepsAllWhereTheListWasReadByAProgramThatConverts() throws IOException {
    UsedTree used =
        lists()
            .file("/usr/bin/git", ElfBuilder.elf64().imports("iconv_open").build())
            .asked(LIST, FileCall.Kind.OPEN, "/usr/bin/git");

    assertThat(used.keptBy(new CharsetConverters())).contains(FOLDER + "EUC-JP.so");
  }

  @Test
  void keepsNothingWhereALocaleMayHaveReadTheList() throws IOException {
    UsedTree used =
        lists()
            .file("/usr/bin/git", ElfBuilder.elf64().imports("iconv_open").build())
            .file("/usr/lib/locale/C.utf8/LC_CTYPE", "locale")
            .asked(LIST, FileCall.Kind.OPEN, "/usr/bin/git")
            .opened("/usr/lib/locale/C.utf8/LC_CTYPE");

    assertThat(used.keptBy(new CharsetConverters())).isEmpty();
  }

  @Test
  void keepsNothingForAProgramThatOnlySetsALocale() throws IOException {
    UsedTree used =
        lists()
            .file("/usr/bin/tool", ElfBuilder.elf64().imports("setlocale").build())
            .asked(LIST, FileCall.Kind.OPEN, "/usr/bin/tool");

    assertThat(used.keptBy(new CharsetConverters())).isEmpty();
  }

  @Test
  void keepsNothingForAShell() throws IOException {
    UsedTree used =
        lists()
            .file("/usr/bin/bash", ElfBuilder.elf64().imports("iconv_open").build())
            .asked(LIST, FileCall.Kind.OPEN, "/usr/bin/bash");

    assertThat(used.keptBy(new CharsetConverters())).isEmpty();
  }

  @Test
  void keepsNothingForWhatCannotBeRead() throws IOException {
    UsedTree used =
        lists()
            .file("/usr/bin/broken", new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0})
            .asked(LIST, FileCall.Kind.OPEN, "/usr/bin/broken");

    assertThat(used.keptBy(new CharsetConverters())).isEmpty();
  }
}
