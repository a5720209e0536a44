package dev.kobako.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.kobako.elf.LdCache;
import dev.kobako.sandbox.LaidOutRoot;
import dev.kobako.testkit.ElfBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibraryCacheTest {
  @TempDir Path temp;

  private static byte[] library(String soname) {
    ElfBuilder builder = ElfBuilder.elf64();
    return (soname.isEmpty() ? builder : builder.soname(soname)).build();
  }

  /** All that ldconfig(8) has to choose among. */
  private static MadePackages odd() {
    String lib = "/usr/lib/x86_64-linux-gnu/";
    return new MadePackages()
        .with("libc6", "")
        .link("/lib", "usr/lib")
        .file("/etc/ld.so.conf", "# first\n/opt/b\ninclude ld.so.conf.d/*.conf\n/nowhere\n")
        .file("/etc/ld.so.conf.d/x.conf", "/opt/a/\n/lib/x86_64-linux-gnu\n")
        .file("/opt/a/libboth.so.1", library("libboth.so.1"))
        .file("/opt/b/libboth.so.1", library("libboth.so.1"))
        .file(lib + "libplain.so.2.1", library("libplain.so.2"))
        .file(lib + "libplain.so.2.10", library("libplain.so.2"))
        .link(lib + "libplain.so", "libplain.so.2")
        .file(lib + "liblinked.so.3.0", library("liblinked.so.3"))
        .link(lib + "liblinked.so.3", "liblinked.so.3.0")
        .link(lib + "liblinked.so", "liblinked.so.3.0")
        .link(lib + "libother-name.so.7", "liblinked.so.3.0")
        .file(lib + "libstale.so.1.1", library("libstale.so.1"))
        .file(lib + "libstale.so.1.2", library("libstale.so.1"))
        .link(lib + "libstale.so.1", "libstale.so.1.1")
        .file(lib + "libnameless.so", library(""))
        .file(lib + "libtext.so", "INPUT(libplain.so.2)\n")
        .file(lib + "libempty.so.1", "")
        .file(lib + "libgone.so.1.py", "")
        .link(lib + "libdangling.so", "nothing")
        .file(lib + "plugin.so", library("plugin.so"))
        .file(lib + "glibc-hwcaps/x86-64-v3/libplain.so.2.1", library("libplain.so.2"))
        .file(lib + "glibc-hwcaps/x86-64-v2/libplain.so.2.1", library("libplain.so.2"));
  }

  @Test
  void itHoldsWhatLdconfigFinds() throws Exception {
    String ldconfig = Tools.need("ldconfig");
    try (LaidOutRoot ours = LaidOutRoot.of(odd().made().tree(), temp);
        LaidOutRoot theirs = LaidOutRoot.of(odd().unpacked().tree(), temp)) {
      Tools.Result run = Tools.run(temp, List.of(ldconfig, "-r", theirs.path().toString()));

      assertThat(run.status()).as(run.text()).isZero();
      assertThat(listed(ldconfig, ours.path()))
          .hasSizeGreaterThan(8)
          .isEqualTo(listed(ldconfig, theirs.path()));
      assertThat(links(ours.path())).isEqualTo(links(theirs.path()));
    }
  }

  private List<String> listed(String ldconfig, Path root) throws Exception {
    String cache = root.resolve("etc/ld.so.cache").toString();
    return Tools.run(temp, List.of(ldconfig, "-p", "-C", cache))
        .text()
        .lines()
        .filter(line -> line.contains("=>"))
        .toList();
  }

  private static List<String> links(Path root) throws Exception {
    try (var files = Files.list(root.resolve("usr/lib/x86_64-linux-gnu"))) {
      return files
          .filter(Files::isSymbolicLink)
          .map(file -> {
            try {
              return file.getFileName() + " -> " + Files.readSymbolicLink(file);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          })
          .sorted()
          .toList();
    }
  }

  @Test
  void librariesOfAnotherCpuHaveItsFlags() throws Exception {
    MadeTree made =
        new MadePackages()
            .with("libc6", "arm64", "")
            .file(
                "/usr/lib/aarch64-linux-gnu/libx.so.1",
                ElfBuilder.elf64().machine(ElfBuilder.AARCH64).soname("libx.so.1").build())
            .made();

    assertThat(cached(made))
        .extracting(LdCache.Entry::path, LdCache.Entry::flags)
        .containsExactly(tuple("/usr/lib/aarch64-linux-gnu/libx.so.1", 0xa03));
  }

  @Test
  void withoutGlibcThereIsNoCache() {
    MadeTree made =
        new MadePackages().with("musl", "").file("/usr/lib/libx.so", library("libx.so")).made();

    assertThat(made.tree().resolve("/etc/ld.so.cache").entry()).isEmpty();
    assertThat(made.tree().resolve("/etc/ld.so.conf").entry()).isEmpty();
  }

  @Test
  void aDamagedLibraryIsLeftOut() throws Exception {
    byte[] damaged = library("libx.so.1");
    Arrays.fill(damaged, 40, 64, (byte) 0xff);
    MadeTree made = new MadePackages().with("libc6", "").file("/usr/lib/libx.so.1", damaged).made();

    assertThat(cached(made)).isEmpty();
  }

  private static List<LdCache.Entry> cached(MadeTree made) throws IOException {
    byte[] bytes = made.tree().resolve("/etc/ld.so.cache").file().orElseThrow().content().bytes();
    return LdCache.read(bytes, "cache").entries();
  }
}
