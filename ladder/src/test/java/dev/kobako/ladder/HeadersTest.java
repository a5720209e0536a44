package dev.kobako.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class HeadersTest {
  private static UsedTree installed() {
    return UsedTree.with(
            "/usr/include/stdio.h",
            "/usr/include/math.h",
            "/usr/include/linux/errno.h",
            "/usr/include/linux/limits.h",
            "/usr/include/drm/drm.h",
            "/usr/include/other.h",
            "/usr/lib/libc.so",
            "/usr/lib/libc.a",
            "/usr/lib/libc_nonshared.a",
            "/usr/lib/libpthread.a",
            "/usr/lib/crt1.o",
            "/usr/lib/gcrt1.o",
            "/usr/lib/libm.so.6",
            "/usr/lib/libanl.so.1",
            "/usr/lib/other.o",
            "/usr/share/libc/readme.o")
        .link("/usr/lib/libm.so", "libm.so.6")
        .link("/usr/lib/libanl.so", "libanl.so.1")
        .file(
            "/var/lib/dpkg/status",
            """
            Package: libc6-dev
            Source: glibc
            Status: install ok installed
            Architecture: amd64
            Version: 1

            Package: linux-libc-dev
            Source: linux
            Status: install ok installed
            Architecture: amd64
            Version: 1

            Package: other-dev
            Status: install ok installed
            Architecture: amd64
            Version: 1

            """)
        .file(
            "/var/lib/dpkg/info/libc6-dev.list",
            """
            /usr/include
            /usr/include/stdio.h
            /usr/include/math.h
            /usr/lib/libc.so
            /usr/lib/libc.a
            /usr/lib/libc_nonshared.a
            /usr/lib/libpthread.a
            /usr/lib/crt1.o
            /usr/lib/gcrt1.o
            /usr/lib/libm.so
            /usr/lib/libanl.so
            /usr/share/libc/readme.o
            """)
        .file(
            "/var/lib/dpkg/info/linux-libc-dev.list",
            """
            /usr/include/linux
            /usr/include/linux/errno.h
            /usr/include/linux/limits.h
            /usr/include/drm/drm.h
            """)
        .file("/var/lib/dpkg/info/other-dev.list", "/usr/include/other.h\n/usr/lib/other.o\n");
  }

  @Test
  void keepsHeadersStartFilesAndNamesOfLibrariesThatStay() throws IOException {
    UsedTree used = installed().opened("/usr/include/stdio.h").opened("/usr/lib/libm.so.6");

    assertThat(used.keptBy(new Headers()))
        .containsExactly(
            "/usr/include/math.h",
            "/usr/lib/crt1.o",
            "/usr/lib/gcrt1.o",
            "/usr/lib/libc.so",
            "/usr/lib/libm.so");
  }

  @Test
  void keepsTheLibrariesThatALinkerScriptNames() throws IOException {
    UsedTree used =
        installed()
            .file("/usr/lib/libc.so", "GROUP ( /usr/lib/libx.so.6 AS_NEEDED(/usr/lib/liby.so.1))")
            .file("/usr/lib/libx.so.6", "x")
            .file("/usr/lib/liby.so.1", "y")
            .opened("/usr/include/stdio.h");

    assertThat(used.keptBy(new Headers())).contains("/usr/lib/libx.so.6", "/usr/lib/liby.so.1");
  }

  @Test
  void keepsStaticLibrariesAsLinkersTakeThem() throws IOException {
    assertThat(
            installed()
                .opened("/usr/include/stdio.h")
                .opened("/usr/lib/libc_nonshared.a")
                .keptBy(new Headers()))
        .contains("/usr/lib/libpthread.a")
        .doesNotContain("/usr/lib/libc.a");
    assertThat(
            installed()
                .opened("/usr/include/stdio.h")
                .opened("/usr/lib/libc.a")
                .keptBy(new Headers()))
        .contains("/usr/lib/libpthread.a", "/usr/lib/libc_nonshared.a");
  }

  @Test
  void keepsOfTheKernelsHeadersTheFoldersOfWhichOneWasRead() throws IOException {
    assertThat(installed().opened("/usr/include/linux/errno.h").keptBy(new Headers()))
        .containsExactly("/usr/include/linux/limits.h");
  }

  @Test
  void keepsWhatTheHeadersIncludeOfOtherPackages() throws IOException {
    UsedTree used =
        installed()
            .file("/usr/include/math.h", "#include <asm/bits.h>\n# include \"other.h\"\n")
            .file("/usr/include/x86_64-linux-gnu/asm/bits.h", "#include <asm/more.h>\n")
            .file("/usr/include/x86_64-linux-gnu/asm/more.h", "#include <../../../etc/passwd>\n")
            .file("/usr/include/x86_64-linux-gnu/asm/none.h", "")
            .file("/etc/passwd", "")
            .opened("/usr/include/stdio.h");

    assertThat(used.keptBy(new Headers()))
        .contains(
            "/usr/include/other.h",
            "/usr/include/x86_64-linux-gnu/asm/bits.h",
            "/usr/include/x86_64-linux-gnu/asm/more.h")
        .doesNotContain("/usr/include/x86_64-linux-gnu/asm/none.h", "/etc/passwd");
  }

  @Test
  void keepsNothingForALookOrAStartFile() throws IOException {
    assertThat(
            installed()
                .lookedAt("/usr/include/stdio.h")
                .opened("/usr/lib/crt1.o")
                .keptBy(new Headers()))
        .isEmpty();
  }
}
