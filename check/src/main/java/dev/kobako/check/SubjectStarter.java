package dev.kobako.check;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.EnvironmentLines;
import dev.kobako.sandbox.Accounts;
import dev.kobako.sandbox.Container;
import dev.kobako.sandbox.ContainerLimits;
import dev.kobako.sandbox.ContainerMount;
import dev.kobako.sandbox.ContainerProcess;
import dev.kobako.sandbox.ContainerUser;
import dev.kobako.sandbox.Containers;
import dev.kobako.sandbox.ImageProcess;
import dev.kobako.sandbox.NameLookup;
import dev.kobako.sandbox.ProcessRights;
import dev.kobako.sandbox.StartedContainer;
import dev.kobako.sandbox.Streams;
import dev.kobako.sandbox.Watch;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;

/** Starts containers of an image, with no more rights than {@code kobako run} gives. */
record SubjectStarter(
    Containers containers, Subject subject, RunOptions options, Watch watch, ContainerLimits limits)
    implements Starter {
  /** The same in every run: what programs write under their machine's name, they find again. */
  private static final String HOSTNAME = "kobako";

  @Override
  public StartedContainer start(List<String> words, Streams streams) {
    List<String> command =
        process().command(options.entrypoint(), words.isEmpty() ? options.arguments() : words);
    if (command.isEmpty()) {
      throw KobakoException.usage(
          Diagnostic.of(
              subject.name(),
              "says no command to run, and none was given",
              "write one after --, or give --entrypoint"));
    }
    return startProgram(command, streams);
  }

  /** Starts one that runs this command, in place of the image's entrypoint too. */
  StartedContainer startProgram(List<String> command, Streams streams) {
    List<ContainerMount> mounts = new ArrayList<>(options.mounts());
    if (options.readOnly()) {
      mounts.addAll(process().volumes(subject.layers(), subject::tree, options.mounts()));
    }
    ContainerProcess inside = inside(command);
    Container container =
        new Container(
            subject.layers(),
            inside.command(),
            inside.environment(),
            inside.workingDirectory(),
            inside.user(),
            ProcessRights.USUAL,
            mounts,
            options.network(),
            HOSTNAME,
            NameLookup.USUAL,
            limits);
    return containers.start(container, options.readOnly(), streams, watch);
  }

  /** A process as the image and the options describe it. */
  ContainerProcess inside(List<String> command) {
    return new ContainerProcess(
        command,
        environment(),
        options.workingDirectory().orElse(process().workingDirectory()),
        user(),
        ProcessRights.USUAL);
  }

  private ImageProcess process() {
    return new ImageProcess(subject.config());
  }

  private List<String> environment() {
    SequencedMap<String, String> all = EnvironmentLines.byName(process().environment(HOSTNAME));
    all.putAll(options.environment());
    return EnvironmentLines.of(all);
  }

  private ContainerUser user() {
    String user = options.user().orElse(subject.config().user());
    try {
      return Accounts.user(user, subject.layers(), subject::tree);
    } catch (Accounts.UnknownAccountException e) {
      throw KobakoException.finding(
          Diagnostic.of(
              subject.name() + ": user '" + user + "'",
              String.valueOf(e.getMessage()),
              "give one that the image has, or numbers as in 1000:1000"));
    }
  }
}
