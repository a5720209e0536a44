package dev.kobako.slim;

import java.util.List;

/**
 * What a Python interpreter is asked to run.
 *
 * <p>See <a href="https://docs.python.org/3/using/cmdline.html">Command line and environment</a>.
 *
 * @param start what it runs
 * @param isolated whether neither variables nor the folder it starts in count
 */
record PythonCommandLine(Start start, boolean isolated) {
  /** What is run. */
  sealed interface Start {
    /** Nothing that is known: standard input, or a question for its version. */
    record Nothing() implements Start {}

    /** A file, folder or archive. */
    record Script(String path) implements Start {}

    /** A module by its name. */
    record Module(String name) implements Start {}

    /** Text of the command line. */
    record Text(String text) implements Start {}
  }

  /** Options whose value is the next word if nothing follows the letter. */
  private static final String VALUED = "WX";

  /** Reads the arguments of an interpreter, the first of which names it. */
  static PythonCommandLine of(List<String> arguments) {
    boolean isolated = false;
    int i = 1;
    while (i < arguments.size()) {
      String word = arguments.get(i);
      if (!word.startsWith("-") || word.equals("-")) {
        Start script = word.equals("-") ? new Start.Nothing() : new Start.Script(word);
        return new PythonCommandLine(script, isolated);
      }
      if (word.startsWith("--")) {
        i += word.equals("--check-hash-based-pycs") ? 2 : 1;
        continue;
      }
      i++;
      for (int letter = 1; letter < word.length(); letter++) {
        char option = word.charAt(letter);
        if (option == 'c' || option == 'm' || VALUED.indexOf(option) >= 0) {
          boolean here = letter + 1 < word.length();
          String value =
              here ? word.substring(letter + 1) : i < arguments.size() ? arguments.get(i) : "";
          if (option == 'c') {
            return new PythonCommandLine(new Start.Text(value), isolated);
          }
          if (option == 'm') {
            return new PythonCommandLine(new Start.Module(value), isolated);
          }
          i += here ? 0 : 1;
          break;
        }
        isolated |= option == 'I';
      }
    }
    return new PythonCommandLine(new Start.Nothing(), isolated);
  }
}
