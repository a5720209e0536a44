package dev.kobako.slim;

import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code npm start}, {@code npm run NAME}, {@code npx NAME} and the like of yarn and pnpm
 * start: the commands of a script in the manifest where they are called.
 */
record NpmCommand(Invocation invocation, Closure closure) {
  private static final Set<String> RUNNERS = Set.of("npm", "yarn", "yarnpkg", "pnpm");
  private static final Set<String> EXECUTORS = Set.of("npx", "pnpx");

  /** Words before the program that only change how it is run. */
  private static final Set<String> PREFIXES = Set.of("cross-env", "exec", "env", "dotenv", "--");

  /** Whether a program is one of these. */
  static boolean isOne(ImagePath program) {
    return RUNNERS.contains(program.name()) || EXECUTORS.contains(program.name());
  }

  /** Keeps what is started. */
  void follow() throws IOException {
    List<String> words =
        invocation.arguments().stream().skip(1).filter(word -> !word.startsWith("-")).toList();
    if (words.isEmpty()) {
      return;
    }
    if (EXECUTORS.contains(invocation.program().name())
        || (words.getFirst().equals("exec") && words.size() > 1)) {
      start(words.getFirst().equals("exec") ? words.subList(1, words.size()) : words);
      return;
    }
    boolean isRun = words.getFirst().equals("run") || words.getFirst().equals("run-script");
    String name = isRun && words.size() > 1 ? words.get(1) : words.getFirst();
    String folder = invocation.workingDirectory();
    Optional<NodeManifest> manifest = NodeManifest.in(folder, closure.tree());
    if (manifest.isEmpty()) {
      return;
    }
    closure.keep(folder + "/package.json", reason());
    closure.keepRunning("/bin/sh", reason());
    for (String each : List.of("pre" + name, name, "post" + name)) {
      Optional<String> script = manifest.get().script(each);
      if (script.isPresent()) {
        for (String command : script.get().split("&&|\\|\\||[;|&\n]")) {
          start(OptionWords.of(command));
        }
      } else if (each.equals("start")) {
        start(List.of("node", "server.js"));
      }
    }
  }

  private Reason reason() {
    return Reason.guessed(
        closure.tree().resolve(invocation.program()).place(), "started by", Guess.NODE);
  }

  private void start(List<String> command) throws IOException {
    List<String> words = new ArrayList<>(command);
    while (!words.isEmpty()
        && (words.getFirst().indexOf('=') > 0 || PREFIXES.contains(words.getFirst()))) {
      words.removeFirst();
    }
    if (words.isEmpty() || words.getFirst().isEmpty() || words.getFirst().indexOf('\0') >= 0) {
      return;
    }
    String name = words.getFirst();
    String own = invocation.workingDirectory() + "/node_modules/.bin/" + name;
    boolean isOwn =
        name.indexOf('/') < 0
            && closure.tree().resolve(own).entry().orElse(null) instanceof Entry.RegularFile;
    Optional<String> path =
        isOwn
            ? Optional.of(own)
            : name.indexOf('/') < 0
                ? closure.inSearchPath(name)
                : Optional.of(invocation.absolute(name));
    if (path.isPresent()) {
      closure.keepRunning(path.get(), words, reason());
    }
  }
}
