package dev.kobako.cli;

import dev.kobako.diagnostic.KobakoException;
import java.io.PrintStream;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The program. Only {@link #main} ends the JVM; {@link #run} can be tested. */
public final class Main {
  private Main() {}

  /** Starts kobako as a process. */
  public static void main(String[] args) {
    SortedMap<String, String> environment = new TreeMap<>(System.getenv());
    // The launcher sets LC_ALL for the JVM's sake and hands over what the caller had.
    String callers = environment.remove("KOBAKO_CALLER_LC_ALL");
    if (callers != null) {
      environment.put("LC_ALL", callers);
    }
    int code =
        run(
            List.of(args),
            new Console(
                System.out, System.err, System.in, environment, System.getProperty("user.dir")));
    System.out.flush();
    System.exit(code);
  }

  /**
   * Runs one command.
   *
   * @return the exit code: 0 done, 1 a finding, 2 usage, 3 the outside world failed
   */
  static int run(List<String> args, Console console) {
    CommandLine commandLine = new CommandLine(new KobakoCommand(console));
    commandLine.addSubcommand(new BundleCommand(console));
    commandLine.setOut(console.writer());
    commandLine.setErr(console.errorWriter());
    commandLine.setExpandAtFiles(false);
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.setUsageHelpWidth(110);
    commandLine.setParameterExceptionHandler((error, _) -> usage(error, console.err()));
    commandLine.setExecutionExceptionHandler((error, _, _) -> failure(error, console.err()));
    return commandLine.execute(args.toArray(new String[0]));
  }

  private static int usage(ParameterException error, PrintStream err) {
    err.println("kobako: " + error.getMessage());
    StringBuilder suggestions = new StringBuilder();
    if (error instanceof CommandLine.UnmatchedArgumentException unmatched) {
      for (String suggestion : unmatched.getSuggestions()) {
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
    if (error instanceof java.io.IOException io) {
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
