package dev.kobako.cli;

import dev.kobako.diagnostic.KobakoException;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The program. Only {@link #main} ends the JVM; {@link #run} can be tested. */
public final class Main {
  static final String VERSION = "0.1.0";

  private Main() {}

  /** Starts kobako as a process. */
  public static void main(String[] args) {
    headStart(List.of(args));
    SortedMap<String, String> environment = new TreeMap<>(System.getenv());
    // The launcher sets LC_ALL for the JVM's sake and hands over what the caller had.
    String callers = environment.remove("KOBAKO_CALLER_LC_ALL");
    if (callers != null) {
      environment.put("LC_ALL", callers);
    }
    String terminals = environment.remove("KOBAKO_TERMINALS");
    int code =
        run(
            List.of(args),
            new Console(
                System.out,
                System.err,
                System.in,
                environment,
                System.getProperty("user.dir"),
                terminals(terminals == null ? "" : terminals)));
    System.out.flush();
    System.err.flush();
    if (code != 0) {
      System.exit(code);
    }
  }

  /** Begins on another core what a command will need, as far as its name tells. */
  static void headStart(List<String> args) {
    if (args.size() < 2 || args.get(1).equals("--help") || args.get(1).equals("-h")) {
      return;
    }
    switch (args.getFirst()) {
      case "bundle" -> Head.ofFileCalls();
      case "copy", "pull", "push", "load", "save" -> Head.ofTransfers();
      case "run", "exec" -> Head.ofContainers();
      case "inspect", "tags" -> Head.ofJson();
      case "explain", "why", "diff", "slim" -> Head.ofImages();
      default -> {}
    }
  }

  /** The launcher knows cheaply which streams are terminals: it hands over their numbers. */
  static Set<Console.Standard> terminals(String numbers) {
    Set<Console.Standard> terminals = EnumSet.noneOf(Console.Standard.class);
    for (Console.Standard stream : Console.Standard.values()) {
      if (numbers.indexOf(stream.descriptor()) >= 0) {
        terminals.add(stream);
      }
    }
    return terminals;
  }

  /**
   * Runs one command.
   *
   * @return the exit code: 0 done, 1 a finding, 2 usage, 3 the outside world failed
   */
  static int run(List<String> args, Console console) {
    if (!args.isEmpty() && args.getFirst().equals("help")) {
      return run(helpRequest(args), console);
    }
    CommandLine commandLine = commandLine(specs(args));
    commandLine.setOut(console.writer());
    commandLine.setErr(console.errorWriter());
    commandLine.setParameterExceptionHandler((error, _) -> of(args, usage(error, console.err())));
    commandLine.setExecutionExceptionHandler(
        (error, _, _) -> of(args, failure(error, console.err())));
    commandLine.setExecutionStrategy(parsed -> execute(parsed, console));
    return commandLine.execute(args.toArray(new String[0]));
  }

  private static int of(List<String> args, int code) {
    return args.isEmpty()
        ? code
        : Command.named(args.getFirst()).map(command -> command.codeOfFailure(code)).orElse(code);
  }

  /** {@code kobako help COMMAND}, as other tools have it. */
  private static List<String> helpRequest(List<String> args) {
    List<String> words = new ArrayList<>(args.subList(1, args.size()));
    words.removeIf(word -> word.equals("help"));
    words.add("--help");
    return words;
  }

  /** The commands that matter: the one that is asked for, else all for help and suggestions. */
  private static List<Command> specs(List<String> args) {
    String first = args.isEmpty() ? "" : args.getFirst();
    if (first.equals("--version") || first.equals("-V")) {
      return List.of();
    }
    return Command.named(first).map(List::of).orElseGet(() -> List.of(Command.values()));
  }

  private static CommandLine commandLine(List<Command> commands) {
    CommandSpec spec = CommandSpec.create().name("kobako").version("kobako " + VERSION);
    spec.usageMessage()
        .description(
            "Makes container images small, proves that they work, and shows where every byte went.")
        .footer(
            "",
            "Exit codes: 0 done, 1 findings or a failed check, 2 usage, 3 the outside world failed.");
    new Options(spec).help();
    spec.addOption(
        OptionSpec.builder("-V", "--version")
            .versionHelp(true)
            .description("Print version information and exit.")
            .build());
    for (Command command : commands) {
      spec.addSubcommand(command.word(), command.spec());
    }
    CommandLine commandLine = new CommandLine(spec);
    commandLine.setExpandAtFiles(false);
    commandLine.setUsageHelpWidth(110);
    return commandLine;
  }

  private static int execute(ParseResult parsed, Console console) {
    Integer help = CommandLine.executeHelpRequest(parsed);
    if (help != null) {
      return help;
    }
    if (!parsed.hasSubcommand()) {
      parsed.commandSpec().commandLine().usage(console.err());
      return 2;
    }
    ParseResult command = parsed.subcommand();
    Options.checkArguments(command);
    try {
      return Command.named(command.commandSpec().name()).orElseThrow().run(command, console);
    } catch (ParameterException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new ExecutionException(command.commandSpec().commandLine(), "", e);
    } catch (OutOfMemoryError | StackOverflowError e) {
      // The JVM would end with 1 for it, which says that a check has failed.
      throw new ExecutionException(
          command.commandSpec().commandLine(), "", MemoryShortage.of(command.commandSpec(), e));
    }
  }

  private static int usage(ParameterException error, PrintStream err) {
    err.println("kobako: " + error.getMessage());
    StringBuilder suggestions = new StringBuilder();
    if (error instanceof CommandLine.UnmatchedArgumentException unmatched) {
      for (String suggestion : Suggestions.of(unmatched)) {
        suggestions.append(suggestions.isEmpty() ? "did you mean " : " or ").append(suggestion);
      }
    }
    String help =
        "'" + error.getCommandLine().getCommandSpec().qualifiedName() + " --help' tells more";
    err.println("remedy: " + (suggestions.isEmpty() ? help : suggestions + "? " + help));
    return 2;
  }

  private static int failure(Exception error, PrintStream err) {
    if (error instanceof KobakoException explained) {
      err.println("kobako: " + explained.diagnostic().render());
      return explained.failure().exitCode();
    }
    if (error instanceof IOException io) {
      err.println("kobako: " + io);
      err.println("remedy: check that the files named are readable and the disk has room");
      return 3;
    }
    err.println("kobako: internal error: " + error);
    error.printStackTrace(err);
    err.println("remedy: this is a bug of kobako; please report it with the lines above");
    return 3;
  }
}
