package dev.kobako.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.TreeDump;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DistrolessEffectsTest {
  @Test
  void fromNothingComesWhatEveryProgramExpects() throws Exception {
    MadeTree made = new MadePackages().made();

    assertThat(TreeDump.dump(made.tree()).replaceAll("file 0644 [0-9a-f]{8}", "file 0644"))
        .isEqualTo(
            """
            /dev: dir 0755
            /etc: dir 0755
            /etc/group: file 0644
            /etc/nsswitch.conf: file 0644
            /etc/os-release: symlink ../usr/lib/os-release
            /etc/passwd: file 0644
            /home: dir 0755
            /home/nonroot: dir 0700 65532:65532
            /proc: dir 0755
            /root: dir 0700
            /run: dir 0755
            /run/lock: dir 1777
            /sys: dir 0755
            /tmp: dir 1777
            /usr: dir 0755
            /usr/lib: dir 0755
            /usr/lib/os-release: file 0644
            /var: dir 0755
            /var/cache: dir 0755
            /var/lib: dir 0755
            /var/lock: symlink /run/lock
            /var/log: dir 0755
            /var/run: symlink /run
            /var/tmp: dir 1777
            """);
    assertThat(made.made())
        .extracting(each -> each.path() + " " + each.effect())
        .contains("/etc/passwd adduser", "/etc/nsswitch.conf libc-bin", "/tmp base-files");
  }

  @Test
  void scannersLearnTheReleaseWithoutBaseFiles() {
    assertThat(MadePackages.text(new MadePackages().made(), "/etc/os-release"))
        .isEqualTo(
            """
            PRETTY_NAME="Debian GNU/Linux 12"
            NAME="Debian GNU/Linux"
            VERSION_ID="12"
            VERSION_CODENAME=bookworm
            ID=debian
            """);
  }

  @Test
  void whatPackagesHoldStaysAsItIs() {
    MadeTree made =
        new MadePackages()
            .file("/etc/nsswitch.conf", "hosts: dns\n")
            .file("/etc/timezone", "Europe/Berlin\n")
            .file("/usr/lib/os-release", "ID=other\n")
            .link("/etc/localtime", "/usr/share/zoneinfo/Europe/Berlin")
            .file("/usr/share/zoneinfo/Etc/UTC", "TZif")
            .made();

    assertThat(MadePackages.text(made, "/etc/nsswitch.conf")).isEqualTo("hosts: dns\n");
    assertThat(MadePackages.text(made, "/etc/timezone")).isEqualTo("Europe/Berlin\n");
    assertThat(MadePackages.text(made, "/etc/os-release")).isEqualTo("ID=other\n");
    assertThat(made.tree().entry(ImagePath.of("/etc/localtime")).orElseThrow())
        .isInstanceOfSatisfying(
            Entry.Symlink.class,
            link -> assertThat(link.target()).isEqualTo("/usr/share/zoneinfo/Europe/Berlin"));
  }

  @Test
  void theTimeZoneIsUtcAndZonesAreToldOnce() {
    MadeTree made =
        new MadePackages()
            .file("/usr/share/zoneinfo/Etc/UTC", "TZif")
            .file("/usr/share/zoneinfo/right/Etc/UTC", "TZif2")
            .link("/usr/share/zoneinfo/posix/Etc", "../Etc")
            .made();

    assertThat(MadePackages.text(made, "/etc/localtime")).isEqualTo("TZif");
    assertThat(MadePackages.text(made, "/etc/timezone")).isEqualTo("Etc/UTC\n");
    assertThat(made.tree().names(ImagePath.of("/usr/share/zoneinfo"))).containsExactly("Etc");
    assertThat(made.dropped())
        .containsExactly(new MadeTree.Dropped("second copies of time zones", 2, 5));
  }

  @Test
  void copyrightGoesWhereItIsNotWanted() {
    MadePackages packages =
        new MadePackages()
            .file("/usr/share/doc/a/copyright", "free")
            .file("/usr/share/doc/a/changelog.gz", "much")
            .link("/usr/share/doc/b", "a")
            .link("/usr/share/doc/c", "nowhere")
            .file("/usr/share/common-licenses/GPL-3", "free too")
            .file("/usr/share/man/man1/a.1.gz", "how");

    MadeTree kept = packages.made();
    assertThat(kept.tree().names(ImagePath.of("/usr/share/doc"))).containsExactly("a", "b");
    assertThat(kept.tree().names(ImagePath.of("/usr/share/doc/a"))).containsExactly("copyright");
    assertThat(kept.dropped()).containsExactly(new MadeTree.Dropped("documentation", 3, 7));

    MadeTree gone = packages.made(Requests.withoutCopyright());
    assertThat(gone.tree().names(ImagePath.of("/usr/share"))).isEmpty();
    assertThat(gone.dropped())
        .containsExactly(
            new MadeTree.Dropped("documentation", 5, 11),
            new MadeTree.Dropped("texts of licences", 1, 8));
  }

  @Test
  void whatNoEffectStandsForIsSaid() {
    MadeTree made =
        new MadePackages()
            .with(
                "iputils-ping",
                """
                #!/bin/sh
                set -e
                if [ "$1" = configure ]; then
                  # setcap would be glib-compile-schemas otherwise
                  if command -v setcap > /dev/null; then
                    setcap cap_net_raw+ep /bin/ping
                  fi
                  echo "chown is only said"
                fi
                """)
            .with("libglib2.0-0", "#!/bin/sh\nglib-compile-schemas /usr/share/glib-2.0/schemas\n")
            .with("libc6", "#!/bin/sh\nchown root /x\n")
            .with("python3", "#!/usr/bin/python3\nsetcap()\n")
            .made();

    assertThat(made.notes())
        .containsExactly(
            new MadeTree.Note(
                "iputils-ping",
                "setcap was not run: a program lacks a capability that it is meant to have"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "chmod 644 /usr/bin/tool",
        "chmod 0644 /usr/bin/tool /etc/.java/.system.lock",
        "chmod g+w /var/made-by-the-script",
        "chown root /usr/bin/tool",
        "chown root:root /usr/bin/tool",
        "chown root:staff /var/made-by-the-script",
        "chown :root /usr/bin/tool",
        "chown nonroot: /home/nonroot"
      })
  void whatIsSoAlreadyIsNotMissed(String call) {
    assertThat(calling(call).notes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "chmod 4755 /usr/bin/tool",
        "chmod u+s /usr/bin/tool",
        "chmod 644 /usr/bin/tool /usr/bin",
        "chmod -R 755 /usr",
        "chmod --reference=/usr/bin /usr/bin/tool",
        "chmod 644 \"$(somewhere)\"",
        "chmod 9999 /usr/bin/tool",
        "xargs chmod 644",
        "chown nobody /usr/bin/tool",
        "chown root:tty /usr/bin/tool",
        "chown unheard-of /usr/bin/tool",
        "chown -R root /usr",
        "chown nobody /var/made-by-the-script"
      })
  void modesAndOwnersThatAreMissedAreTold(String call) {
    assertThat(calling(call).notes()).hasSize(1);
  }

  private static MadeTree calling(String call) {
    return new MadePackages()
        .file("/usr/bin/tool", "a tool")
        .with("tool", "#!/bin/sh\n" + call + "\n")
        .made();
  }

  @Test
  void aFileInTheWayOfAFolderIsTold() {
    MadePackages packages = new MadePackages().file("/etc", "a file");

    assertThatThrownBy(packages::made)
        .isInstanceOf(KobakoException.class)
        .hasMessage(
            "/etc: is in the way of the folder /etc\nremedy: leave out the package that brings it");
  }

  @Test
  void aLinkThatLeadsInCirclesIsTold() {
    MadePackages packages = new MadePackages().link("/etc", "/etc");

    assertThatThrownBy(packages::made)
        .isInstanceOf(KobakoException.class)
        .hasMessageContaining("is in the way of the folder /etc");
  }

  @Test
  void foldersBehindLinksThatLeadNowhereAreMadeWhereTheyLead() {
    MadeTree made =
        new MadePackages()
            .with("a", "")
            .link("/var", "/data/variable")
            .link("/home", "../people")
            .made();

    assertThat(made.tree().names(ImagePath.of("/data/variable/lib/dpkg/status.d")))
        .containsExactly("a", "a.md5sums");
    assertThat(made.tree().names(ImagePath.of("/people"))).containsExactly("nonroot");
  }

  @Test
  void aHugeFileWhereASmallOneBelongsIsRefused() {
    MadePackages packages = new MadePackages().file("/etc/passwd", new byte[(16 << 20) + 1]);

    assertThatThrownBy(packages::made)
        .isInstanceOf(KobakoException.class)
        .hasMessage(
            "/etc/passwd: has 16777217 bytes, expected at most 16777216\n"
                + "remedy: leave out the package that brings it");
  }
}
