package dev.kobako.slim;

import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * PHP programs: the configuration that the interpreter reads with the extensions that it names, and
 * the files that scripts include by constants. Composer finds classes by computed names, so what it
 * has installed stays whole, less tests.
 */
final class PhpKind implements ProgramKind {
  private static final Pattern EXTENSION =
      Pattern.compile("^\\s*(?:zend_)?extension\\s*=\\s*\"?([^\";\\s]{1,300})");
  private static final Pattern EXTENSION_FOLDER =
      Pattern.compile("^\\s*extension_dir\\s*=\\s*\"?([^\";]{1,300})");
  private static final Pattern INCLUDE =
      Pattern.compile(
          "(?:include|require)(?:_once)?[ \\t(]+"
              + "(__DIR__|dirname\\( ?__FILE__ ?\\)|dirname\\( ?__DIR__ ?(?:, ?1 ?)?\\))?"
              + "[ \\t.]*['\"]([^'\"$\\n]{1,300})['\"]");

  private static final Set<String> FOR_DEVELOPERS = Set.of("tests", "test", "Tests", "docs", "doc");
  private static final String ZONES = "/usr/share/zoneinfo";
  private static final int MOST_FILES = 20_000;

  private final Set<String> followed = new HashSet<>();

  @Override
  public Guess guess() {
    return Guess.PHP;
  }

  @Override
  public boolean runs(Invocation invocation, Closure closure) throws IOException {
    return invocation.runsNative(PhpKind::isName, closure);
  }

  private static boolean isName(String name) {
    String rest = name.startsWith("php") ? name.substring(3) : "-";
    if (rest.startsWith("-fpm") || rest.startsWith("-cgi") || rest.startsWith("-cli")) {
      rest = rest.substring(4);
    }
    return rest.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
  }

  @Override
  public void follow(Invocation invocation, Closure closure) throws IOException {
    ImagePath interpreter = closure.tree().resolve(invocation.program()).place();
    if (followed.add("interpreter " + interpreter)) {
      keepConfiguration(interpreter, invocation, closure);
    }
    List<String> words = invocation.arguments();
    for (int i = 1; i < words.size(); i++) {
      String word = words.get(i);
      if (word.equals("-t") && i + 1 < words.size()) {
        keepSite(invocation.absolute(words.get(i + 1)), interpreter, closure);
      }
      if ("-d -c -z -S -t -B -E -R".contains(word) && word.length() == 2) {
        i++;
      } else if (word.equals("-r") && i + 1 < words.size()) {
        followText(words.get(i + 1), interpreter, invocation, closure, new ArrayDeque<>());
        return;
      } else if (!word.startsWith("-") || word.equals("-f")) {
        String file = word.equals("-f") && i + 1 < words.size() ? words.get(i + 1) : word;
        follow(invocation.absolute(file), interpreter, invocation, closure);
        return;
      }
    }
  }

  private static void keepConfiguration(
      ImagePath interpreter, Invocation invocation, Closure closure) throws IOException {
    Set<String> constants = InterpreterConstants.of(interpreter, "libphp", closure);
    List<String> folders = new ArrayList<>(InterpreterConstants.folders(constants, "php", closure));
    for (String variable : List.of("PHPRC", "PHP_INI_SCAN_DIR")) {
      for (String each : invocation.environment().getOrDefault(variable, "").split(":")) {
        if (each.startsWith("/") && InterpreterConstants.isFolder(each, closure)) {
          folders.add(each);
        }
      }
    }
    Reason read = Reason.guessed(interpreter, "read when it starts by", Guess.PHP);
    List<String> extensionFolders = new ArrayList<>(folders);
    List<String> settings = new ArrayList<>();
    for (String folder : folders) {
      for (String name : closure.tree().names(closure.tree().resolve(folder).place())) {
        boolean scanned = name.endsWith(".ini") && folder.endsWith("/conf.d");
        if (scanned || (name.startsWith("php") && name.endsWith(".ini"))) {
          closure.keep(folder + "/" + name, read);
          settings.add(folder + "/" + name);
        }
      }
    }
    for (String file : settings) {
      keepExtensions(file, extensionFolders, closure);
    }
    if (constants.stream().anyMatch(path -> path.startsWith(ZONES))) {
      Includes.keepInPlace(ZONES, closure, Reason.guessed(interpreter, "read by", Guess.PHP));
    }
  }

  private static void keepExtensions(String file, List<String> folders, Closure closure)
      throws IOException {
    ImagePath by = closure.tree().resolve(file).place();
    for (String line : ScriptText.at(file, closure).orElse("").lines().toList()) {
      Matcher folder = EXTENSION_FOLDER.matcher(line);
      if (folder.find()) {
        folders.add(folder.group(1).strip());
      }
      Matcher extension = EXTENSION.matcher(line);
      if (extension.find()) {
        String name = extension.group(1);
        String library = name.endsWith(".so") ? name : name + ".so";
        for (String each : name.startsWith("/") ? List.of("") : folders) {
          String path = name.startsWith("/") ? library : each + "/" + library;
          if (path.startsWith("/") && PerlKind.isFile(path, closure)) {
            Includes.keepInPlace(path, closure, Reason.needed(by, "an extension named in"));
          }
        }
      }
    }
  }

  /** The scripts below the folder that the built-in server serves. */
  private static void keepSite(String folder, ImagePath interpreter, Closure closure)
      throws IOException {
    if (folder.indexOf('\0') < 0 && InterpreterConstants.isFolder(folder, closure)) {
      Includes.keepInPlace(folder, closure, Reason.needed(interpreter, "served by"));
    }
  }

  private void follow(String script, ImagePath interpreter, Invocation invocation, Closure closure)
      throws IOException {
    Deque<String> ahead = new ArrayDeque<>();
    if (PerlKind.isFile(script, closure)) {
      closure.keep(script, Reason.needed(interpreter, "started by"));
      ahead.add(script);
    }
    while (!ahead.isEmpty() && followed.size() < MOST_FILES) {
      String path = ahead.poll();
      ImagePath place = closure.tree().resolve(path).place();
      Optional<String> text =
          followed.add(place.toString()) ? ScriptText.at(path, closure) : Optional.empty();
      if (text.isPresent()) {
        followText(text.get(), place, invocation, closure, ahead);
      }
    }
  }

  private static void followText(
      String text, ImagePath by, Invocation invocation, Closure closure, Deque<String> ahead)
      throws IOException {
    String here = by.parent().orElse(by).toString();
    Matcher include = INCLUDE.matcher(text);
    while (include.find()) {
      String start = include.group(1) == null ? "" : include.group(1);
      String name = include.group(2);
      List<String> places = new ArrayList<>();
      if (start.startsWith("dirname") && start.contains("__DIR__")) {
        places.add(here + "/../" + name);
      } else if (!start.isEmpty()) {
        places.add(here + "/" + name);
      } else if (name.startsWith("/")) {
        places.add(name);
      } else {
        places.add(invocation.workingDirectory() + "/" + name);
        places.add(here + "/" + name);
        places.add("/usr/share/php/" + name);
      }
      for (String place : places) {
        if (PerlKind.isFile(place, closure)) {
          closure.keep(place, Reason.needed(by, "included by"));
          ahead.add(place);
          keepComposer(closure.tree().resolve(place).place(), closure);
          break;
        }
      }
    }
  }

  /** All that Composer has installed, and the folders of the program that it finds classes in. */
  private static void keepComposer(ImagePath file, Closure closure) throws IOException {
    Optional<ImagePath> packages = ComposerLoader.packages(file, closure.tree());
    if (packages.isEmpty()) {
      return;
    }
    ImagePath vendor = packages.get();
    Reason found = Reason.guessed(file, "found by", Guess.PHP);
    List<ImagePath> paths = new ArrayList<>();
    closure
        .tree()
        .walk(
            vendor,
            (path, entry) -> {
              if (!(entry instanceof Entry.Directory) && !isForDevelopers(path, vendor)) {
                paths.add(path);
              }
            });
    for (ImagePath path : paths) {
      closure.keepData(path, found);
    }
    for (String own : ComposerLoader.own(vendor, closure.tree())) {
      Includes.keepInPlace(own, closure, found);
    }
  }

  private static boolean isForDevelopers(ImagePath path, ImagePath vendor) {
    List<String> names = path.names();
    for (int i = vendor.names().size(); i < names.size() - 1; i++) {
      if (FOR_DEVELOPERS.contains(names.get(i))) {
        return true;
      }
    }
    return false;
  }
}
