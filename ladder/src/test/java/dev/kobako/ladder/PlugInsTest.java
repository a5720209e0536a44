package dev.kobako.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class PlugInsTest {
  private static final String OWNERS =
      """
      Package: layouts
      Status: install ok installed
      Architecture: amd64
      Version: 1

      Package: more-layouts
      Status: install ok installed
      Architecture: amd64
      Version: 1

      """;

  private static UsedTree installed() {
    return UsedTree.with(
            "/usr/lib/x86_64-linux-gnu/layouts/dot.so.6",
            "/usr/lib/x86_64-linux-gnu/layouts/neato.so.6",
            "/usr/lib/x86_64-linux-gnu/layouts/more.so.6",
            "/usr/lib/x86_64-linux-gnu/layouts/config6",
            "/usr/lib/x86_64-linux-gnu/libc.so.6",
            "/usr/lib/x86_64-linux-gnu/libm.so.6")
        .file("/var/lib/dpkg/status", OWNERS)
        .file(
            "/var/lib/dpkg/info/layouts.list",
            """
            /usr/lib/x86_64-linux-gnu/layouts/dot.so.6
            /usr/lib/x86_64-linux-gnu/layouts/neato.so.6
            /usr/lib/x86_64-linux-gnu/layouts/config6
            """)
        .file(
            "/var/lib/dpkg/info/more-layouts.list",
            "/usr/lib/x86_64-linux-gnu/layouts/more.so.6\n");
  }

  @Test
  void keepsTheModulesThatOnePackageBringsIntoTheFolder() throws IOException {
    UsedTree used = installed().opened("/usr/lib/x86_64-linux-gnu/layouts/dot.so.6");

    assertThat(used.keptBy(new PlugIns()))
        .containsExactly("/usr/lib/x86_64-linux-gnu/layouts/neato.so.6");
  }

  @Test
  void takesLibrariesOfTheSystemForNone() throws IOException {
    UsedTree used = installed().opened("/usr/lib/x86_64-linux-gnu/libc.so.6");

    assertThat(used.keptBy(new PlugIns())).isEmpty();
  }

  /** The code server looks for the folders of all applications, so a look proves nothing. */
  @Test
  void keepsThosePartsInCOfErlangsApplicationsOfWhichCodeStays() throws IOException {
    String lib = "/usr/lib/erlang/lib/";
    UsedTree used =
        UsedTree.with(
                lib + "crypto-5.1/ebin/crypto.beam",
                lib + "crypto-5.1/priv/lib/crypto.so",
                lib + "asn1-5.0/ebin/asn1rt_nif.beam",
                lib + "asn1-5.0/priv/lib/asn1rt_nif.so",
                lib + "asn1-5.0/priv/bin/tool",
                lib + "wx-2.2/ebin/wx.beam",
                lib + "wx-2.2/priv/wxe_driver.so",
                lib + "snmp-5.1/ebin/snmp.beam",
                lib + "snmp-5.1/priv/lib/snmp.so")
            .opened(lib + "crypto-5.1/ebin/crypto.beam")
            .lookedAt(lib + "asn1-5.0/ebin/asn1rt_nif.beam")
            .lookedAt(lib + "wx-2.2/ebin/wx.beam")
            .lookedAt(lib + "snmp-5.1/ebin");

    assertThat(used.keptBy(new PlugIns()))
        .containsExactly(
            lib + "asn1-5.0/priv/lib/asn1rt_nif.so", lib + "crypto-5.1/priv/lib/crypto.so");
  }

  @Test
  void leavesModulesOfLanguagesToTheirOwnFamilies() throws IOException {
    UsedTree used =
        UsedTree.with(
                "/usr/lib/python3.11/lib-dynload/_json.so",
                "/usr/lib/python3.11/lib-dynload/_sqlite3.so")
            .opened("/usr/lib/python3.11/lib-dynload/_json.so");

    assertThat(used.keptBy(new PlugIns())).isEmpty();
  }

  @Test
  void keepsThoseOfAFolderThatNoPackageOwns() throws IOException {
    UsedTree used =
        UsedTree.with("/opt/app/plugins/a.so", "/opt/app/plugins/b.so", "/opt/app/plugins/notes")
            .opened("/opt/app/plugins/a.so");

    assertThat(used.keptBy(new PlugIns())).containsExactly("/opt/app/plugins/b.so");
    assertThat(
            UsedTree.with("/opt/app/lib/a.so", "/opt/app/lib/b.so")
                .opened("/opt/app/lib/a.so")
                .keptBy(new PlugIns()))
        .isEmpty();
  }
}
