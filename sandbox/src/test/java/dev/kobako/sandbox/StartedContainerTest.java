package dev.kobako.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kobako.image.Content;
import dev.kobako.image.Digest;
import dev.kobako.testkit.TarBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Starts busybox, a static program, in containers, and watches it. */
@Timeout(60)
class StartedContainerTest {
  private static final Path BUSYBOX = Path.of("/bin/busybox");
  private static final Path RUNC = Path.of("/usr/sbin/runc");
  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir Path folder;

  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
  private final List<LayerFolders.Unpacked> layers = new ArrayList<>();
  private final List<FileCall> asked = Collections.synchronizedList(new ArrayList<>());

  @BeforeEach
  void toolsAreNeeded() throws IOException {
    assumeTrue(Files.isExecutable(BUSYBOX), "busybox is needed: install busybox-static");
    assumeTrue(Files.isExecutable(RUNC), "runc is needed: install runc");
    assumeTrue("root".equals(System.getProperty("user.name")), "the test needs to be root");
    byte[] tar =
        new TarBuilder()
            .dir("bin/", 0755)
            .file("bin/busybox", 0755, Files.readAllBytes(BUSYBOX))
            .symlink("bin/sh", "busybox")
            .symlink("bin/cat", "../bin/busybox")
            .dir("etc/", 0755)
            .file("etc/passwd", 0644, "root:x:0:0::/:/bin/sh\n")
            .bytes();
    layers.add(
        new LayerFolders(folder.resolve("layers"))
            .of(new LayerFolders.Packed(Digest.sha256(tar), Content.of(tar)), List.of()));
  }

  private Container container(String... command) {
    return new Container(
        layers,
        List.of(command),
        List.of("PATH=/bin"),
        "/",
        ContainerUser.ROOT,
        ProcessRights.USUAL,
        List.of(),
        new ContainerNetwork.None(),
        "box",
        NameLookup.USUAL,
        ContainerLimits.USUAL);
  }

  private StartedContainer start(Streams streams, Watch watch, String... command) {
    return Containers.available(RUNC, folder.resolve("work"))
        .start(container(command), false, streams, watch);
  }

  private Streams captured() {
    return new Streams.Captured(output, errors);
  }

  private String said() {
    return output.toString(StandardCharsets.UTF_8) + errors.toString(StandardCharsets.UTF_8);
  }

  private void run(String script) {
    try (StartedContainer started =
        start(captured(), new Watch.Files(asked::add), "/bin/sh", "-c", script)) {
      assertThat(started.await(LONG)).as(said()).contains(new Ending.Exited(0));
    }
  }

  @Test
  void whatAProgramOpensIsSeenWithLinksAndArguments() {
    run("cat /etc/passwd");

    assertThat(said()).isEqualTo("root:x:0:0::/:/bin/sh\n");
    assertThat(asked)
        .contains(
            new FileCall(
                FileCall.Kind.EXECUTE,
                "/bin/sh",
                true,
                Optional.of("/bin/busybox"),
                "",
                List.of("/bin/sh", "-c", "cat /etc/passwd")),
            new FileCall(
                FileCall.Kind.OPEN,
                "/etc/passwd",
                true,
                Optional.of("/etc/passwd"),
                "/bin/busybox",
                List.of()));
  }
}
