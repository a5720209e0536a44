package dev.kobako.fix;

import dev.kobako.dockerfile.Instruction;
import dev.kobako.dockerfile.SourceText;
import dev.kobako.dockerfile.Span;
import dev.kobako.lint.ShellCommand;
import dev.kobako.shell.Extent;
import dev.kobako.shell.Invocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What is compiled has no symbols and no debug information from the start. Where anybody has
 * thought of these, be it to keep or to strip them, all stays as it is.
 */
final class ProgramsStripped implements Fix {
  private static final Set<String> THOUGHT_OF =
      Set.of("strip", "upx", "objcopy", "gdb", "gdbserver", "lldb", "dlv", "valgrind", "perf");

  private static final Pattern C_COMPILER =
      Pattern.compile("([a-z0-9_]+-)*(gcc|g\\+\\+|cc|c\\+\\+|clang|clang\\+\\+)(-[0-9.]+)?");

  /** What makes no program, or one that is for those who look into it. */
  private static final Pattern NO_LINK =
      Pattern.compile(
          "-[cESrMs]|-MM|-fsyntax-only|-g.*|-pg|-p|--coverage|-fsanitize=.*|-fprofile.*|-Wl,.*"
              + "(-s|-S|-r|strip).*");

  private static final String CARGO = "CARGO_PROFILE_RELEASE_STRIP=true";
  private static final Pattern CARGO_SETTLED =
      Pattern.compile("CARGO_PROFILE_RELEASE_(STRIP|DEBUG)|RUSTFLAGS|CARGO_ENCODED_RUSTFLAGS");
  private static final Pattern MANIFEST_SETTLED =
      Pattern.compile("(?m)^\\s*(strip|debug|split-debuginfo|rustflags)\\s*=");
  private static final List<String> CARGO_FILES =
      List.of("Cargo.toml", ".cargo/config.toml", ".cargo/config");

  /** What runs the words behind it as they are, without a shell. */
  private static final Pattern WRAPPED =
      Pattern.compile("\\b(time|nice|nohup|sudo|exec|command|env)[\\s\\\\]+$");

  private static final Pattern GO_SETTLED = Pattern.compile("GOFLAGS[^\n]*ldflags");

  @Override
  public Description description() {
    return new Description(
        "strip",
        List.of("S10"),
        "Let compilers leave out symbols and debug information",
        Promise.ofSymbols("programs lose what only debuggers read"));
  }

  @Override
  public List<Change> changes(FixableFile file) {
    List<RunScript> scripts = file.stages().stream().flatMap(s -> s.scripts().stream()).toList();
    if (scripts.stream().anyMatch(each -> each.any(it -> THOUGHT_OF.contains(it.name())))) {
      return List.of();
    }
    List<Change> changes = new ArrayList<>();
    boolean cargo = isOpenToCargo(file);
    boolean go = !GO_SETTLED.matcher(file.syntax().source().text()).find();
    for (RunScript script : scripts) {
      List<Edit> edits = new ArrayList<>();
      for (Invocation invocation : script.invocations()) {
        edit(file, script, invocation, cargo, go).ifPresent(edits::add);
      }
      if (!edits.isEmpty()) {
        List<String> added = edits.stream().map(each -> each.text().strip()).distinct().toList();
        changes.add(
            new Change(script.run().statement(), String.join(" and ", added) + " added", edits));
      }
    }
    return changes;
  }

  private static Optional<Edit> edit(
      FixableFile file, RunScript script, Invocation invocation, boolean cargo, boolean go) {
    List<Extent> words = invocation.words();
    // behind exec, env and the like another word would be another program
    boolean plain =
        !words.isEmpty()
            && script.written(words.getFirst()).endsWith(invocation.name())
            && invocation.arguments().size() == words.size() - 1;
    if (!plain) {
      return Optional.empty();
    }
    ShellCommand command = RunScript.command(invocation);
    if (go && linksGo(command)) {
      return Optional.of(Edit.insert(script.end(words.get(1)), " -ldflags=\"-s -w\""));
    }
    if (cargo && linksRust(command) && takesVariable(file, script, invocation)) {
      return Optional.of(Edit.insert(script.start(words.getFirst()), CARGO + " "));
    }
    return linksC(command)
        ? Optional.of(Edit.insert(script.end(words.getFirst()), " -s"))
        : Optional.empty();
  }

  private static boolean linksGo(ShellCommand command) {
    List<String> words = command.arguments();
    return command.name().equals("go")
        && !words.isEmpty()
        && Set.of("build", "install").contains(words.getFirst())
        && words.stream()
            .noneMatch(each ->
                each.matches("--?(ldflags|race|cover|msan|asan)\\b.*")
                    || each.matches("--?gcflags\\b.*")
                    || each.matches("--?buildmode=?(?!pie$|exe$|default$).*"));
  }

  private static boolean linksRust(ShellCommand command) {
    List<String> words = command.arguments();
    boolean release = words.contains("--release") || words.contains("-r");
    // what cargo-chef compiles before must be what is built with it afterwards
    boolean builds = command.is("cargo", "build", "b", "rustc", "cook");
    return command.name().equals("cargo")
        && ((builds && release) || (words.contains("install") && !words.contains("--debug")))
        && words.stream().noneMatch(each -> each.matches("--(profile|config)\\b.*"));
  }

  private static boolean linksC(ShellCommand command) {
    List<String> words = command.arguments();
    int output = words.indexOf("-o");
    return C_COMPILER.matcher(command.name()).matches()
        && output >= 0
        && output + 1 < words.size()
        && !words.get(output + 1).matches(".*\\.(o|a|s|i)")
        && words.stream().noneMatch(each -> NO_LINK.matcher(each).matches());
  }

  /** Whether a variable may be set before a command, and is not yet. */
  private static boolean takesVariable(FixableFile file, RunScript script, Invocation invocation) {
    int start = script.start(invocation.at());
    int word = script.start(invocation.words().getFirst());
    SourceText source = file.syntax().source();
    String before = source.text(new Span(script.run().statement().span().start(), start));
    return !source.text(new Span(start, word)).contains(CARGO) && !WRAPPED.matcher(before).find();
  }

  /** Whether no setting of the Dockerfile or the project is about this. */
  private static boolean isOpenToCargo(FixableFile file) {
    boolean settled =
        file.stages().stream()
            .flatMap(stage -> stage.steps().stream())
            .map(FixableStage.Step::instruction)
            .anyMatch(each -> CARGO_SETTLED.matcher(withoutOurs(each)).find());
    return !settled
        && file.context().stream()
            .flatMap(
                context -> CARGO_FILES.stream().flatMap(path -> context.searchable(path).stream()))
            .noneMatch(text -> MANIFEST_SETTLED.matcher(text).find());
  }

  private static String withoutOurs(Instruction instruction) {
    String text = instruction.statement().original();
    return instruction instanceof Instruction.Run ? text.replace(CARGO, "") : text;
  }
}
