package dev.kobako.cli;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * The commands, in the order of the help text. A class of a command is loaded only when it is asked
 * for.
 */
enum Command {
  BUNDLE,
  BUILD,
  SLIM,
  RUN,
  CREATE,
  START,
  RESTART,
  EXEC,
  PS,
  LOGS,
  STOP,
  KILL,
  WAIT,
  PORT,
  RM,
  BASE,
  PULL,
  PUSH,
  COPY,
  SAVE,
  LOAD,
  IMAGES,
  INSPECT,
  LINT,
  COMPARE,
  FIX,
  INIT,
  EXPLAIN,
  WHY,
  DIFF,
  TAG,
  RMI,
  GC,
  INDEX,
  TAGS,
  REFERRERS,
  ATTACH,
  LOGIN,
  LOGOUT,
  SETUP;

  private static final int NOT_RUN = 125;

  /** The command of that name. */
  static Optional<Command> named(String name) {
    for (Command command : values()) {
      if (command.word().equals(name)) {
        return Optional.of(command);
      }
    }
    return Optional.empty();
  }

  /** How it is written. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What it accepts. */
  CommandSpec spec() {
    return switch (this) {
      case BUNDLE -> BundleCommand.spec();
      case BUILD -> BuildCommand.spec();
      case SLIM -> SlimCommand.spec();
      case RUN -> RunCommand.spec();
      case CREATE -> CreateCommand.spec();
      case START -> StartCommand.spec();
      case RESTART -> RestartCommand.spec();
      case EXEC -> ExecCommand.spec();
      case PS -> PsCommand.spec();
      case LOGS -> LogsCommand.spec();
      case STOP -> StopCommand.spec();
      case KILL -> KillCommand.spec();
      case WAIT -> WaitCommand.spec();
      case PORT -> PortCommand.spec();
      case RM -> RmCommand.spec();
      case BASE -> BaseCommand.spec();
      case PULL -> PullCommand.spec();
      case PUSH -> PushCommand.spec();
      case COPY -> CopyCommand.spec();
      case SAVE -> SaveCommand.spec();
      case LOAD -> LoadCommand.spec();
      case IMAGES -> ImagesCommand.spec();
      case INSPECT -> InspectCommand.spec();
      case LINT -> LintCommand.spec();
      case COMPARE -> CompareCommand.spec();
      case FIX -> FixCommand.spec();
      case INIT -> InitCommand.spec();
      case EXPLAIN -> ExplainCommand.spec();
      case WHY -> WhyCommand.spec();
      case DIFF -> DiffCommand.spec();
      case TAG -> TagCommand.spec();
      case RMI -> RmiCommand.spec();
      case GC -> GcCommand.spec();
      case INDEX -> IndexCommand.spec();
      case TAGS -> TagsCommand.spec();
      case REFERRERS -> ReferrersCommand.spec();
      case ATTACH -> AttachCommand.spec();
      case LOGIN -> LoginCommand.spec();
      case LOGOUT -> LogoutCommand.spec();
      case SETUP -> SetupCommand.spec();
    };
  }

  /**
   * Does what was asked.
   *
   * @return the exit code
   */
  int run(ParseResult parsed, Console console) throws IOException {
    return switch (this) {
      case BUNDLE -> new BundleCommand(parsed, console).run();
      case BUILD -> new BuildCommand(parsed, console).run();
      case SLIM -> new SlimCommand(parsed, console).run();
      case RUN -> new RunCommand(parsed, console).run();
      case CREATE -> new CreateCommand(parsed, console).run();
      case START -> new StartCommand(parsed, console).run();
      case RESTART -> new RestartCommand(parsed, console).run();
      case EXEC -> new ExecCommand(parsed, console).run();
      case PS -> new PsCommand(parsed, console).run();
      case LOGS -> new LogsCommand(parsed, console).run();
      case STOP -> new StopCommand(parsed, console).run();
      case KILL -> new KillCommand(parsed, console).run();
      case WAIT -> new WaitCommand(parsed, console).run();
      case PORT -> new PortCommand(parsed, console).run();
      case RM -> new RmCommand(parsed, console).run();
      case BASE -> new BaseCommand(parsed, console).run();
      case PULL -> new PullCommand(parsed, console).run();
      case PUSH -> new PushCommand(parsed, console).run();
      case COPY -> new CopyCommand(parsed, console).run();
      case SAVE -> new SaveCommand(parsed, console).run();
      case LOAD -> new LoadCommand(parsed, console).run();
      case IMAGES -> new ImagesCommand(parsed, console).run();
      case INSPECT -> new InspectCommand(parsed, console).run();
      case LINT -> new LintCommand(parsed, console).run();
      case COMPARE -> new CompareCommand(parsed, console).run();
      case FIX -> new FixCommand(parsed, console).run();
      case INIT -> new InitCommand(parsed, console).run();
      case EXPLAIN -> new ExplainCommand(parsed, console).run();
      case WHY -> new WhyCommand(parsed, console).run();
      case DIFF -> new DiffCommand(parsed, console).run();
      case TAG -> new TagCommand(parsed, console).run();
      case RMI -> new RmiCommand(parsed, console).run();
      case GC -> new GcCommand(parsed, console).run();
      case INDEX -> new IndexCommand(parsed, console).run();
      case TAGS -> new TagsCommand(parsed, console).run();
      case REFERRERS -> new ReferrersCommand(parsed, console).run();
      case ATTACH -> new AttachCommand(parsed, console).run();
      case LOGIN -> new LoginCommand(parsed, console).run();
      case LOGOUT -> new LogoutCommand(parsed, console).run();
      case SETUP -> new SetupCommand(parsed, console).run();
    };
  }

  /**
   * The exit code where it could not do what was asked, of one that is told from what its program
   * ends with: {@code run} has docker's.
   *
   * @param code as other commands have it
   */
  int codeOfFailure(int code) {
    return this == RUN ? NOT_RUN : code;
  }
}
