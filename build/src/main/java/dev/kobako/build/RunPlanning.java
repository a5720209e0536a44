package dev.kobako.build;

import dev.kobako.dockerfile.Command;
import dev.kobako.dockerfile.Flag;
import dev.kobako.dockerfile.Heredoc;
import dev.kobako.dockerfile.Instruction;
import dev.kobako.dockerfile.LexicalPath;
import dev.kobako.dockerfile.RunMount;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes steps of the RUNs of a stage. */
final class RunPlanning {
  private static final String BUILDKIT = " # buildkit";

  private final StageScope scope;
  private final BuildRequest request;
  private final BuildArguments arguments;
  private final ReferralResolution referrals;

  RunPlanning(
      StageScope scope,
      BuildRequest request,
      BuildArguments arguments,
      ReferralResolution referrals) {
    this.scope = scope;
    this.request = request;
    this.arguments = arguments;
    this.referrals = referrals;
  }

  RunStep step(Placed placed, Instruction.Run run, WordExpander words) {
    Optional<RunStep.Script> script = script(run.command());
    List<String> command = command(run.command(), script);
    List<String> history = new ArrayList<>(scope.argumentsForHistory());
    history.addAll(command);
    return new RunStep(
        run.statement(),
        "RUN " + String.join(" ", history) + BUILDKIT,
        command,
        scope.variables().lines(),
        arguments.proxies(),
        scope.workingDirectory(),
        scope.config().user,
        hostname(),
        mounts(placed, run, words),
        script,
        network(run.network(), placed.site()),
        insecure(run.security(), placed.site()));
  }

  /** One that the kernel doesn't take is the runtime's to refuse. */
  private String hostname() {
    String given = request.arguments().getOrDefault("BUILDKIT_SANDBOX_HOSTNAME", "");
    return given.isEmpty() ? RunStep.HOSTNAME : given;
  }

  private List<String> command(Command command, Optional<RunStep.Script> script) {
    return switch (command) {
      case Command.Exec exec -> exec.words();
      case Command.Shell shell ->
          scope
              .config()
              .inShell(
                  script
                      .map(program -> RunStep.Script.FOLDER + "/" + program.name())
                      .orElseGet(() -> line(shell)));
    };
  }

  /** A line that is nothing but a here-document is run as if that were the line. */
  private static String line(Command.Shell shell) {
    if (shell.isHeredocAlone()) {
      return shell.heredocs().getFirst().content();
    }
    StringBuilder line = new StringBuilder(shell.line());
    for (Heredoc heredoc : shell.heredocs()) {
      line.append('\n').append(heredoc.written()).append(heredoc.name());
    }
    return line.toString();
  }

  private Optional<RunStep.Script> script(Command command) {
    if (command instanceof Command.Shell shell
        && shell.isHeredocAlone()
        && !scope.platform().os().equals("windows")) {
      Heredoc heredoc = shell.heredocs().getFirst();
      String content = heredoc.content();
      if (content.startsWith("#!")) {
        return Optional.of(new RunStep.Script(heredoc.name(), content));
      }
    }
    return Optional.empty();
  }

  private List<RunStep.PlannedMount> mounts(
      Placed placed, Instruction.Run run, WordExpander words) {
    List<Optional<CopySource>> sources = referrals.sources(placed);
    List<RunStep.PlannedMount> mounts = new ArrayList<>();
    for (int i = 0; i < run.mounts().size(); i++) {
      mounts.add(mount(run.mounts().get(i), sources.get(i), words));
    }
    return mounts;
  }

  private RunStep.PlannedMount mount(Flag flag, Optional<CopySource> from, WordExpander words) {
    RunMount mount = words.mount(flag);
    CopySource source =
        switch (mount) {
          case RunMount.Bind _ -> from.orElse(CopySource.Context.DEFAULT);
          case RunMount.Cache _ -> from.orElseGet(CopySource.Nowhere::new);
          case RunMount.Tmpfs _, RunMount.Secret _, RunMount.Ssh _ -> new CopySource.Nowhere();
        };
    return new RunStep.PlannedMount(placed(mount, flag, words), source, flag.span());
  }

  /** The mount with an absolute target. */
  private RunMount placed(RunMount mount, Flag flag, WordExpander words) {
    return switch (mount) {
      case RunMount.Bind bind ->
          new RunMount.Bind(
              bind.from(), bind.source(), target(bind.target(), flag, words), bind.readWrite());
      case RunMount.Cache cache ->
          new RunMount.Cache(
              cache.id(),
              target(cache.target(), flag, words),
              cache.readOnly(),
              cache.sharing(),
              cache.from(),
              cache.source(),
              cache.mode(),
              cache.uid(),
              cache.gid());
      case RunMount.Tmpfs tmpfs ->
          new RunMount.Tmpfs(target(tmpfs.target(), flag, words), tmpfs.size(), tmpfs.readOnly());
      case RunMount.Secret secret ->
          new RunMount.Secret(
              secret.id(),
              secret.target().map(this::absolute),
              secret.environment(),
              secret.required(),
              secret.mode(),
              secret.uid(),
              secret.gid());
      case RunMount.Ssh ssh ->
          new RunMount.Ssh(
              ssh.id(),
              ssh.target().map(this::absolute),
              ssh.required(),
              ssh.mode(),
              ssh.uid(),
              ssh.gid());
    };
  }

  private String absolute(String target) {
    return LexicalPath.clean(
        StepPath.isAbsolute(target) ? target : scope.workingDirectory() + "/" + target);
  }

  private String target(String written, Flag flag, WordExpander words) {
    String target = absolute(written);
    if (target.equals("/")) {
      throw words
          .site()
          .error(
              flag.span(),
              written.isEmpty() ? "a mount without target" : "a mount on the root",
              "say where it is to be: --mount=" + flag.value() + ",target=/FOLDER");
    }
    return target;
  }

  private RunStep.Network network(Optional<Flag> flag, Site site) {
    String name = flag.map(Flag::value).orElse("default");
    return switch (name) {
      case "default" -> request.network();
      case "none" -> RunStep.Network.NONE;
      case "host" -> {
        if (!request.allowHostNetwork() && request.network() != RunStep.Network.HOST) {
          throw site.error(
              flag.orElseThrow().span(),
              "the host's network is not allowed",
              "if you trust this Dockerfile, add --allow network.host to the command");
        }
        yield RunStep.Network.HOST;
      }
      default ->
          throw site.error(
              flag.orElseThrow().span(),
              "network '" + name + "', expected default, none or host",
              "write one of these");
    };
  }

  private boolean insecure(Optional<Flag> flag, Site site) {
    String name = flag.map(Flag::value).orElse("sandbox");
    return switch (name) {
      case "sandbox" -> false;
      case "insecure" -> {
        if (!request.allowInsecure()) {
          throw site.error(
              flag.orElseThrow().span(),
              "a step with all privileges is not allowed",
              "if you trust this Dockerfile, add --allow security.insecure to the command");
        }
        yield true;
      }
      default ->
          throw site.error(
              flag.orElseThrow().span(),
              "security '" + name + "', expected sandbox or insecure",
              "write one of these");
    };
  }
}
