package dev.kobako.sandbox;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;

/**
 * All that kobako itself does when it starts a watched container, done to no effect and without a
 * container. A JVM loads and links what it does when it does it first; that takes several times as
 * long as the container, and somebody waits for it unless it was done before.
 */
final class Rehearsal {
  private static final String ROOT = "/";

  private Rehearsal() {}

  /**
   * Does it.
   *
   * @param folder an empty one, in which things are left
   */
  static void in(Path folder, RootShell shell) throws IOException {
    Container container =
        new Container(
            List.of(),
            List.of("true"),
            List.of(),
            ROOT,
            ContainerUser.ROOT,
            ProcessRights.USUAL,
            List.of(new ContainerMount.Host(folder, "/share", false)),
            new ContainerNetwork.Host(),
            "kobako",
            NameLookup.USUAL,
            new ContainerLimits(0, 0, 0, 0));
    Watch watch = new Watch.Files(_ -> {});
    ContainerSetup setup =
        new ContainerSetup(
            container,
            folder,
            Path.of("runc"),
            new ContainerSetup.Manner("input", 0, false, false, false, watch),
            shell.owners());
    setup.bundle().writeTo(OutputStream.nullOutputStream());
    try (Watcher _ = Watcher.in(folder, watch)) {
      look();
      Streams streams =
          new Streams.Captured(OutputStream.nullOutputStream(), OutputStream.nullOutputStream());
      ChildStreams open = OpenStreams.of(streams, shell.kernel());
      try (Launch launch = shell.start("exit", List.of(), ChildInput.NONE, open)) {
        Kernel.Waited _ = launch.reap();
      }
    }
  }

  /** At this process, in place of one that asks. */
  private static void look() {
    try (LinuxCalls calls = new LinuxCalls()) {
      AskingProcess process = new AskingProcess(calls);
      int self = (int) ProcessHandle.current().pid();
      var _ = process.text(self, calls.text(ROOT).address());
      var _ = process.link(self, "exe");
      ContainerPaths.below(calls, process.proc(self, "root", -1))
          .ifPresent(paths -> {
            try (paths) {
              var _ = paths.led(ROOT, true);
            }
          });
    }
  }
}
