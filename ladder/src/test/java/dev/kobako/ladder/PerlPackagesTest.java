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
  void keepsTheDataThatADistributionFromCpanShares() throws IOException {
    String shared = "/usr/local/share/perl/5.36.0/auto/share/";
    UsedTree used =
        UsedTree.with(
                shared + "dist/DateTime-Locale/en.pl",
                shared + "dist/DateTime-Locale/de.pl",
                shared + "dist/DateTime-Locale/more/de.t",
                shared + "dist/Other/data",
                shared + "module/My-Words/en.txt",
                shared + "module/My-Words/de.txt")
            .opened(shared + "dist/DateTime-Locale/en.pl")
            .opened(shared + "module/My-Words/en.txt");

    assertThat(used.keptBy(new PerlPackages()))
        .containsExactly(
            shared + "dist/DateTime-Locale/de.pl",
            shared + "dist/DateTime-Locale/more/de.t",
            shared + "module/My-Words/de.txt");
  }

  /** Alpine and Fedora have no folder of a version there. */
  @Test
  void keepsTheModulesOfAnAlpinePackageAndOfSitesWithoutAVersion() throws IOException {
    UsedTree used =
        UsedTree.with(
                "/usr/lib/perl5/vendor_perl/XML/Parser.pm",
                "/usr/lib/perl5/vendor_perl/auto/XML/Parser/Expat/Expat.so",
                "/usr/local/share/perl5/site_perl/Mojo.pm",
                "/usr/local/share/perl5/site_perl/Mojo/Log.pm")
            .file(
                "/lib/apk/db/installed",
                """
                P:perl-xml-parser
                V:2.47-r0
                A:x86_64
                F:usr/lib/perl5/vendor_perl/XML
                R:Parser.pm
                F:usr/lib/perl5/vendor_perl/auto/XML/Parser/Expat
                R:Expat.so

                """)
            .opened("/usr/lib/perl5/vendor_perl/XML/Parser.pm")
            .opened("/usr/local/share/perl5/site_perl/Mojo.pm");

    assertThat(used.keptBy(new PerlPackages()))
        .containsExactly(
            "/usr/lib/perl5/vendor_perl/auto/XML/Parser/Expat/Expat.so",
            "/usr/local/share/perl5/site_perl/Mojo/Log.pm");
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
