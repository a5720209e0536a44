package dev.kobako.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kobako.testkit.TarBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What processes in containers may do. */
@Timeout(60)
class ContainerRightsTest {
  @TempDir Path folder;

  private BusyboxContainers box;

  @BeforeEach
  void aRootWithBusybox() throws IOException {
    box = BusyboxContainers.in(folder);
  }

  @Test
  void systemCallsAreThoseThatDockerAllows() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/gcc")), "gcc is needed to build the probe");
    Path source = folder.resolve("calls.c");
    try (var in =
        Objects.requireNonNull(ContainerRightsTest.class.getResourceAsStream("calls.c"))) {
      Files.write(source, in.readAllBytes());
    }
    Path probe = folder.resolve("calls");
    Process gcc =
        new ProcessBuilder("gcc", "-static", "-o", probe.toString(), source.toString())
            .inheritIO()
            .start();
    assertThat(gcc.waitFor()).isZero();
    box.layer(new TarBuilder().file("calls", 0755, Files.readAllBytes(probe)));

    box.says(
        box.script("/calls"),
        """
        socket AF_UNIX: ok
        socket AF_VSOCK: EPERM
        socket AF_ALG: EPERM
        personality query: ok
        personality ADDR_NO_RANDOMIZE: EPERM
        unshare user: EPERM
        clone user: EPERM
        clone3: ENOSYS
        mount: EPERM
        keyctl: EPERM
        bpf: EPERM
        io_uring_setup: EPERM
        chroot: ok
        getpid: ok
        """);
  }

  @Test
  void capabilitiesAndLimitsAreDockers() throws Exception {
    box.says(
        box.script(
            "busybox grep -E 'Cap(Prm|Eff|Bnd|Amb)|NoNew' /proc/self/status; ulimit -n; umask;"
                + " hostname; busybox grep -c . /proc/net/dev; busybox cat /etc/hosts;"
                + " echo x 2>/dev/null > /proc/sys/kernel/hostname || echo read-only;"
                + " busybox wc -c < /proc/keys; echo $$"),
        """
        CapPrm:\t00000000a80425fb
        CapEff:\t00000000a80425fb
        CapBnd:\t00000000a80425fb
        CapAmb:\t0000000000000000
        NoNewPrivs:\t0
        1024
        0022
        box
        3
        127.0.0.1\tlocalhost box
        ::1\tlocalhost ip6-localhost ip6-loopback
        read-only
        0
        1
        """);
  }
}
