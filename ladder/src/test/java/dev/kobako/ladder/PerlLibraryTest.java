package dev.kobako.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class PerlLibraryTest {
  @Test
  void keepsModulesOfBothFoldersWithUnicodeTables() throws IOException {
    UsedTree used =
        UsedTree.with(
                "/usr/share/perl/5.36.0/strict.pm",
                "/usr/share/perl/5.36.0/Text/Wrap.pm",
                "/usr/share/perl/5.36.0/unicore/Name.pl",
                "/usr/share/perl/5.36.0/pod/perlfunc.pod",
                "/usr/share/perl/5.36.0/Test/More.pm",
                "/usr/share/perl/5.36.0/Unicode/Collate/Locale/de.pl",
                "/usr/lib/x86_64-linux-gnu/perl/5.36.0/Config.pm",
                "/usr/lib/x86_64-linux-gnu/perl/5.36.0/POSIX.pm",
                "/usr/lib/x86_64-linux-gnu/perl/5.36.0/DB_File.pm",
                "/usr/lib/x86_64-linux-gnu/perl/5.36.0/auto/DB_File/DB_File.so",
                "/usr/lib/x86_64-linux-gnu/perl/5.36.0/CORE/perl.h",
                "/usr/lib/x86_64-linux-gnu/perl/5.36.0/auto/POSIX/POSIX.so",
                "/usr/lib/x86_64-linux-gnu/perl/5.36.0/auto/Encode/Encode.so",
                "/usr/lib/x86_64-linux-gnu/perl/5.36.0/auto/Encode/JP/JP.so",
                "/usr/lib/x86_64-linux-gnu/perl-base/strict.pm")
            .opened("/usr/share/perl/5.36.0/Text/Wrap.pm");

    assertThat(used.keptBy(new PerlLibrary()))
        .containsExactly(
            "/usr/lib/x86_64-linux-gnu/perl/5.36.0/Config.pm",
            "/usr/lib/x86_64-linux-gnu/perl/5.36.0/POSIX.pm",
            "/usr/lib/x86_64-linux-gnu/perl/5.36.0/auto/Encode/Encode.so",
            "/usr/lib/x86_64-linux-gnu/perl/5.36.0/auto/POSIX/POSIX.so",
            "/usr/share/perl/5.36.0/strict.pm",
            "/usr/share/perl/5.36.0/unicore/Name.pl");
  }

  @Test
  void keepsAllConvertersWhereOneWasLoaded() throws IOException {
    UsedTree used =
        UsedTree.with(
                "/usr/lib/x86_64-linux-gnu/perl/5.36.0/Config.pm",
                "/usr/lib/x86_64-linux-gnu/perl/5.36.0/auto/Encode/Encode.so",
                "/usr/lib/x86_64-linux-gnu/perl/5.36.0/auto/Encode/JP/JP.so",
                "/usr/lib/x86_64-linux-gnu/perl/5.36.0/auto/Encode/KR/KR.so")
            .opened("/usr/lib/x86_64-linux-gnu/perl/5.36.0/auto/Encode/JP/JP.so");

    assertThat(used.keptBy(new PerlLibrary()))
        .containsExactly(
            "/usr/lib/x86_64-linux-gnu/perl/5.36.0/Config.pm",
            "/usr/lib/x86_64-linux-gnu/perl/5.36.0/auto/Encode/Encode.so",
            "/usr/lib/x86_64-linux-gnu/perl/5.36.0/auto/Encode/KR/KR.so");
  }

  @Test
  void keepsOnlyDebiansMinimalSetWhereNoOtherWasTouched() throws IOException {
    UsedTree used =
        UsedTree.with(
                "/usr/lib/x86_64-linux-gnu/perl-base/strict.pm",
                "/usr/lib/x86_64-linux-gnu/perl-base/warnings.pm",
                "/usr/share/perl/5.36.0/strict.pm")
            .opened("/usr/lib/x86_64-linux-gnu/perl-base/strict.pm");

    assertThat(used.keptBy(new PerlLibrary()))
        .containsExactly("/usr/lib/x86_64-linux-gnu/perl-base/warnings.pm");
  }
}
