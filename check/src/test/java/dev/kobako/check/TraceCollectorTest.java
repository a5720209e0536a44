package dev.kobako.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.sandbox.ContainerMount;
import dev.kobako.sandbox.FileCall;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What becomes of file calls. */
class TraceCollectorTest {
  private static FileCall call(FileCall.Kind kind, String path, boolean there) {
    return new FileCall(
        kind, path, true, there ? Optional.of(path) : Optional.empty(), "/bin/app", List.of("app"));
  }

  @Test
  void whatIsAskedOfAPathIsTakenTogether() {
    TraceCollector collector = new TraceCollector(List.of());
    collector.add(call(FileCall.Kind.LOOK, "/etc/app", false));
    collector.add(call(FileCall.Kind.OPEN, "/etc/app", true));

    assertThat(collector.trace().asked())
        .hasSize(1)
        .containsEntry(
            "/etc/app",
            new Asked(
                "/etc/app",
                Set.of(FileCall.Kind.LOOK, FileCall.Kind.OPEN),
                true,
                "/bin/app",
                true));
    assertThat(collector.trace().started()).isEmpty();
  }

  @Test
  void programsAreStartedOnlyWhereTheyAreThere() {
    TraceCollector collector = new TraceCollector(List.of());
    collector.add(call(FileCall.Kind.EXECUTE, "/usr/bin/app", false));
    collector.add(call(FileCall.Kind.EXECUTE, "/bin/app", true));
    collector.add(call(FileCall.Kind.EXECUTE, "/bin/app", true));

    assertThat(collector.trace().started())
        .containsExactly(new Started("/bin/app", List.of("app")));
  }

  @Test
  void whatALinkLedToIsNotedToo() {
    TraceCollector collector = new TraceCollector(List.of());
    collector.add(
        new FileCall(
            FileCall.Kind.EXECUTE,
            "/tmp/made",
            true,
            Optional.of("/usr/bin/app"),
            "/bin/sh",
            List.of("made")));
    collector.add(
        new FileCall(
            FileCall.Kind.OPEN,
            "/proc/self/cwd/x",
            true,
            Optional.of("/srv/x"),
            "/bin/sh",
            List.of()));

    assertThat(collector.trace().asked()).containsOnlyKeys("/srv/x", "/tmp/made", "/usr/bin/app");
    assertThat(collector.trace().started())
        .containsExactly(new Started("/tmp/made", List.of("made")));
  }

  @Test
  void whatIsMountedFromElsewhereIsLeftOut() {
    TraceCollector collector =
        new TraceCollector(
            List.of(
                new ContainerMount.Host(Path.of("/home/me"), "/share", false),
                new ContainerMount.Layers(List.of(), "/data", "/data", false)));
    for (String path :
        List.of("/proc/self/maps", "/dev/null", "/sys", "/share/x", "/etc/../share//y")) {
      collector.add(call(FileCall.Kind.OPEN, path, true));
    }
    for (String path : List.of("/shared", "/data/x", "/devices", "/share/../etc/x")) {
      collector.add(call(FileCall.Kind.OPEN, path, true));
    }

    assertThat(collector.trace().asked())
        .containsOnlyKeys("/shared", "/data/x", "/devices", "/share/../etc/x");
  }

  @Test
  void moreThanCanBeKeptIsTold() {
    TraceCollector collector = new TraceCollector(List.of(), 2);
    for (int i = 0; i < 2; i++) {
      collector.add(call(FileCall.Kind.LOOK, "/" + i, false));
    }
    assertThat(collector.overflow()).isEmpty();
    collector.add(call(FileCall.Kind.LOOK, "/1", false));
    assertThat(collector.overflow()).isEmpty();
    collector.add(call(FileCall.Kind.LOOK, "/2", false));
    assertThat(collector.overflow()).contains("more than 2 different paths were asked for");
    assertThat(collector.trace().asked()).hasSize(2);
  }
}
