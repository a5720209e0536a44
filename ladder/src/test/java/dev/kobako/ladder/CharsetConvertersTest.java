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
  void keepsAllWhereALibraryOfTheProgramConverts() throws IOException {
    UsedTree used =
        lists()
            .file("/usr/bin/php", ElfBuilder.elf64().imports("setlocale").build())
            .file("/usr/lib/php/iconv.so", ElfBuilder.elf64().imports("iconv_open").build())
            .asked("/usr/lib/php/iconv.so", FileCall.Kind.OPEN, "/usr/bin/php")
            .asked(LIST, FileCall.Kind.OPEN, "/usr/bin/php");

    assertThat(used.keptBy(new CharsetConverters())).contains(FOLDER + "EUC-JP.so");
  }

  /** The first to ask for a library is the one that the trace names. */
  @Test
  void keepsAllWhereWhatConvertsIsALibraryOfALibraryThatAnotherProgramOpenedFirst()
      throws IOException {
    UsedTree used =
        lists()
            .file("/usr/bin/other", ElfBuilder.elf64().build())
            .file("/usr/bin/xmllint", ElfBuilder.elf64().needed("libxml2.so.2").build())
            .file("/usr/lib/libxml2.so.2", ElfBuilder.elf64().needed("libtext.so.1").build())
            .file("/usr/lib/libtext.so.1.7", ElfBuilder.elf64().imports("iconv_open").build())
            .link("/usr/lib/libtext.so.1", "libtext.so.1.7")
            .asked("/usr/lib/libxml2.so.2", FileCall.Kind.OPEN, "/usr/bin/other")
            .openedBy("/usr/lib/libtext.so.1", "/usr/lib/libtext.so.1.7")
            .asked(LIST, FileCall.Kind.OPEN, "/usr/bin/xmllint");

    assertThat(used.keptBy(new CharsetConverters())).contains(FOLDER + "EUC-JP.so");
  }

  @Test
  void keepsNothingForALibraryThatOnlyAnotherProgramLoaded() throws IOException {
    UsedTree used =
        lists()
            .file("/usr/bin/other", ElfBuilder.elf64().needed("libxml2.so.2").build())
            .file("/usr/bin/tool", ElfBuilder.elf64().imports("setlocale").build())
            .file("/usr/lib/libxml2.so.2", ElfBuilder.elf64().imports("iconv_open").build())
            .asked("/usr/lib/libxml2.so.2", FileCall.Kind.OPEN, "/usr/bin/other")
            .asked(LIST, FileCall.Kind.OPEN, "/usr/bin/tool");

    assertThat(used.keptBy(new CharsetConverters())).isEmpty();
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
