package dev.kobako.build;

import dev.kobako.image.EnvironmentLines;
import dev.kobako.image.Layer;
import dev.kobako.sandbox.Accounts;
import dev.kobako.sandbox.Container;
import dev.kobako.sandbox.ContainerNetwork;
import dev.kobako.sandbox.ContainerResult;
import dev.kobako.sandbox.ContainerUser;
import dev.kobako.sandbox.Containers;
import dev.kobako.sandbox.Ending;
import dev.kobako.sandbox.LayerFolders;
import dev.kobako.sandbox.NameLookup;
import dev.kobako.sandbox.ProcessRights;
import dev.kobako.sandbox.UserNetwork;
import dev.kobako.tree.LayerChanges;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * RUN.
 *
 * @param parent the layers below it
 * @param mounts what it sees beside them
 */
record PreparedRun(
    Session session, Plan.Stage stage, RunStep step, Chain parent, List<PreparedMount> mounts)
    implements PreparedStep {
  private static final int SIGKILL = 9;

  static PreparedRun of(
      Session session, Plan.Stage stage, RunStep step, Chain parent, Sources sources) {
    List<PreparedMount> mounts = new ArrayList<>();
    for (int i = 0; i < step.mounts().size(); i++) {
      mounts.add(PreparedMount.of(session, step, i, sources));
    }
    return new PreparedRun(session, stage, step, parent, mounts);
  }

  @Override
  public StepInputs inputs() {
    KeyWriter command = new KeyWriter("command").texts(step.command());
    command
        .optional(step.script().map(RunStep.Script::name))
        .optional(step.script().map(RunStep.Script::content));
    StepInputs inputs = session.inputs("RUN").with("command", command.key());
    EnvironmentLines.byName(step.environment())
        .forEach((name, value) -> inputs.with("variable " + name, value));
    inputs.with("working directory", step.workingDirectory()).with("user", step.user());
    if (!step.hostname().equals(RunStep.HOSTNAME)) {
      inputs.with("hostname", step.hostname());
    }
    for (PreparedMount mount : mounts) {
      KeyWriter writer = new KeyWriter("mount");
      mount.write(writer);
      inputs.with(mount.title(), writer.key());
    }
    return inputs
        .with("network", step.network().name())
        .with("security", step.insecure() ? "insecure" : "sandbox")
        .with("--add-host", new KeyWriter("hosts").texts(session.settings().hosts()).key())
        .with("platform", stage.platform().toString())
        .with(StepInputs.BELOW, parent.id());
  }

  @Override
  public Layer layer(StepOutput output) {
    Emulation.require(session, stage.platform(), step);
    Optional<String> limits = session.containers().limits();
    limits.ifPresent(session.notes()::once);
    List<LayerFolders.Unpacked> below = session.unpacked(parent);
    ContainerUser user = user(below, limits);
    RunEnvironment environment = new RunEnvironment(step);
    try (OpenedMounts opened = OpenedMounts.of(session, step, mounts, environment)) {
      Container container =
          new Container(
              below,
              step.command(),
              environment.lines(),
              step.workingDirectory(),
              user,
              rights(),
              opened.mounts(),
              network(),
              step.hostname(),
              NameLookup.ofHosts(session.settings().hosts()),
              session.settings().limits().together());
      if (session.copiedFrom().contains(stage.index())) {
        session.trees().readAhead(parent); // it is wanted soon, and nobody else works meanwhile
      }
      try (ContainerResult result =
          session.containers().run(container, output.out(), output.errors())) {
        requireSuccess(result.ending(), limits);
        return kept(result);
      }
    }
  }

  private Layer kept(ContainerResult result) {
    Layer layer =
        result
            .changes(session.cache().stagingFolder(), session.latest())
            .map(session.cache()::kept)
            .orElseGet(() -> session.layer(LayerChanges.NONE));
    session.containers().keep(result, layer.diffId());
    return layer;
  }

  /** Without files that were copied up for a link only: BuildKit ships none of them. */
  @Override
  public Optional<Layer> shipped(Layer layer) {
    return session.withoutCopies(layer, parent);
  }

  private ContainerUser user(List<LayerFolders.Unpacked> below, Optional<String> limits) {
    try {
      ContainerUser user = Accounts.user(step.user(), below, () -> session.trees().of(parent));
      if (limits.isPresent() && !user.isOfRoot()) {
        throw session.error(
            step,
            "runs as USER " + step.user() + ", but " + limits.get(),
            Containers.MORE_IDS + "; or run this step before USER");
      }
      return user;
    } catch (Accounts.UnknownAccountException e) {
      throw session.error(
          step,
          String.valueOf(e.getMessage()),
          "make the user before, with adduser or a line of /etc/passwd, or give its number");
    }
  }

  private ProcessRights rights() {
    ProcessRights rights = step.insecure() ? ProcessRights.INSECURE : ProcessRights.USUAL;
    return rights.withLimits(session.settings().limits().each());
  }

  private ContainerNetwork network() {
    return switch (step.network()) {
      case NONE -> new ContainerNetwork.None();
      case HOST -> new ContainerNetwork.Host();
      case DEFAULT -> {
        if (UserNetwork.find().isPresent()) {
          yield new ContainerNetwork.Own(List.of());
        }
        session
            .notes()
            .once("RUN uses this machine's network: for one of its own, " + UserNetwork.lack());
        yield new ContainerNetwork.Host();
      }
    };
  }

  private void requireSuccess(Ending ending, Optional<String> limits) {
    String fact =
        switch (ending) {
          case Ending.Exited(int code) ->
              code == 0 ? "" : " did not complete successfully: exit code: " + code;
          case Ending.Signalled(int number) -> " was killed by signal " + number;
          case Ending.TimedOut() -> " took too long";
        };
    if (!fact.isEmpty()) {
      throw session.error(
          step,
          "process \"" + String.join(" ", step.command()) + "\"" + fact,
          remedy(ending)
              + limits.map(each -> ". Note: " + each + "; " + Containers.MORE_IDS).orElse(""));
    }
  }

  private static String remedy(Ending ending) {
    return switch (ending) {
      case Ending.Exited(int code) when code == 127 ->
          "see that the program is in the stage and on its PATH";
      case Ending.Exited(int code) when code == 126 -> "see that the file can be executed";
      case Ending.Signalled(int number) when number == SIGKILL ->
          "the kernel may have run out of memory for it";
      case Ending.Exited _, Ending.Signalled _, Ending.TimedOut _ ->
          "what it wrote says why; the steps before it are in the cache";
    };
  }
}
