package dev.kobako.sandbox;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.DiskFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A start of a container with a name, the first or a further one, in its folder.
 *
 * @param runtime the program runc
 * @param first whether nothing of it may stay where it comes to nothing
 */
record ContainerStart(
    RootShell shell, Path runtime, NamedContainer named, ContainerRecord record, boolean first) {
  private static final Duration PAUSE = Duration.ofMillis(10);

  /** What shells add to the number of a signal. */
  private static final int SIGNALLED = 128;

  /** As docker has it where a container can't be run. */
  private static final int NOT_RUN = 125;

  /** The descriptor of the bundle where the streams are kobako's own. */
  private static final int OWN_FEED = 5;

  /** Goes on with what earlier runs have changed. */
  ContainerStart prepared() {
    requireLayers();
    try {
      shell.remove(record.leftovers());
    } catch (IOException e) {
      throw DiskFailure.writing(record.folder(), e);
    }
    return this;
  }

  private void requireLayers() {
    for (LayerFolders.Unpacked each : named.container().layers()) {
      if (!Files.isDirectory(each.folder())) {
        throw KobakoException.outside(
            Diagnostic.of(
                named.name(),
                "a layer that it lies over is not there any more: " + each.folder(),
                "start a new container with kobako run"),
            null);
      }
    }
  }

  /** Runs it in the foreground: it ends when kobako does. */
  AttachedProcess attach(Attachment attachment) {
    ContainerSetup.Manner manner =
        new ContainerSetup.Manner(
            attachment.input() ? "input" : "none",
            OWN_FEED,
            attachment.terminal(),
            named.readOnly(),
            false);
    ControlGroup group = group();
    Launch launch = launch(manner, new ChildStreams.Own(), group);
    return new LaunchedProcess(
        launch,
        ending -> {
          group.close();
          ended(ending);
        });
  }

  /** Starts it in the background, without input, and returns once its first process runs. */
  void detach() {
    ContainerSetup.Manner manner =
        new ContainerSetup.Manner("log", 0, false, named.readOnly(), named.removed());
    ControlGroup group = group();
    Launch launch = launch(manner, ChildStreams.KEPT, group);
    boolean ended = false;
    while (!ended && !record.isStarted()) {
      ended = launch.await(PAUSE);
    }
    if (ended && isFailed()) {
      KobakoException failure = failure(launch);
      group.close();
      comeToNothing();
      throw failure;
    }
    launch.leave();
  }

  private ControlGroup group() {
    return ControlGroup.of(named.container().limits());
  }

  private Launch launch(ContainerSetup.Manner manner, ChildStreams streams, ControlGroup group) {
    boolean done = false;
    try {
      ContainerSetup setup =
          new ContainerSetup(named.container(), record.folder(), runtime, manner, shell.owners());
      setup.limitedBy(group);
      Launch launch = shell.start(setup.script(), setup.bundle(), streams, this::born);
      done = true;
      return launch;
    } catch (IOException | Kernel.SystemCallException e) {
      throw SetupFailure.notStarted(e);
    } finally {
      if (!done) {
        group.close();
        comeToNothing();
      }
    }
  }

  private void born(int pid) {
    try {
      record.writeProcess(pid);
    } catch (IOException e) {
      throw DiskFailure.writing(record.folder(), e);
    }
  }

  /** What an earlier start has changed is not thrown away. */
  private void comeToNothing() {
    if (first) {
      shell.remove(List.of(record.folder()));
    } else {
      writeEnd(NOT_RUN);
    }
  }

  private void ended(Ending ending) {
    if (named.removed()) {
      shell.remove(List.of(record.folder()));
      return;
    }
    writeEnd(
        switch (ending) {
          case Ending.Exited(int code) -> code;
          case Ending.Signalled(int number) -> SIGNALLED + number;
          case Ending.TimedOut() -> SIGNALLED + Kernel.SIGKILL;
        });
  }

  private void writeEnd(int code) {
    try {
      record.writeEnd(code);
    } catch (IOException e) {
      throw DiskFailure.writing(record.folder(), e);
    }
  }

  /** One that removes itself has been started if it is gone. */
  private boolean isFailed() {
    return !record.isStarted() && Files.exists(record.folder());
  }

  private KobakoException failure(Launch launch) {
    Kernel.Waited waited = launch.reap();
    if (waited.status() != 0) {
      return SetupFailure.of("a container can't be set up", launch);
    }
    return KobakoException.outside(
        Diagnostic.of("container", "can't be started: " + RuntimeLog.error(record.folder())), null);
  }
}
