package dev.kobako.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Watches programs that ask for files in every way. */
@Timeout(60)
class WatchedFilesTest {
  @TempDir Path folder;

  private WatchedBox box;

  @BeforeEach
  void makeBox() throws Exception {
    assumeTrue("root".equals(System.getProperty("user.name")), "the test needs to be root");
    box = new WatchedBox(folder);
  }

  @Test
  void whatAProgramOpensIsSeenWithLinksAndArguments() {
    box.watch("/bin/sh", "-c", "busybox cat /etc/link");

    assertThat(box.said()).startsWith("root:x:0:0::/:/bin/sh\n");
    assertThat(box.askedBy(""))
        .containsExactly("EXECUTE /bin/sh -> /bin/busybox [/bin/sh, -c, busybox cat /etc/link]");
    assertThat(box.askedBy("/bin/busybox"))
        .contains(
            "EXECUTE /proc/self/exe -> /bin/busybox [busybox, cat, /etc/link]",
            "OPEN /etc/link -> /etc/passwd");
    assertThat(box.asked())
        .contains(
            new FileCall(
                FileCall.Kind.OPEN,
                "/etc/link",
                true,
                Optional.of("/etc/passwd"),
                "/bin/busybox",
                List.of()));
  }

  @Test
  void everyWayToNameAFileIsUnderstood() throws Exception {
    box.compile("asks");

    box.watch("/bin/asks");

    assertThat(box.said()).isEqualTo("io_uring_setup: Function not implemented\n");
    assertThat(box.askedBy("/bin/asks"))
        .containsSubsequence(
            "LOOK /etc there",
            "OPEN /etc/passwd ~ there",
            "OPEN /etc/link -> /etc/passwd",
            "OPEN /etc/link ~ there",
            "CHANGE /etc/made ~ none",
            "CHANGE /etc/made ~ there",
            "CHANGE /tmp/renamed ~ none",
            "ENTER /tmp there",
            "LOOK /tmp/../etc/loop none",
            "LOOK /etc/\udcff\n none",
            "CHANGE /tmp/bound none",
            "CONNECT /tmp/run/none none",
            "LOOK /etc/across-pages none",
            "LOOK /etc/last none",
            "OPEN /etc/by-thread none",
            "EXECUTE /bin/asks there [name, \udcff]",
            "OPEN /proc/self/exe -> /bin/asks",
            "EXECUTE /bin/asks there [name, by descriptor]",
            "ENTER /etc there",
            "ENTER /etc/ -> /etc",
            "LOOK /etc/passwd there",
            "LOOK /etc/absolute -> /etc/passwd");
    assertThat(box.asked())
        .noneMatch(each -> each.path().contains("abstract") || each.path().contains("xxx"));
  }

  @Test
  void aProgramOf32BitsIsUnderstood() throws Exception {
    box.compile("asks-32-bit", "-m32", "-O1", "-nostdlib", "-fno-pie", "-no-pie");

    box.watch("/bin/asks-32-bit");

    assertThat(box.askedBy("/bin/asks-32-bit"))
        .containsExactly(
            "OPEN /etc/old none", "CONNECT /run/old none", "EXECUTE /bin/none none [a, b]");
  }

  @Test
  void whatTheLoaderLooksForIsSeen() throws Exception {
    box.fromHost("/bin/ls");

    box.watch("/bin/ls", "/etc");

    assertThat(box.askedBy("/bin/ls"))
        .contains("OPEN /etc/ld.so.cache none", "OPEN /etc there", "LIST /etc there")
        .anyMatch(each -> each.startsWith("OPEN /") && each.endsWith("/libc.so.6 there"))
        .anyMatch(each -> each.startsWith("LOOK /") && each.endsWith(" none"));
  }

  @Test
  void whatIsNotThereIsReportedAgainWhenItIs() {
    box.watch("/bin/sh", "-c", "[ -e /x ] || [ -e /x ] || : >/x; [ -e /x ] && [ -e /x ]");

    assertThat(box.askedBy("/bin/busybox"))
        .filteredOn(each -> each.contains(" /x"))
        .containsExactly("LOOK /x none", "OPEN /x none", "LOOK /x there");
  }

  @Test
  void thousandsOfPathsAreSeenAndAProcessMayEndWhileItAsks() throws Exception {
    box.compile("loops", "-pthread");

    box.watch("/bin/loops", "5000");

    assertThat(box.askedBy("/bin/loops"))
        .contains("LOOK /etc/none-0 none", "LOOK /etc/none-4999 none");
    assertThat(box.asked()).hasSizeBetween(5001, 5020);
  }

  @Test
  void aConsumerThatFailsFailsTheContainerAtItsEnd() {
    Watch failing =
        new Watch.Files(_ -> {
          throw new IllegalStateException("too much");
        });
    try (StartedContainer started = box.script(failing, "busybox cat /etc/passwd")) {
      assertThatThrownBy(() -> started.await(WatchedBox.LONG)).hasMessage("too much");
      assertThat(box.said()).startsWith("root:");
    }
  }

  @Test
  void theNamesOfAllSystemCallsAreSeen() {
    Set<String> names = new ConcurrentSkipListSet<>();
    try (StartedContainer started =
        box.script(new Watch.SystemCalls(names::add), "busybox mkdir /d; busybox ln -s x /d/y")) {
      assertThat(started.await(WatchedBox.LONG)).contains(new Ending.Exited(0));
    }
    assertThat(names)
        .contains("execve", "mkdir", "symlink", "write", "wait4")
        .doesNotContain("connect", "rename", "chroot");
  }

  @Test
  void aProfileOfWhatWasSeenAllowsThatAndWhatItDependsOn() {
    SortedSet<String> seen = new TreeSet<>(Set.of("read", "socket", "made_up"));

    String profile = new String(SeccompProfile.of(seen), StandardCharsets.UTF_8);

    assertThat(profile.replaceAll("\\s+", " "))
        .startsWith("{ \"defaultAction\" : \"SCMP_ACT_ERRNO\", \"defaultErrnoRet\" : 1,")
        .contains("\"names\" : [ \"read\" ], \"action\" : \"SCMP_ACT_ALLOW\"")
        .contains("\"names\" : [ \"socket\" ], \"action\" : \"SCMP_ACT_ALLOW\", \"args\"")
        .contains("\"names\" : [ \"clone3\" ], \"action\" : \"SCMP_ACT_ERRNO\", \"errnoRet\" : 38")
        .doesNotContain("personality", "made_up", "listenerPath");
  }

  @Test
  void aFurtherProcessIsWatchedToo() {
    try (StartedContainer started = box.script(box.files(), "busybox mkfifo /f; read x </f");
        AttachedProcess process =
            started.exec(
                new ContainerProcess(
                    List.of("/bin/sh", "-c", "busybox cat /etc/absolute; exit 3"),
                    List.of(),
                    "/",
                    ContainerUser.ROOT,
                    ProcessRights.USUAL),
                box.captured())) {
      assertThat(process.await()).isEqualTo(new Ending.Exited(3));
    }
    assertThat(box.asked()).anyMatch(each -> each.path().equals("/etc/absolute"));
  }
}
