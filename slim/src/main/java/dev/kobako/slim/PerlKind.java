package dev.kobako.slim;

import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Perl programs: the modules that they use, with the libraries and split functions below {@code
 * auto}, and what the interpreter loads by itself.
 *
 * <p>See <a href="https://perldoc.perl.org/perlrun">perlrun</a> and <a
 * href="https://perldoc.perl.org/functions/require">require</a>.
 */
final class PerlKind implements ProgramKind {
  private Set<String> compiledIn = Set.of();

  @Override
  public Guess guess() {
    return Guess.PERL;
  }

  @Override
  public boolean runs(Invocation invocation, Closure closure) throws IOException {
    return invocation.runsNative(PerlKind::isName, closure);
  }

  private static boolean isName(String name) {
    return name.equals("perl") || (name.startsWith("perl5") && !name.endsWith(".so"));
  }

  @Override
  public void follow(Invocation invocation, Closure closure) throws IOException {
    ImagePath interpreter = closure.tree().resolve(invocation.program()).place();
    if (compiledIn.isEmpty()) {
      compiledIn = InterpreterConstants.of(interpreter, "libperl", closure);
    }
    CommandLine line = CommandLine.of(invocation);
    List<String> folders = new ArrayList<>(line.folders());
    for (String each : invocation.environment().getOrDefault("PERL5LIB", "").split(":")) {
      if (!each.isEmpty()) {
        folders.add(invocation.absolute(each));
      }
    }
    folders.addAll(InterpreterConstants.folders(compiledIn, "perl", closure));
    PerlProgram program = new PerlProgram(closure, folders);
    for (String module : line.modules()) {
      program.use(module, Reason.needed(interpreter, "named to"));
    }
    for (String text : line.texts()) {
      program.follow(text, interpreter, "", invocation.workingDirectory());
    }
    if (!line.script().isEmpty() && line.script().indexOf('\0') < 0) {
      String path = invocation.absolute(line.script());
      Optional<ImagePath> place =
          closure.tree().resolve(path).file().isPresent()
              ? closure.keep(path, Reason.needed(interpreter, "started by"))
              : Optional.empty();
      Optional<String> text = ScriptText.at(path, closure);
      if (place.isPresent() && text.isPresent()) {
        program.follow(text.get(), place.get(), "", folder(place.get()));
      }
    }
    program.run();
    program.followInterpreter(
        Reason.guessed(interpreter, "loaded when it is needed by", Guess.PERL));
  }

  private static String folder(ImagePath file) {
    return file.parent().filter(each -> !each.isRoot()).map(ImagePath::toString).orElse("");
  }

  /**
   * What an interpreter is asked to run.
   *
   * @param folders of {@code -I}
   * @param modules of {@code -M} and {@code -m}
   * @param texts of {@code -e}
   * @param script the file; may be empty
   */
  record CommandLine(List<String> folders, Set<String> modules, List<String> texts, String script) {
    static CommandLine of(Invocation invocation) {
      CommandLine line =
          new CommandLine(new ArrayList<>(), new LinkedHashSet<>(), new ArrayList<>(), "");
      for (String word : invocation.environment().getOrDefault("PERL5OPT", "").split("\\s+")) {
        line.option(word, "", invocation);
      }
      List<String> words = invocation.arguments();
      int i = 1;
      while (i < words.size() && words.get(i).length() > 1 && words.get(i).startsWith("-")) {
        String word = words.get(i);
        i++;
        if (word.equals("--")) {
          break;
        }
        if (line.option(word, i < words.size() ? words.get(i) : "", invocation)) {
          i++;
        }
      }
      boolean script = line.texts.isEmpty() && i < words.size();
      return script ? new CommandLine(line.folders, line.modules, line.texts, words.get(i)) : line;
    }

    /** Takes an option and says whether it took the word after it. */
    private boolean option(String word, String next, Invocation invocation) {
      for (int at = 1; at < word.length(); at++) {
        char letter = word.charAt(at);
        String rest = word.substring(at + 1);
        switch (letter) {
          case 'e', 'E' -> {
            texts.add(next);
            return true;
          }
          case 'M', 'm' -> {
            String name = rest.startsWith("-") ? rest.substring(1) : rest;
            int end = 0;
            while (end < name.length() && name.charAt(end) != '=' && name.charAt(end) != ' ') {
              end++;
            }
            modules.add(name.substring(0, end));
            return false;
          }
          case 'I' -> {
            folders.add(invocation.absolute(rest.isEmpty() ? next : rest));
            return rest.isEmpty();
          }
          case 'F', 'i', 'x', 'D', 'V', 'd' -> {
            return false;
          }
          default -> {}
        }
      }
      return false;
    }
  }

  /** Whether an entry is a file. */
  static boolean isFile(String path, Closure closure) {
    return path.indexOf('\0') < 0
        && closure.tree().resolve(path).entry().orElse(null) instanceof Entry.RegularFile;
  }
}
