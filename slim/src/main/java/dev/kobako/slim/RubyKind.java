package dev.kobako.slim;

import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Ruby programs: what the interpreter and RubyGems load when they start, and the files and gems
 * that the program requires.
 */
final class RubyKind implements ProgramKind {
  /** What is loaded before the program, where it is there. */
  private static final List<String> LOADED_AT_START =
      List.of(
          "enc/encdb",
          "enc/trans/transdb",
          "rubygems",
          "error_highlight",
          "did_you_mean",
          "syntax_suggest/core_ext",
          "monitor",
          "rbconfig",
          "thread",
          "etc",
          "bundled_gems");

  /** Folders of which members are loaded by computed names: RubyGems itself, and charsets. */
  private static final List<String> WHOLE =
      List.of("rubygems", "enc", "did_you_mean", "error_highlight");

  private Set<String> compiledIn = Set.of();

  @Override
  public Guess guess() {
    return Guess.RUBY;
  }

  @Override
  public boolean runs(Invocation invocation, Closure closure) throws IOException {
    return invocation.runsNative(RubyKind::isName, closure);
  }

  private static boolean isName(String name) {
    return name.equals("ruby")
        || (name.length() > 4 && name.startsWith("ruby") && Character.isDigit(name.charAt(4)));
  }

  @Override
  public void follow(Invocation invocation, Closure closure) throws IOException {
    ImagePath interpreter = closure.tree().resolve(invocation.program()).place();
    if (compiledIn.isEmpty()) {
      compiledIn = InterpreterConstants.of(interpreter, "libruby", closure);
    }
    List<String> folders = new ArrayList<>();
    List<String> features = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    String script = commandLine(invocation, folders, features, texts);
    for (String each : invocation.environment().getOrDefault("RUBYLIB", "").split(":")) {
      if (!each.isEmpty()) {
        folders.add(invocation.absolute(each));
      }
    }
    List<String> own = InterpreterConstants.folders(compiledIn, "ruby", closure);
    folders.addAll(own);
    RubyGems gems = new RubyGems(closure, homes(own, invocation, closure));
    RubyProgram program = new RubyProgram(closure, folders, gems, invocation.workingDirectory());
    Reason started = Reason.guessed(interpreter, "loaded when it starts by", Guess.RUBY);
    for (String feature : LOADED_AT_START) {
      program.require(feature, started);
    }
    for (String folder : own) {
      for (String each : WHOLE) {
        if (InterpreterConstants.isFolder(folder + "/" + each, closure)) {
          closure.keepAll(folder + "/" + each, started);
        }
      }
    }
    program.run();
    for (String feature : features) {
      program.require(feature, Reason.needed(interpreter, "named to"));
    }
    for (String text : texts) {
      program.follow(text, interpreter, invocation.workingDirectory());
    }
    if (!script.isEmpty() && script.indexOf('\0') < 0) {
      program.keepFile(invocation.absolute(script), Reason.needed(interpreter, "started by"));
    }
    program.run();
  }

  /** Folders with gems; the specifications of gems that come with Ruby are read at each start. */
  private static List<String> homes(List<String> own, Invocation invocation, Closure closure)
      throws IOException {
    Set<String> homes = new LinkedHashSet<>();
    for (String variable : List.of("GEM_HOME", "GEM_PATH", "BUNDLE_PATH")) {
      for (String each : invocation.environment().getOrDefault(variable, "").split(":")) {
        if (each.startsWith("/")) {
          homes.add(each);
        }
      }
    }
    homes.add("/usr/share/rubygems-integration/all");
    for (String folder : own) {
      String version = folder.substring(folder.lastIndexOf('/') + 1);
      int ruby = folder.lastIndexOf("/ruby/");
      if (!version.isEmpty() && Character.isDigit(version.charAt(0)) && ruby > 0) {
        homes.add(folder.substring(0, ruby) + "/ruby/gems/" + version);
        homes.add(folder.substring(0, ruby) + "/rubygems-integration/" + version);
        homes.add("/var/lib/gems/" + version);
        homes.add("/usr/share/rubygems-integration/" + version);
      }
    }
    List<String> there = new ArrayList<>();
    for (String home : homes) {
      if (InterpreterConstants.isFolder(home + "/specifications", closure)) {
        there.add(home);
        if (InterpreterConstants.isFolder(home + "/specifications/default", closure)) {
          closure.keepAll(
              home + "/specifications/default",
              Reason.guessed(place(invocation, closure), "read by", Guess.RUBY));
        }
      }
    }
    return there;
  }

  private static ImagePath place(Invocation invocation, Closure closure) {
    return closure.tree().resolve(invocation.program()).place();
  }

  /** Reads options into lists and returns the script, or nothing. */
  private static String commandLine(
      Invocation invocation, List<String> folders, List<String> features, List<String> texts) {
    List<String> words = new ArrayList<>(invocation.arguments());
    String options = invocation.environment().getOrDefault("RUBYOPT", "").strip();
    if (!options.isEmpty()) {
      words.addAll(1, List.of(options.split("\\s+")));
    }
    int i = 1;
    while (i < words.size() && words.get(i).length() > 1 && words.get(i).startsWith("-")) {
      String word = words.get(i);
      String next = i + 1 < words.size() ? words.get(i + 1) : "";
      String rest = word.substring(2);
      i++;
      boolean takesNext = rest.isEmpty() && "reIECXS".indexOf(word.charAt(1)) >= 0;
      String value = rest.isEmpty() ? next : rest;
      switch (word.charAt(1)) {
        case 'r' -> features.add(value);
        case 'I' -> folders.add(invocation.absolute(value));
        default -> {
          if (!word.startsWith("--") && word.endsWith("e")) {
            texts.add(next);
            takesNext = true;
          }
        }
      }
      i += takesNext && word.charAt(1) != 'S' ? 1 : 0;
    }
    return texts.isEmpty() && i < words.size() ? words.get(i) : "";
  }
}
