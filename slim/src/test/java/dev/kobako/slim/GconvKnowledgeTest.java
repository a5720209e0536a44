package dev.kobako.slim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.elf.CpuSelection;
import dev.kobako.testkit.ElfBuilder;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GconvKnowledgeTest {
  private static final String GCONV = FakeRoot.LIBRARIES + "gconv/";

  private static FakeRoot root(ElfBuilder program) {
    return FakeRoot.withGlibc()
        .elf(Explained.PROGRAM, program)
        .file(
            GCONV + "gconv-modules",
            """
            # a comment
            alias EUCJP// EUC-JP//
            module EUC-JP// INTERNAL EUC-JP 1
            module INTERNAL EUC-JP// EUC-JP 1
            """)
        .file(
            GCONV + "gconv-modules.d/extra.conf",
            "module KOI8-R// INTERNAL KOI8-R 1\nmodule X// INTERNAL ../../../evil 1\nmodule\n")
        .elf(GCONV + "EUC-JP.so", ElfBuilder.elf64().needed("libJIS.so").runpath("$ORIGIN"))
        .elf(GCONV + "libJIS.so", ElfBuilder.elf64())
        .elf(GCONV + "KOI8-R.so", ElfBuilder.elf64());
  }

  private static ElfBuilder converts(String... charsets) {
    ElfBuilder program = FakeRoot.program().imports("iconv_open");
    for (String charset : charsets) {
      program.constant(charset);
    }
    return program;
  }

  private static Explained with(FakeRoot root, ClosureOptions.Gconv gconv) throws IOException {
    ClosureOptions options =
        new ClosureOptions(
            Set.of(),
            new CpuSelection.Portable(),
            gconv,
            new ClosureOptions.Data.Hint(),
            Optional.empty(),
            List.of(),
            false);
    return Explained.closure(root, options, Explained.PROGRAM);
  }

  @Test
  void takesTheConvertersThatConstantsNameByAnyName() throws IOException {
    Explained closure = Explained.closure(root(converts("eucjp//TRANSLIT")));

    assertThat(closure.guessed())
        .containsExactly(
            GCONV + "EUC-JP.so: converter for iconv_open of /usr/bin/app (guessed: gconv)",
            GCONV
                + "gconv-modules: list of converters for iconv_open of /usr/bin/app"
                + " (guessed: gconv)",
            GCONV
                + "gconv-modules.d/extra.conf: list of converters for iconv_open of"
                + " /usr/bin/app (guessed: gconv)");
    assertThat(closure.reason(GCONV + "libJIS.so"))
        .contains("NEEDED (found by RUNPATH) by " + GCONV + "EUC-JP.so");
    closure.holdsTogether();
  }

  @Test
  void takesTheCacheAloneWhereThereIsOne() throws IOException {
    assertThat(
            Explained.closure(root(converts("EUC-JP")).file(GCONV + "gconv-modules.cache", "x"))
                .paths())
        .contains(GCONV + "gconv-modules.cache")
        .doesNotContain(GCONV + "gconv-modules");
  }

  @Test
  void takesNothingForCharsetsThatAreBuiltIn() throws IOException {
    assertThat(Explained.closure(root(converts("UTF-8", "UTF-16LE"))).guessed()).isEmpty();
  }

  @Test
  void takesAllOrChosenOnesIfToldSo() throws IOException {
    assertThat(with(root(converts()), new ClosureOptions.Gconv.All()).paths())
        .contains(GCONV + "EUC-JP.so", GCONV + "KOI8-R.so");
    assertThat(
            with(root(converts()), new ClosureOptions.Gconv.Chosen(List.of("koi8-r", "none")))
                .paths())
        .contains(GCONV + "KOI8-R.so")
        .doesNotContain(GCONV + "EUC-JP.so");
  }

  @Test
  void takesNothingForWhoConvertsNothingOrIfRefused() throws IOException {
    assertThat(Explained.closure(root(FakeRoot.program().constant("EUC-JP"))).guessed()).isEmpty();
    assertThat(Explained.closure(root(converts("EUC-JP")), Guess.GCONV).guessed()).isEmpty();
  }
}
