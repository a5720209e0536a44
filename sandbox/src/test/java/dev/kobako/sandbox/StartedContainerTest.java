package dev.kobako.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kobako.diagnostic.KobakoException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Starts containers of busybox, with all kinds of streams, and ends them. */
@Timeout(60)
class StartedContainerTest {
  private static final Watch NOTHING = new Watch.Nothing();
  private static final int SIGTERM = 15;

  @TempDir Path folder;

  private WatchedBox box;

  @BeforeEach
  void makeBox() throws IOException {
    assumeTrue("root".equals(System.getProperty("user.name")), "the test needs to be root");
    box = new WatchedBox(folder);
  }

  @Test
  void itRunsUntilItIsAskedToEndAndIsStartedAgainOverItsChanges() throws Exception {
    String script =
        "trap 'echo bye; exit 4' TERM; echo run >>/log; busybox cat /log; echo up;"
            + " while :; do sleep 0.05; done";
    try (StartedContainer first = box.script(box.files(), script)) {
      assertThat(first.await(Duration.ZERO)).isEmpty();
      box.awaitSaid("up");
      assertThatThrownBy(() -> first.again(box.captured()))
          .isInstanceOf(KobakoException.class)
          .hasMessage("container: still runs\nremedy: end it before it is started again");
      first.signal(SIGTERM);
      assertThat(first.await(WatchedBox.LONG)).contains(new Ending.Exited(4));
      first.signal(SIGTERM);

      try (StartedContainer second = first.again(box.captured())) {
        box.awaitSaid("run\nup\nbye\nrun\nrun\nup\n");
        second.signal(SIGTERM);
        assertThat(second.await(WatchedBox.LONG)).contains(new Ending.Exited(4));
        try (StartedContainer third = second.again(box.captured())) {
          box.awaitSaid("bye\nrun\nrun\nrun\nup\n");
          assertThat(third.await(Duration.ZERO)).isEmpty();
        }
      }
    }
    assertThat(folder.resolve("work")).isDirectoryNotContaining("glob:**/work-*/*");
  }

  @Test
  void whyItCouldNotBeStartedIsToldToAllWhoAsk() throws Exception {
    Path runtime = folder.resolve("runtime");
    Files.writeString(
        runtime, "#!/bin/sh\nprintf '{\"level\":\"error\",\"msg\":\"no room\"}\\n' >&3\nexit 1\n");
    assertThat(runtime.toFile().setExecutable(true)).isTrue();

    try (StartedContainer failed = box.startBy(runtime, box.captured(), NOTHING, "/bin/sh")) {
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> failed.await(WatchedBox.LONG))
            .isInstanceOf(KobakoException.class)
            .hasMessage("container: can't be started: no room");
      }
    }
  }

  @Test
  void aRehearsalLeavesNothingBehind() throws Exception {
    Path work = folder.resolve("rehearsed");

    Containers.available(Path.of("runc"), work).rehearse();

    try (Stream<Path> all = Files.walk(work)) {
      assertThat(all.map(each -> work.relativize(each).toString()))
          .allMatch(each -> each.isEmpty() || each.matches("work-[0-9a-f]+(\\.lock)?"));
    }
  }

  @Test
  void whoSleepsIsAtRestAndWhoWorksOrHasChildrenIsNot() throws Exception {
    try (StartedContainer sleeping = box.script(box.files(), "exec busybox sleep 100")) {
      while (!sleeping.rests(Duration.ofMillis(50))) {
        assertThat(sleeping.await(Duration.ZERO)).isEmpty(); // the shell may still have been there
      }
    }
    try (StartedContainer working = box.script(box.files(), "echo up; while :; do :; done")) {
      box.awaitSaid("up");
      assertThat(working.rests(Duration.ofSeconds(2))).isFalse();
    }
    try (StartedContainer parent =
        box.script(box.files(), "busybox sleep 100 & echo child; wait")) {
      box.awaitSaid("child");
      assertThat(parent.rests(Duration.ofMillis(50))).isFalse();
    }
  }

  @Test
  void aLogIsAppendedTo() throws Exception {
    Path log = folder.resolve("log");
    Files.writeString(log, "before\n");
    try (StartedContainer started =
        box.start(
            new Streams.Logged(log), NOTHING, "/bin/sh", "-c", "busybox cat; echo a; echo b >&2")) {
      assertThat(started.await(WatchedBox.LONG)).contains(new Ending.Exited(0));
    }
    assertThat(Files.readAllLines(log)).startsWith("before").containsOnlyOnce("a", "b");
  }

  @Test
  void aFileIsReadFromItsStart() throws Exception {
    Path input = folder.resolve("input");
    Files.writeString(input, "one\ntwo\n");

    try (StartedContainer started =
        box.start(
            new Streams.Fed(
                input, OutputStream.nullOutputStream(), OutputStream.nullOutputStream()),
            NOTHING,
            "/bin/sh",
            "-c",
            "read a && read b && [ $a$b = onetwo ] && ! read c")) {
      assertThat(started.await(WatchedBox.LONG)).contains(new Ending.Exited(0));
    }
  }

  @Test
  void aFileThatCannotBeOpenedIsTold() {
    assertThatThrownBy(
            () -> box.start(new Streams.Logged(folder.resolve("no/log")), NOTHING, "/bin/sh"))
        .isInstanceOf(KobakoException.class)
        .hasMessage(folder + "/no/log: can't be opened: there is no such file or folder");
  }

  @Test
  void theStreamsOfAnotherProcessCanBeASocketAndADeletedFile() throws Exception {
    Path deleted = folder.resolve("deleted");
    Files.writeString(deleted, "input\n");
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Process other =
          new ProcessBuilder(
                  "/bin/bash",
                  "-c",
                  "exec >/dev/tcp/127.0.0.1/$0 2>&-; echo ready; kill -STOP $$",
                  Integer.toString(server.getLocalPort()))
              .redirectInput(deleted.toFile())
              .start();
      try (Socket socket = server.accept()) {
        // Whoever has connected does not have its streams in place yet; whoever has stopped opens
        // no file in the place of the closed one.
        assertThat(socket.getInputStream().readNBytes("ready\n".length())).hasSize(6);
        Files.delete(deleted);
        try (StartedContainer started =
            box.start(
                new Streams.OfProcess(other.pid()),
                NOTHING,
                "/bin/sh",
                "-c",
                "read line; echo got $line; echo lost >&2")) {
          assertThat(started.await(WatchedBox.LONG)).contains(new Ending.Exited(0));
        }
        byte[] got = socket.getInputStream().readNBytes("got input\n".length());
        assertThat(new String(got, StandardCharsets.UTF_8)).isEqualTo("got input\n");
      } finally {
        other.destroyForcibly().waitFor();
      }
      long ended = other.pid();
      assertThatThrownBy(() -> box.start(new Streams.OfProcess(ended), NOTHING, "/bin/sh"))
          .isInstanceOf(KobakoException.class)
          .hasMessage("process " + ended + ": its streams can't be taken over: it has ended");
    }
    assertThat(folder.resolve("work")).isDirectoryNotContaining("glob:**/work-*/*");
  }

  @Test
  void whatCannotBeStartedSaysSoAtItsEnd() {
    try (StartedContainer started = box.start(box.captured(), box.files(), "/no/such")) {
      assertThat(started.await(WatchedBox.LONG)).contains(new Ending.Exited(127));
      started.signal(SIGTERM);
      assertThatThrownBy(() ->
              started.exec(
                  new ContainerProcess(
                      List.of("/bin/sh"), List.of(), "/", ContainerUser.ROOT, ProcessRights.USUAL),
                  box.captured()))
          .isInstanceOf(KobakoException.class)
          .hasMessage("container: has ended, so no further process can be started in it");
    }
    assertThat(box.askedBy("")).isEmpty();
  }

  @Test
  void whatForksAndIgnoresSignalsAndTalksEndsWhenItIsClosed() throws Exception {
    String script =
        "trap '' TERM INT HUP; for i in 1 2 3 4 5 6 7 8; do busybox sleep 4321987 & done;"
            + " echo up; while :; do busybox cat /etc/passwd; done";
    try (StartedContainer started = box.script(box.files(), script)) {
      box.awaitSaid("up");
      started.signal(SIGTERM);
      assertThat(started.await(Duration.ofMillis(300))).isEmpty();
    }
    assertThat(ProcessHandle.allProcesses().map(each -> each.info().commandLine().orElse("")))
        .noneMatch(line -> line.contains("4321987"));
    assertThat(folder.resolve("work")).isDirectoryNotContaining("glob:**/work-*/*");
  }
}
