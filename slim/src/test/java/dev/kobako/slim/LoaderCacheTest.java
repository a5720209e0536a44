package dev.kobako.slim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.elf.LdCache;
import dev.kobako.testkit.ElfBuilder;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LoaderCacheTest {
  /** As ldconfig marks an x86-64 library for glibc 2. */
  private static final int X86_64_LIBC6 = 0x303;

  private static final ImagePath CACHE = ImagePath.of("/etc/ld.so.cache");

  private static LdCache.Entry entry(String name, String path) {
    return new LdCache.Entry(name, path, X86_64_LIBC6, Optional.empty(), 0);
  }

  private static FakeRoot root(LdCache.Entry... entries) {
    return FakeRoot.withGlibc()
        .elf(Explained.PROGRAM, FakeRoot.program().needed("libx.so"))
        .put("/etc/ld.so.cache", FakeRoot.regular(0644, LdCache.write(List.of(entries))));
  }

  @Test
  void holdsOnlyTheKeptLibrariesThatNothingElseLeadsTo() throws IOException {
    Explained closure =
        Explained.closure(
            root(
                    entry("libx.so", "/opt/lib/libx.so"),
                    entry("libunused.so", "/opt/lib/libunused.so"))
                .elf("/opt/lib/libx.so", ElfBuilder.elf64())
                .elf("/opt/lib/libunused.so", ElfBuilder.elf64()));

    LoaderCache.keep(closure.closure());

    Entry.RegularFile made =
        (Entry.RegularFile) closure.closure().keepSet().at(CACHE).orElseThrow().entry();
    assertThat(LdCache.read(made.content().bytes(), "made").entries())
        .containsExactly(entry("libx.so", "/opt/lib/libx.so"));
    assertThat(closure.reason("/etc/ld.so.cache"))
        .contains("made by kobako, the only way for the loader to find /opt/lib/libx.so");
    closure.holdsTogether();
  }

  @Test
  void isNotMadeWhereTheDefaultFoldersHaveAll() throws IOException {
    Explained closure = Explained.closure(root().library("libx.so", ElfBuilder.elf64()));

    LoaderCache.keep(closure.closure());

    assertThat(closure.missing()).isEmpty();
    assertThat(closure.closure().keepSet().at(CACHE)).isEmpty();
  }
}
