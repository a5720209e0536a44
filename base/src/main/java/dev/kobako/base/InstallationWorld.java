package dev.kobako.base;

import dev.kobako.debian.DocumentationPaths;
import dev.kobako.shell.Status;
import dev.kobako.shell.Value;
import dev.kobako.shell.World;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Resolution;
import dev.kobako.tree.Tree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a maintainer script sees when its package is configured for the first time in a tree of
 * packages that were only unpacked. Nothing in the tree changes but the table of alternatives.
 */
final class InstallationWorld implements World {
  static final String PROGRAM = "update-alternatives";

  /** A sourced script is not longer. */
  private static final int LONGEST_SCRIPT = 1 << 18;

  private static final List<String> SEARCH =
      List.of("/usr/local/sbin/", "/usr/local/bin/", "/usr/sbin/", "/usr/bin/", "/sbin/", "/bin/");

  /** What only a running system has. */
  private static final List<String> LIVE = List.of("/proc", "/sys", "/dev", "/run");

  /** A distroless tree has no dpkg; scripts that ask for it get the answers of one. */
  private static final Set<String> OF_DPKG =
      Set.of(
          PROGRAM,
          "dpkg",
          "dpkg-query",
          "dpkg-divert",
          "dpkg-trigger",
          "dpkg-statoverride",
          "dpkg-maintscript-helper");

  /** Commands that are given the names of others and call none of them. */
  private static final Set<String> CALL_NOTHING =
      Set.of("dpkg", "dpkg-query", "dpkg-trigger", "grep", "logger", "sed", "dpkg-divert");

  private final Tree tree;
  private final AlternativesTable table;
  private final String architecture;
  private final List<String> notes = new ArrayList<>();

  InstallationWorld(Tree tree, AlternativesTable table, String architecture) {
    this.tree = tree;
    this.table = table;
    this.architecture = architecture;
  }

  /** What could not be done, each beginning with the line. */
  List<String> notes() {
    return notes;
  }

  @Override
  public FileKind kind(String path, boolean follow) {
    if (path.indexOf('\0') >= 0
        || LIVE.stream().anyMatch(live -> path.equals(live) || path.startsWith(live + "/"))) {
      return FileKind.UNKNOWN;
    }
    if (!follow) {
      int slash = path.lastIndexOf('/');
      String name = path.substring(slash + 1);
      Resolution folder = tree.resolve(path.substring(0, slash + 1));
      if (!name.isEmpty() && !name.equals(".") && !name.equals("..")) {
        return tree.entry(folder.place().child(name))
            .map(InstallationWorld::kind)
            .orElse(FileKind.MISSING);
      }
    }
    return tree.resolve(path).entry().map(InstallationWorld::kind).orElse(FileKind.MISSING);
  }

  private static FileKind kind(Entry entry) {
    return switch (entry) {
      case Entry.Directory _ -> FileKind.DIRECTORY;
      case Entry.RegularFile file ->
          file.content().size() == 0 ? FileKind.EMPTY_FILE : FileKind.FILE;
      case Entry.Symlink _ -> FileKind.LINK;
      case Entry.Device _, Entry.Fifo _ -> FileKind.SPECIAL;
    };
  }

  @Override
  public boolean isExecutable(String path) {
    return tree.resolve(path)
        .file()
        .filter(file -> (file.attributes().mode() & 0111) != 0)
        .isPresent();
  }

  @Override
  public List<String> names(String directory) {
    return tree.names(tree.resolve(directory).place());
  }

  @Override
  public Optional<String> text(String path) {
    Optional<Entry.RegularFile> file =
        path.startsWith("/") ? tree.resolve(path).file() : Optional.empty();
    if (file.isEmpty() || file.get().content().size() > LONGEST_SCRIPT) {
      return Optional.empty();
    }
    try {
      return Optional.of(new String(file.get().content().bytes(), StandardCharsets.UTF_8));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  @Override
  public Value locate(String command) {
    if (command.startsWith("/")) {
      return isExecutable(command) ? new Value.Known(command) : Value.Known.EMPTY;
    }
    if (command.indexOf('/') >= 0) {
      return new Value.Unknown(command);
    }
    for (String folder : SEARCH) {
      if (isExecutable(folder + command)) {
        return new Value.Known(folder + command);
      }
    }
    return OF_DPKG.contains(command) ? new Value.Known("/usr/bin/" + command) : Value.Known.EMPTY;
  }

  @Override
  public Outcome run(Call call) {
    String name = call.name().substring(call.name().lastIndexOf('/') + 1);
    List<String> words = new ArrayList<>();
    String unknown = "";
    for (Value argument : call.arguments()) {
      switch (argument) {
        case Value.Known(String text) -> words.add(text);
        case Value.Unknown(String why) -> unknown = why;
      }
    }
    return switch (name) {
      case PROGRAM -> alternatives(call, words, unknown);
      case "env", "nice", "ionice" -> prefixed(call);
      case "dpkg", "dpkg-architecture" ->
          unknown.isEmpty() ? dpkg(name, words) : Outcome.unknown(name);
      default -> other(call, name, words);
    };
  }

  private Outcome dpkg(String name, List<String> words) {
    if (words.equals(List.of("--print-architecture"))) {
      return Outcome.line(architecture);
    }
    if (words.size() == 4 && words.getFirst().equals("--compare-versions")) {
      return Outcome.silent(compared(words.get(1), words.get(2), words.get(3)));
    }
    return Outcome.unknown(name + " " + String.join(" ", words));
  }

  /** Scripts compare with the version that was there before: none, which is an empty text. */
  private static Status compared(String one, String operator, String other) {
    if (!one.isEmpty() || other.isEmpty()) {
      return Status.UNKNOWN;
    }
    return switch (operator) {
      case "lt", "le", "ne", "<", "<<", "<=", "gt-nl", "ge-nl" -> Status.SUCCESS;
      case "gt", "ge", "eq", ">", ">>", ">=", "=", "lt-nl", "le-nl" -> Status.FAILURE;
      default -> Status.UNKNOWN;
    };
  }

  private Outcome prefixed(Call call) {
    int at = 0;
    while (at < call.arguments().size()
        && (call.arguments().get(at).or("").startsWith("-")
            || call.arguments().get(at).or("").contains("="))) {
      at++;
    }
    if (at == call.arguments().size()
        || !(call.arguments().get(at) instanceof Value.Known(String command))) {
      return other(call, call.name(), List.of());
    }
    return run(
        new Call(
            call.line(),
            command,
            call.arguments().subList(at + 1, call.arguments().size()),
            call.input(),
            call.doubt()));
  }

  /** Any other command is not looked into; one that is handed ours to call is told of. */
  private Outcome other(Call call, String name, List<String> words) {
    boolean handed =
        words.stream().anyMatch(word -> word.contains(PROGRAM) || word.equals("--install"))
            || (words.isEmpty() && (name.equals("sh") || name.equals("bash")));
    if (handed && !CALL_NOTHING.contains(name)) {
      String who = name.isEmpty() ? "a command that only a run would tell" : name;
      note(call, who + " may call " + PROGRAM);
    }
    return Outcome.unknown(name);
  }

  private Outcome alternatives(Call call, List<String> words, String unknown) {
    if (words.isEmpty() && !unknown.isEmpty()) {
      note(call, "a call of " + PROGRAM + " with " + unknown + ", which only a run would tell");
      return Outcome.unknown(PROGRAM);
    }
    Optional<AlternativesCall> read =
        unknown.isEmpty() ? AlternativesCall.of(words) : Optional.empty();
    if (read.isEmpty()) {
      note(
          call,
          "%s %s: %s"
              .formatted(
                  PROGRAM,
                  String.join(" ", words.subList(0, Math.min(3, words.size()))),
                  unknown.isEmpty()
                      ? "its arguments are wrong"
                      : "only a run would tell " + unknown));
      return Outcome.unknown(PROGRAM);
    }
    if (read.get() instanceof AlternativesCall.Question question) {
      return answer(question);
    }
    return change(call, read.get());
  }

  private Outcome change(Call call, AlternativesCall change) {
    if (!call.isCertain()) {
      if (matters(change)) {
        note(call, described(change) + ": only a run would tell " + call.doubt());
      }
      return Outcome.unknown(PROGRAM);
    }
    String refusal = table.apply(change, path -> kind(path, true) != FileKind.MISSING);
    boolean quiet =
        change instanceof AlternativesCall.Install install && isDocumentation(install.path());
    if (!refusal.isEmpty() && !quiet) {
      note(call, described(change) + ": " + refusal);
    }
    // A real one that fails would end the script; the rest of it is still worth reading.
    return Outcome.silent(Status.SUCCESS);
  }

  private static boolean isDocumentation(String path) {
    return DocumentationPaths.contains(ImagePath.of(path));
  }

  /** Taking away what is not there changes nothing, whether it is done or not. */
  private boolean matters(AlternativesCall change) {
    return switch (change) {
      case AlternativesCall.Install _, AlternativesCall.Choose _ -> true;
      case AlternativesCall.Remove(String name, String path) ->
          table.group(name).filter(group -> group.choices().containsKey(path)).isPresent();
      case AlternativesCall.RemoveAll(String name) -> table.group(name).isPresent();
      case AlternativesCall.Question _ -> false;
    };
  }

  private static String described(AlternativesCall change) {
    return switch (change) {
      case AlternativesCall.Install install -> install.name() + " as " + install.path();
      case AlternativesCall.Remove(String name, String path) -> name + " no longer as " + path;
      case AlternativesCall.RemoveAll(String name) -> "no " + name;
      case AlternativesCall.Choose(String name, String path) ->
          name + (path.isEmpty() ? " as the best" : " as " + path);
      case AlternativesCall.Question(String option, String name) -> option + " " + name;
    };
  }

  /** Of a name that nobody has there is nothing to be said. */
  private Outcome answer(AlternativesCall.Question question) {
    Optional<AlternativeGroup> group = table.group(question.name());
    if (group.isEmpty()) {
      return Outcome.silent(Status.FAILURE);
    }
    if (question.option().equals("--list")) {
      return new Outcome(
          Status.SUCCESS,
          new Value.Known(String.join("\n", group.get().choices().keySet()) + "\n"));
    }
    return new Outcome(
        Status.SUCCESS, new Value.Unknown(PROGRAM + " " + question.option() + " says"));
  }

  private void note(Call call, String fact) {
    String note = "line " + call.line() + ": " + fact;
    if (!notes.contains(note)) {
      notes.add(note);
    }
  }
}
