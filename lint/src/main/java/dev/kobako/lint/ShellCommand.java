package dev.kobako.lint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A command of a script.
 *
 * @param arguments without quotes, expansions as {@code ${...}}
 */
public record ShellCommand(String name, List<String> arguments) {
  public ShellCommand {
    arguments = List.copyOf(arguments);
  }

  /** Whether it calls that program with one of these arguments. */
  public boolean is(String program, String... oneOf) {
    return name.equals(program) && Arrays.stream(oneOf).anyMatch(arguments::contains);
  }

  /**
   * Whether it calls that program with one of these as its subcommand, the first argument that is
   * no flag; {@link #is} is content with an argument anywhere, such as the name of a package.
   *
   * @param withValue flags in front of a subcommand whose value is the next argument
   */
  public boolean calls(String program, Set<String> withValue, String... oneOf) {
    return name.equals(program)
        && operands(withValue.toArray(String[]::new)).stream()
            .findFirst()
            .filter(Arrays.asList(oneOf)::contains)
            .isPresent();
  }

  /** Whether it calls that program with one of its words for installing. */
  public boolean installs(String program) {
    return is(program, "install");
  }

  /** Whether it has that very argument. */
  public boolean hasArgument(String argument) {
    return arguments.contains(argument);
  }

  /** Whether one of these flags is given, by name without dashes. */
  public boolean hasFlag(String... oneOf) {
    Set<String> wanted = Set.of(oneOf);
    return arguments.stream().anyMatch(each -> flags(each).stream().anyMatch(wanted::contains));
  }

  /** How often a flag is given. */
  public long count(String flag) {
    return arguments.stream().flatMap(each -> flags(each).stream()).filter(flag::equals).count();
  }

  /** The flags that an argument is: {@code --a=b} is one, {@code -abc} are three. */
  private static List<String> flags(String argument) {
    if (argument.equals("-") || argument.equals("--") || !argument.startsWith("-")) {
      return List.of();
    }
    if (argument.startsWith("--")) {
      int equals = argument.indexOf('=');
      return List.of(argument.substring(2, equals < 0 ? argument.length() : equals));
    }
    List<String> letters = new ArrayList<>();
    argument.substring(1).codePoints().forEach(each -> letters.add(Character.toString(each)));
    return letters;
  }

  /**
   * The arguments that are no flags.
   *
   * @param withValue flags whose value is the next argument, which is none then
   */
  public List<String> operands(String... withValue) {
    Set<String> takesNext = new HashSet<>(Arrays.asList(withValue));
    List<String> operands = new ArrayList<>();
    boolean isValue = false;
    for (String argument : arguments) {
      if (flags(argument).isEmpty() && !isValue) {
        operands.add(argument);
      }
      isValue = endsWithOne(argument, takesNext);
    }
    return operands;
  }

  /**
   * Whether the value of a flag is the next argument: what follows a letter in the same one is its
   * value already (getopt(3)). Some programs have words behind one dash.
   */
  private static boolean endsWithOne(String argument, Set<String> withValue) {
    List<String> flags = flags(argument);
    if (flags.isEmpty() || argument.indexOf('=') >= 0) {
      return false;
    }
    if (argument.startsWith("--") || withValue.contains(argument.substring(1))) {
      return withValue.contains(argument.replaceFirst("^--?", ""));
    }
    int first = 0;
    while (first < flags.size() && !withValue.contains(flags.get(first))) {
      first++;
    }
    return first == flags.size() - 1;
  }

  /** The arguments that are no flags, behind the last of the first run of a word. */
  List<String> operandsBehind(String word, String... withValue) {
    List<String> operands = operands(withValue);
    int at = Math.max(0, operands.indexOf(word));
    while (at < operands.size() && operands.get(at).equals(word)) {
      at++;
    }
    return operands.contains(word) ? operands.subList(at, operands.size()) : List.of();
  }

  /** Whether these arguments are there one behind the other. */
  boolean hasArguments(String... inARow) {
    return Collections.indexOfSubList(arguments, Arrays.asList(inARow)) >= 0;
  }

  /** Whether it is pip, of whatever version, and installs. */
  boolean installsWithPip() {
    return (name.startsWith("pip") && !name.startsWith("pipenv") && hasArgument("install"))
        || (name.startsWith("python") && hasArguments("-m", "pip", "install"));
  }

  /** The arguments behind a flag. */
  public List<String> valuesOf(String flag) {
    List<String> values = new ArrayList<>();
    for (int i = 0; i + 1 < arguments.size(); i++) {
      if (flags(arguments.get(i)).contains(flag)) {
        values.add(arguments.get(i + 1));
      }
    }
    return values;
  }
}
