package dev.kobako.fix;

import dev.kobako.dockerfile.Flag;
import dev.kobako.lint.ShellCommand;
import dev.kobako.shell.Invocation;
import dev.kobako.shell.Outline;
import dev.kobako.shell.Script;
import dev.kobako.shell.ShellException;
import dev.kobako.tree.ImagePath;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Follows the RUNs of a stage that compiles: what they make, install and settle. A command that is
 * none of those that are known ends that.
 */
final class BuildCommands {
  /** Commands that leave nothing of use to what is built. */
  private static final Set<String> WITHOUT_TRACE =
      Set.of(
          ":",
          "ar",
          "autoreconf",
          "date",
          "echo",
          "ls",
          "nproc",
          "printf",
          "pwd",
          "ranlib",
          "rustup",
          "set",
          "strip",
          "test",
          "true",
          "uname",
          "upx");

  private static final Set<String> ACCOUNTS =
      Set.of("addgroup", "adduser", "groupadd", "useradd", "usermod");

  private static final Pattern REDIRECTED = Pattern.compile(">+\\s*(&?[^\\s;&|>]+)");
  private static final Pattern NOTHING =
      Pattern.compile("/dev/null|&[0-9]|.*\\.(c|cc|cpp|go|h|java|kt|rs)[\"']?");
  private static final Pattern SYMBOLS = Pattern.compile("[$`*?~]");

  private final FetchedSources sources = new FetchedSources();
  private final PackageCommands packages;
  private final Compilers compilers;
  private final BuildSystems systems;
  private final MadeFiles made = new MadeFiles();
  private final SettledThings settled = new SettledThings();
  private final FileCommands files;
  private final BuilderBase base;
  private boolean fillsCache;
  private int time;
  private int lastMade;

  BuildCommands(
      BuilderBase base,
      RuntimePackages packages,
      Compilers compilers,
      BuildSystems systems,
      CopiedData data) {
    this.base = base;
    this.files = new FileCommands(made, settled, data);
    this.packages = new PackageCommands(base, packages, sources);
    this.compilers = compilers;
    this.systems = systems;
  }

  MadeFiles made() {
    return made;
  }

  SettledThings settled() {
    return settled;
  }

  /** Whether libraries are found by the loader's cache. */
  boolean fillsCache() {
    return fillsCache;
  }

  /** What it has done with files. */
  FileCommands files() {
    return files;
  }

  FetchedSources sources() {
    return sources;
  }

  /** Whether packages come from elsewhere than the base has them from. */
  boolean changesOrigin() {
    return packages.changesOrigin();
  }

  /** A number that grows with each command. */
  int time() {
    return time;
  }

  /** When something was made for the last time. */
  int lastMade() {
    return Math.max(lastMade, files.lastMade());
  }

  /** Passes the time of an instruction that is no RUN. */
  void pass() {
    time++;
  }

  /**
   * Follows a RUN.
   *
   * @param workdir where it begins
   * @throws NotUnderstood where there is a command that nobody knows enough of
   */
  void follow(RunScript script, ImagePath workdir) throws NotUnderstood {
    follow(script, script.outline(), workdir);
    // what is in a mount is in no layer
    for (Flag mount : script.run().mounts()) {
      for (String field : mount.value().split(",")) {
        if (field.matches("(target|dst|destination)=.*")) {
          PlainPath.of(workdir, field.substring(field.indexOf('=') + 1)).ifPresent(made::gone);
        }
      }
    }
  }

  private void follow(RunScript script, Outline outline, ImagePath workdir) throws NotUnderstood {
    ImagePath folder = workdir;
    for (Outline.Element element : outline.elements()) {
      time++;
      made.at(time);
      String written = outline.text(element.at());
      if (element.joint() == Outline.Joint.OR || element.background() || element.hasDocument()) {
        throw unknown(script, written);
      }
      switch (element.kind()) {
        case COMMAND, ASSIGNMENT -> {
          Optional<Invocation> command = element.command();
          if (command.isPresent()) {
            refuseFiles(script, written);
            folder = follow(script, command.get(), written, folder);
          }
        }
        case SUBSHELL -> follow(script, inside(script, written), folder);
        case PIPELINE -> fetch(script, element, written, folder);
        case COMPOUND, FUNCTION -> throw unknown(script, written);
      }
    }
  }

  private static Outline inside(RunScript script, String written) throws NotUnderstood {
    if (written.startsWith("(") && written.endsWith(")")) {
      try {
        return Script.parseBash(written.substring(1, written.length() - 1)).outline();
      } catch (ShellException _) {
        throw unknown(script, written);
      }
    }
    throw unknown(script, written);
  }

  /** A row of commands of which the last puts sources where they may be. */
  private void fetch(RunScript script, Outline.Element element, String written, ImagePath folder)
      throws NotUnderstood {
    refuseFiles(script, written);
    for (Invocation each : element.invocations()) {
      if (!sources.follow(RunScript.command(each), folder)) {
        throw unknown(script, written);
      }
    }
  }

  private static NotUnderstood unknown(RunScript script, String written) {
    String line = written.lines().findFirst().orElse("");
    String some = line.length() > 40 ? line.substring(0, 40) + "..." : line;
    return new NotUnderstood(
        script.run().statement(), "nobody knows what '" + some + "' makes for the result");
  }

  /** What is written into files may be of use to the result. */
  private static void refuseFiles(RunScript script, String written) throws NotUnderstood {
    Matcher matcher = REDIRECTED.matcher(written);
    while (matcher.find()) {
      if (!NOTHING.matcher(matcher.group(1)).matches()) {
        throw unknown(script, written);
      }
    }
  }

  private ImagePath follow(
      RunScript script, Invocation invocation, String written, ImagePath folder)
      throws NotUnderstood {
    ShellCommand command = RunScript.command(invocation);
    String name = command.name().substring(command.name().lastIndexOf('/') + 1);
    List<String> words = command.arguments();
    if (name.equals("cd")) {
      Optional<ImagePath> next =
          words.size() == 1 ? next(folder, words.getFirst()) : Optional.empty();
      settled.enter(next.orElseThrow(() -> unknown(script, written)));
      return next.get();
    }
    if (name.equals("ldconfig") && words.isEmpty() && !base.isAlpine()) {
      fillsCache = true;
      return folder;
    }
    boolean known =
        WITHOUT_TRACE.contains(name)
            || packages.follow(script.run().statement(), command, written, folder)
            || sources.follow(command, folder)
            || (ACCOUNTS.contains(name) && settles(written))
            || files.follow(name, words, folder, time)
            || compiles(command, written, folder);
    if (!known) {
      throw unknown(script, written);
    }
    return folder;
  }

  /** Where it goes; among sources also by a pattern, of which nothing is told but where that is. */
  private static Optional<ImagePath> next(ImagePath folder, String word) {
    Optional<ImagePath> plain = PlainPath.of(folder, word.replace('*', '_'));
    return plain.filter(it -> word.indexOf('*') < 0 || FetchedSources.isPlace(it));
  }

  private boolean compiles(ShellCommand command, String written, ImagePath folder) {
    if (!compilers.follow(command, written, folder, made)
        && !systems.follow(command, written, folder, made)) {
      return false;
    }
    settled.enter(folder);
    lastMade = time;
    return true;
  }

  private boolean settles(String written) {
    boolean plain = !SYMBOLS.matcher(written).find() && written.indexOf('\n') < 0;
    if (plain) {
      settled.account(time, written);
    }
    return plain;
  }
}
