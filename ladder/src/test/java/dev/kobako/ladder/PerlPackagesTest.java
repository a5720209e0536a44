package dev.kobako.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class PerlPackagesTest {
  @Test
  void keepsModulesBelowTheNameOfAModuleFromCpan() throws IOException {
    UsedTree used =
        UsedTree.with(
                "/usr/local/lib/perl5/site_perl/5.38.0/Mojo.pm",
                "/usr/local/lib/perl5/site_perl/5.38.0/Mojo/Log.pm",
                "/usr/local/lib/perl5/site_perl/5.38.0/Mojo/Guide.pod",
                "/usr/local/lib/perl5/site_perl/5.38.0/Other.pm")
            .opened("/usr/local/lib/perl5/site_perl/5.38.0/Mojo.pm");

    assertThat(used.keptBy(new PerlPackages()))
        .containsExactly("/usr/local/lib/perl5/site_perl/5.38.0/Mojo/Log.pm");
  }

  @Test
  void keepsTheModulesOfADebianPackage() throws IOException {
    UsedTree used =
        UsedTree.with(
                "/usr/share/perl5/URI.pm",
                "/usr/share/perl5/URI/http.pm",
                "/usr/share/perl5/URI.pod",
                "/usr/share/perl5/Other.pm",
                "/usr/bin/uri")
            .file(
                "/var/lib/dpkg/status",
                """
                Package: liburi-perl
                Status: install ok installed
                Architecture: all
                Version: 5.17
                """)
            .file(
                "/var/lib/dpkg/info/liburi-perl.list",
                """
                /usr/share/perl5/URI.pm
                /usr/share/perl5/URI/http.pm
                /usr/share/perl5/URI.pod
                /usr/bin/uri
                """)
            .opened("/usr/share/perl5/URI.pm");

    assertThat(used.keptBy(new PerlPackages())).containsExactly("/usr/share/perl5/URI/http.pm");
  }
}
