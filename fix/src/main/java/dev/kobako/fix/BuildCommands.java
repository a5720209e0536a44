package dev.kobako.fix;

import dev.kobako.dockerfile.Flag;
import dev.kobako.lint.ShellCommand;
import dev.kobako.shell.Invocation;
import dev.kobako.shell.Outline;
import dev.kobako.tree.ImagePath;
import java.util.ArrayList;
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
          "rustc",
          "rustup",
          "set",
          "strip",
          "test",
          "touch",
          "true",
          "uname",
          "update-ca-certificates",
          "upx");

  private static final Set<String> ACCOUNTS =
      Set.of("addgroup", "adduser", "groupadd", "useradd", "usermod");

  private static final Set<String> SYSTEM_FOLDERS =
      Set.of("/bin", "/usr/bin", "/usr/local/bin", "/usr/sbin", "/usr/local/sbin", "/sbin");

  private static final Pattern REDIRECTED = Pattern.compile(">+\\s*(&?[^\\s;&|>]+)");
  private static final Pattern NOTHING =
      Pattern.compile("/dev/null|&[0-9]|.*\\.(c|cc|cpp|go|h|java|kt|rs)[\"']?");
  private static final Pattern SYMBOLS = Pattern.compile("[$`*?~]");

  private final BuilderBase base;
  private final RuntimePackages packages;
  private final Compilers compilers;
  private final MadeFiles made = new MadeFiles();
  private final SettledThings settled = new SettledThings();
  private final List<Gone> gone = new ArrayList<>();
  private int time;
  private int lastMade;

  /** Something that was taken away. */
  private record Gone(int time, ImagePath path) {}

  BuildCommands(BuilderBase base, RuntimePackages packages, Compilers compilers) {
    this.base = base;
    this.packages = packages;
    this.compilers = compilers;
  }

  MadeFiles made() {
    return made;
  }

  SettledThings settled() {
    return settled;
  }

  /** A number that grows with each command. */
  int time() {
    return time;
  }

  /** When something was made for the last time. */
  int lastMade() {
    return lastMade;
  }

  /** Whether something that was there at a time was taken away later. */
  boolean isGone(ImagePath path, int since) {
    return gone.stream().anyMatch(each -> each.time() > since && path.startsWith(each.path()));
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
    ImagePath folder = workdir;
    for (Outline.Element element : script.elements()) {
      time++;
      boolean plain =
          (element.kind() == Outline.Kind.COMMAND || element.kind() == Outline.Kind.ASSIGNMENT)
              && element.joint() != Outline.Joint.OR
              && !element.background()
              && !element.hasDocument();
      if (!plain) {
        throw unknown(script, script.written(element.at()));
      }
      Optional<Invocation> command = element.command();
      if (command.isPresent()) {
        String written = script.written(element.at());
        refuseFiles(script, written);
        folder = follow(script, command.get(), written, folder);
      }
    }
    // what is in a mount is in no layer
    for (Flag mount : script.run().mounts()) {
      for (String field : mount.value().split(",")) {
        if (field.matches("(target|dst|destination)=.*")) {
          PlainPath.of(workdir, field.substring(field.indexOf('=') + 1)).ifPresent(made::gone);
        }
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
          words.size() == 1 ? PlainPath.of(folder, words.getFirst()) : Optional.empty();
      settled.enter(next.orElseThrow(() -> unknown(script, written)));
      return next.get();
    }
    boolean known =
        WITHOUT_TRACE.contains(name)
            || manages(script, name, words)
            || (ACCOUNTS.contains(name) && settles(written))
            || removes(name, words, folder)
            || moves(name, words, folder)
            || changes(name, words, folder)
            || compiles(command, written, folder);
    if (!known) {
      throw unknown(script, written);
    }
    return folder;
  }

  private boolean compiles(ShellCommand command, String written, ImagePath folder) {
    if (!compilers.follow(command, written, folder, made)) {
      return false;
    }
    settled.enter(folder);
    lastMade = time;
    return true;
  }

  /** A package manager. */
  private boolean manages(RunScript script, String name, List<String> words) throws NotUnderstood {
    boolean apt = name.equals("apt-get") || name.equals("apt");
    if (!apt && !name.equals("apk")) {
      return false;
    }
    String does = words.stream().filter(each -> !each.startsWith("-")).findFirst().orElse("");
    if (Set.of("update", "clean", "autoclean", "autoremove", "purge", "remove", "del")
        .contains(does)) {
      return true;
    }
    if (!does.equals(apt ? "install" : "add") || apt == base.isAlpine()) {
      return false;
    }
    Optional<String> strange = packages.install(words);
    if (strange.isPresent()) {
      throw new NotUnderstood(
          script.run().statement(),
          "nobody knows what the result needs of '" + strange.get() + "'");
    }
    return true;
  }

  private boolean settles(String written) {
    boolean plain = !SYMBOLS.matcher(written).find() && written.indexOf('\n') < 0;
    if (plain) {
      settled.account(time, written);
    }
    return plain;
  }

  private boolean removes(String name, List<String> words, ImagePath folder) {
    if (!name.equals("rm")) {
      return false;
    }
    for (String word : words) {
      Optional<ImagePath> path =
          PlainPath.of(folder, word.replaceFirst("/\\*+$", ""))
              .filter(each -> !word.startsWith("-"));
      path.ifPresent(this::takeAway);
    }
    return true;
  }

  private void takeAway(ImagePath path) {
    made.gone(path);
    settled.gone(path);
    gone.add(new Gone(time, path));
  }

  /** What is copied from what was made, or anything else that is put somewhere. */
  private boolean moves(String name, List<String> words, ImagePath folder) {
    boolean installs = name.equals("install");
    if (!name.equals("cp") && !name.equals("mv") && !installs) {
      return false;
    }
    List<String> operands =
        new ShellCommand(name, words).operands("m", "o", "g", "mode", "owner", "group");
    boolean strange =
        operands.size() != 2
            || words.stream().anyMatch(each -> each.matches("-.*[tTodg].*|--(target|parents).*"))
            || PlainPath.of(folder, operands.getLast()).isEmpty();
    if (strange) {
      return false;
    }
    ImagePath to = PlainPath.of(folder, operands.getLast()).get();
    Optional<ImagePath> from = PlainPath.of(folder, operands.getFirst());
    if (from.isEmpty()) {
      return false;
    }
    boolean into =
        operands.getLast().matches(".*/\\.?|\\.") || SYSTEM_FOLDERS.contains(to.toString());
    if (name.equals("mv")) {
      takeAway(from.get());
    }
    lastMade = time;
    ImagePath path = into ? to.child(from.get().name()) : to;
    if (!SourceNames.has(path.name())) {
      made.file(path);
    }
    return true;
  }

  /** Folders, owners and modes. */
  private boolean changes(String name, List<String> words, ImagePath folder) {
    ShellCommand command = new ShellCommand(name, words);
    List<ImagePath> paths = new ArrayList<>();
    boolean makes = name.equals("mkdir");
    if (!makes && !name.equals("chown") && !name.equals("chmod")) {
      return false;
    }
    List<String> operands = makes ? command.operands("m", "mode") : command.operands();
    int first = makes ? 0 : 1;
    if (operands.size() <= first || SYMBOLS.matcher(String.join(" ", operands)).find()) {
      return false;
    }
    for (String word : operands.subList(first, operands.size())) {
      Optional<ImagePath> path = PlainPath.of(folder, word);
      if (path.isEmpty()) {
        return false;
      }
      paths.add(path.get());
    }
    boolean recursive = command.hasFlag("R", "recursive");
    Optional<String> mode =
        command.valuesOf("m").stream().filter(each -> each.matches("[0-7]{3,4}")).findFirst();
    for (ImagePath path : paths) {
      switch (name) {
        case "mkdir" -> settled.folder(time, path, mode);
        case "chown" -> settled.owner(time, recursive, operands.getFirst(), path);
        default -> settled.mode(time, recursive, operands.getFirst(), path);
      }
    }
    return true;
  }
}
