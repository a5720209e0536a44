package dev.kobako.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kobako.debian.UnpackedPackages;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Progress;
import dev.kobako.sandbox.Ending;
import dev.kobako.sandbox.HostNetwork;
import dev.kobako.sandbox.IdMap;
import dev.kobako.sandbox.Network;
import dev.kobako.sandbox.Run;
import dev.kobako.sandbox.RunResult;
import dev.kobako.sandbox.Sandbox;
import dev.kobako.sandbox.TreeRun;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.MemoryTree;
import dev.kobako.tree.TreeDiff;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A small Debian is configured, and looked at from inside. */
@Timeout(120)
class FullConfigurationTest {
  private static final Instant TIME = Instant.parse("2024-01-01T00:00:00Z");
  private static final BaseRequest REQUEST =
      BaseRequest.of(new BaseName("debian", "bookworm", false), BaseRequest.Kind.FULL);

  @TempDir static Path folder;
  private static UnpackedPackages unpacked =
      new UnpackedPackages(MemoryTree.builder().build(), List.of());
  private static MadeTree made = new MadeTree(MemoryTree.builder().build(), List.of());

  @BeforeAll
  static void configure() throws Exception {
    idsAreNeeded();
    unpacked = HostPackages.unpacked(HostPackages.MINIMAL);
    made = configured(hostSources());
  }

  private static void idsAreNeeded() {
    try {
      var _ = IdMap.ofCaller();
    } catch (KobakoException e) {
      assumeTrue(false, "user ids are needed: " + e.getMessage());
    }
  }

  private static String hostSources() throws IOException {
    Path file = Path.of("/etc/apt/sources.list.d/debian.sources");
    return Files.isReadable(file) ? Files.readString(file) : "";
  }

  private static MadeTree configured(String sources) {
    return FullConfiguration.of(unpacked, REQUEST, sources, folder, TIME, Progress.NONE);
  }

  private static RunResult inside(MemoryTree tree, Network network, String script)
      throws IOException {
    Path scratch = Files.createTempDirectory(folder, "inside");
    Run run =
        Run.of(
                Files.createDirectory(scratch.resolve("root")),
                List.of("/bin/sh", "-c", "exec 2>&1\n" + script),
                Duration.ofSeconds(60))
            .withNetwork(network);
    if (network == Network.HOST) {
      run = run.withMounts(HostNetwork.mounts(scratch));
    }
    return Sandbox.available()
        .run(new TreeRun(tree, run, IdMap.ofCaller(), scratch.resolve("result.tar")));
  }

  private static String text(RunResult result) {
    return new String(result.stdout(), StandardCharsets.UTF_8);
  }

  @Test
  void theSamePackagesGiveTheSameTree() throws Exception {
    MadeTree again = configured(hostSources());

    assertThat(TreeDiff.between(made.tree(), again.tree()).differences()).isEmpty();
    assertThat(again.made()).isEqualTo(made.made());
  }

  @Test
  void dpkgAndAptFindNothingAmiss() throws Exception {
    RunResult result =
        inside(
            made.tree(),
            Network.NONE,
            "dpkg --audit; dpkg --verify; dpkg-query -W -f '${db:Status-Abbrev}\n' | sort -u;"
                + " apt-get -qq check; echo checked");

    assertThat(text(result)).isEqualTo("ii \nchecked\n");
  }

  @Test
  void aptInstallsAPackageInIt() throws Exception {
    assumeTrue(!hostSources().isEmpty(), "the host has no /etc/apt/sources.list.d/debian.sources");

    RunResult result =
        inside(
            made.tree(),
            Network.HOST,
            "apt-get -qq update && apt-get -qq -y install hello && hello");

    assertThat(text(result)).endsWith("Hello, world!\n");
    assertThat(result.ending()).isEqualTo(new Ending.Exited(0));
  }

  @Test
  void usersGroupsAndOwnersAreThoseOfDebian() throws Exception {
    RunResult result =
        inside(
            made.tree(),
            Network.NONE,
            "id -u _apt; stat -c '%U:%G %a %n' /etc/shadow /var/mail /usr/bin/passwd /usr/bin/chage"
                + " /tmp /run/lock; grep -c : /etc/passwd; cut -d: -f3 /etc/shadow | sort -u");

    assertThat(text(result))
        .isEqualTo(
            """
            42
            root:shadow 640 /etc/shadow
            root:mail 2775 /var/mail
            root:root 4755 /usr/bin/passwd
            root:shadow 2755 /usr/bin/chage
            root:root 1777 /tmp
            root:root 1777 /run/lock
            18
            19723
            """);
  }

  @Test
  void noTraceOfTheRunIsLeft() {
    MemoryTree tree = made.tree();

    for (String gone :
        List.of(
            "/usr/sbin/policy-rc.d",
            "/run/kobako",
            "/var/cache/ldconfig/aux-cache",
            "/var/lib/dpkg/status-old",
            "/etc/passwd-",
            "/var/log/alternatives.log")) {
      assertThat(tree.entry(ImagePath.of(gone))).as(gone).isEmpty();
    }
    assertThat(tree.names(ImagePath.of("/dev"))).isEmpty();
    assertThat(tree.names(ImagePath.of("/proc"))).isEmpty();
    tree.walk(
        ImagePath.ROOT,
        (path, entry) ->
            assertThat(entry.attributes().mtime()).as(path.toString()).isBeforeOrEqualTo(TIME));
    assertThat(tree.entry(ImagePath.of("/etc/ld.so.cache")))
        .get()
        .isInstanceOf(Entry.RegularFile.class);
  }

  @Test
  void whatScriptsMadeIsToldButDpkgsDatabaseIsNot() {
    assertThat(made.made())
        .contains(
            new MadeTree.Made(ImagePath.of("/etc/passwd"), "maintainer scripts"),
            new MadeTree.Made(
                ImagePath.of("/etc/apt/sources.list.d/debian.sources"), "apt's sources"))
        .noneMatch(each -> each.path().toString().startsWith("/var/lib/dpkg"));
  }

  @Test
  void secretsThatScriptsMakeStayOutAndAccountsComeIn() throws Exception {
    List<String> names = new ArrayList<>(HostPackages.MINIMAL);
    names.addAll(List.of("openssh-server", "ssl-cert"));
    BaseRequest request =
        RequestedAccountsTest.request(
            "", new BaseRequest.Account("app", 1000, 1000, "/home/app", "/bin/sh"));

    MadeTree full =
        FullConfiguration.of(
            HostPackages.unpacked(names), request, "", folder, TIME, Progress.NONE);
    RunResult result =
        inside(
            full.tree(),
            Network.NONE,
            "ls -d /etc/ssh/ssh_host* /etc/ssl/private/* /etc/ssl/certs/*snakeoil*"
                + " 2>/dev/null; dpkg --audit; dpkg --verify openssh-server; id app; passwd -S app;"
                + " stat -c '%U:%G %a' /home/app; ssh-keygen -A; mkdir /run/sshd; sshd -t && echo sound");

    assertThat(full.notes())
        .extracting(MadeTree.Note::packageName)
        .containsExactly("openssh-server", "ssl-cert");
    assertThat(text(result))
        .startsWith(
            """
            uid=1000(app) gid=1000(app) groups=1000(app)
            app L 2024-01-01 0 99999 7 -1
            app:app 700
            ssh-keygen: generating new host keys:\
            """)
        .endsWith("sound\n");
  }

  @Test
  void aFailingScriptIsExplained() throws Exception {
    UnpackedPackages failing = FailingPackage.in(unpacked, "hostname", "echo no such luck; exit 3");

    assertThatThrownBy(
            () -> FullConfiguration.of(failing, REQUEST, "", folder, TIME, Progress.NONE))
        .isInstanceOf(KobakoException.class)
        .hasMessageStartingWith(
            "package hostname: configuration failed: dpkg and its scripts ended with 1; said last:\n")
        .hasMessageContaining("\n  no such luck\n")
        .hasMessageEndingWith(
            "remedy: leave hostname out, or make a base with --distroless, which runs no scripts");
  }
}
