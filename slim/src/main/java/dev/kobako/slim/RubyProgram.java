package dev.kobako.slim;

import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Follows what one Ruby program requires, from file to file and from gem to gem. */
final class RubyProgram {
  private static final Pattern LOCKED = Pattern.compile("^ {4}([\\w.-]{1,100}) \\(");
  private static final int MOST_FILES = 50_000;

  private final Closure closure;
  private final List<String> folders;
  private final RubyGems gems;
  private final String workingDirectory;
  private final Set<String> seen = new HashSet<>();
  private final Set<String> beginnings = new HashSet<>();
  private final Deque<String> ahead = new ArrayDeque<>();

  RubyProgram(Closure closure, List<String> folders, RubyGems gems, String workingDirectory) {
    this.closure = closure;
    this.folders = List.copyOf(folders);
    this.gems = gems;
    this.workingDirectory = workingDirectory;
  }

  /** The file that a feature stands for in a folder. */
  static Optional<String> file(String folder, String feature, Closure closure) {
    String path = feature.startsWith("/") ? feature : folder + "/" + feature;
    for (String suffix : List.of(".rb", ".so", "")) {
      boolean complete = suffix.isEmpty() && (path.endsWith(".rb") || path.endsWith(".so"));
      if ((!suffix.isEmpty() || complete) && PerlKind.isFile(path + suffix, closure)) {
        return Optional.of(path + suffix);
      }
    }
    return Optional.empty();
  }

  /** Keeps what a feature's name leads to, on the search path or in a gem. */
  void require(String feature, Reason reason) throws IOException {
    if (feature.indexOf('\0') >= 0 || !seen.add("feature " + feature)) {
      return;
    }
    if (feature.equals("bundler") || feature.startsWith("bundler/")) {
      keepLocked(reason);
    }
    boolean found = false;
    for (String folder : folders) {
      Optional<String> file = file(folder, feature, closure);
      if (file.isPresent()) {
        keepFile(file.get(), reason);
        found = true;
        break;
      }
    }
    Optional<RubyGems.Gem> gem = found ? Optional.empty() : gems.with(feature);
    if (gem.isPresent()) {
      keepGem(gem.get().name(), reason);
    }
  }

  /** Keeps a gem; its files are followed for what they require of others. */
  void keepGem(String name, Reason reason) throws IOException {
    ahead.addAll(gems.keep(name, reason));
  }

  /** Keeps a file that is loaded. */
  void keepFile(String path, Reason reason) throws IOException {
    if (!path.startsWith("/") || path.indexOf('\0') >= 0 || seen.size() > MOST_FILES) {
      return;
    }
    Includes.keepInPlace(path, closure, reason);
    if (!path.endsWith(".so") && PerlKind.isFile(path, closure)) {
      ahead.add(path);
    } else if (path.endsWith(".so") && seen.add(path)) {
      ImagePath place = closure.tree().resolve(path).place();
      Reason named = Reason.guessed(place, "named in", Guess.RUBY);
      for (String feature : ElfConstants.of(path, closure, RubyProgram::couldBeFeature)) {
        if (beginnings().contains(feature.split("/", 2)[0])) {
          require(feature, named);
        }
      }
    }
  }

  /** The first names of all features of the search path. */
  private Set<String> beginnings() {
    if (beginnings.isEmpty()) {
      for (String folder : folders) {
        for (String name : closure.tree().names(closure.tree().resolve(folder).place())) {
          int dot = name.indexOf('.');
          beginnings.add(dot < 0 ? name : name.substring(0, dot));
        }
      }
    }
    return beginnings;
  }

  /** Extensions require Ruby files, too, by constants such as {@code psych/syntax_error}. */
  private static boolean couldBeFeature(String text) {
    return text.length() <= 100
        && text.chars().allMatch(c -> (c >= 'a' && c <= 'z') || c == '_' || c == '/')
        && !text.startsWith("/");
  }

  /** Follows all that was asked for until nothing new comes. */
  void run() throws IOException {
    while (!ahead.isEmpty()) {
      String path = ahead.poll();
      ImagePath place = closure.tree().resolve(path).place();
      Optional<String> text =
          seen.add(place.toString()) ? ScriptText.at(path, closure) : Optional.empty();
      if (text.isPresent()) {
        follow(text.get(), place, place.parent().orElse(place).toString());
      }
    }
  }

  /** Asks for what a text requires. */
  void follow(String text, ImagePath by, String here) throws IOException {
    RubySource source = RubySource.read(text);
    Reason reason = Reason.needed(by, "required by");
    for (String feature : source.relative()) {
      Optional<String> file = file(here, feature, closure);
      if (file.isPresent()) {
        keepFile(file.get(), reason);
      }
    }
    for (String feature : source.features()) {
      boolean own = feature.startsWith("./") || feature.startsWith("../");
      Optional<String> file = own ? file(workingDirectory, feature, closure) : Optional.empty();
      if (file.isPresent()) {
        keepFile(file.get(), reason);
      } else {
        require(feature, reason);
      }
    }
    for (String gem : source.gems()) {
      keepGem(gem, Reason.needed(by, "activated by"));
    }
    if (text.contains("unicode_normalize")) {
      for (String folder : folders) {
        closure.keepAll(folder + "/unicode_normalize", Reason.guessed(by, "used by", Guess.RUBY));
      }
    }
  }

  /** The gems of the program's lock file, which Bundler insists on. */
  private void keepLocked(Reason reason) throws IOException {
    String given = closure.source().environment().getOrDefault("BUNDLE_GEMFILE", "");
    String file = given.startsWith("/") ? given : workingDirectory + "/Gemfile";
    for (String each : List.of(file, file + ".lock")) {
      closure.keep(each, reason.as("read by Bundler, which is " + reason.how()));
    }
    for (String line : ScriptText.at(file + ".lock", closure).orElse("").lines().toList()) {
      Matcher locked = LOCKED.matcher(line);
      if (locked.find()) {
        keepGem(locked.group(1), reason.as("in Gemfile.lock, and Bundler is " + reason.how()));
      }
    }
  }
}
