package dev.kobako.lint;

import dev.kobako.dockerfile.Command;
import dev.kobako.dockerfile.Instruction;
import dev.kobako.dockerfile.SourceText;
import dev.kobako.dockerfile.Span;
import dev.kobako.dockerfile.SyntaxTree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The scripts of a file's RUNs as ShellCheck is to see them: with the shell that SHELL or a comment
 * names, and what ENV and ARG define exported.
 */
final class ShellScripts {
  private static final String DEFAULT_SHELL = "/bin/sh -c";

  /** What a build defines without being asked. */
  private static final List<String> PREDEFINED =
      List.of(
          "FTP_PROXY",
          "HTTPS_PROXY",
          "HTTP_PROXY",
          "NO_PROXY",
          "ftp_proxy",
          "http_proxy",
          "https_proxy",
          "no_proxy");

  private static final List<String> FOREIGN = List.of("pwsh", "powershell", "cmd");
  private static final Pattern FOREIGN_SHEBANG =
      Pattern.compile("#!(?!/bin/(?:sh|bash|ksh)|/usr/bin/env (?:sh|bash|ksh)).*", Pattern.DOTALL);

  private final List<ShellScript> scripts = new ArrayList<>();
  private final Map<String, Surroundings> stages = new HashMap<>();
  private final SourceText source;
  private final char escape;
  private Surroundings initial = new Surroundings(DEFAULT_SHELL, new TreeSet<>(PREDEFINED));
  private Surroundings current = initial;
  private String stage = "";
  private boolean begun;

  /** What a script finds when it starts. */
  private record Surroundings(String shell, SortedSet<String> variables) {
    Surroundings {
      variables = Collections.unmodifiableSortedSet(new TreeSet<>(variables));
    }

    /** hadolint 2.15.1 forgets the shell over this, which its users have in their verdicts. */
    Surroundings with(List<String> names) {
      SortedSet<String> all = new TreeSet<>(variables);
      all.addAll(names);
      return new Surroundings(DEFAULT_SHELL, all);
    }
  }

  private ShellScripts(SyntaxTree syntax) {
    this.source = syntax.source();
    this.escape = syntax.escape();
  }

  /** Those of a file, also those that ONBUILD keeps for later. */
  static List<ShellScript> of(LintedFile file) {
    List<ShellScript> all =
        new ArrayList<>(read(file.syntax(), file.instructions(), Pragma.all(file.syntax())));
    all.addAll(read(file.syntax(), file.triggers(), List.of()));
    return all;
  }

  private static List<ShellScript> read(
      SyntaxTree syntax, List<LintedInstruction> instructions, List<Pragma.Located> pragmas) {
    ShellScripts reader = new ShellScripts(syntax);
    Iterator<Pragma.Located> comments = pragmas.iterator();
    Pragma.Located next = comments.hasNext() ? comments.next() : null;
    for (LintedInstruction each : instructions) {
      while (next != null && next.line() < each.line()) {
        if (next.pragma() instanceof Pragma.Shell(String name)) {
          reader.setBaseShell(name);
        }
        next = comments.hasNext() ? comments.next() : null;
      }
      reader.follow(each);
    }
    return reader.scripts;
  }

  private void follow(LintedInstruction each) {
    switch (each.instruction()) {
      case Instruction.From from -> enter(from);
      case Instruction.Arg arg ->
          add(arg.arguments().stream().map(Instruction.Arg.Declared::name).toList());
      case Instruction.Env env ->
          add(env.variables().stream().map(pair -> Words.plain(pair.name())).toList());
      case Instruction.Shell shell -> setShell(String.join(" ", shell.words()));
      case Instruction.Run run -> {
        if (run.command() instanceof Command.Shell shell) {
          addScript(each, shell.heredocs().isEmpty() ? line(run) : each.script().text());
        }
      }
      default -> {}
    }
  }

  private void enter(Instruction.From from) {
    begun = true;
    current = stages.getOrDefault(ImageName.of(from.image()).stage(), initial);
    stage = from.stageName().orElse("");
    keep();
  }

  private void add(List<String> names) {
    begun = true;
    current = current.with(names);
    keep();
  }

  private void setShell(String shell) {
    begun = true;
    current = new Surroundings(shell, current.variables);
    keep();
  }

  /** Before the first stage it is for all of them. */
  private void setBaseShell(String shell) {
    if (!begun) {
      initial = new Surroundings(shell, initial.variables);
    }
    setShell(shell);
  }

  private void keep() {
    if (!stage.isEmpty()) {
      stages.put(stage, current);
    }
  }

  /** As hadolint joins its lines: blanks at the start of one are a single one. */
  private String line(Instruction.Run run) {
    List<Span> spans = run.statement().argumentSpans();
    if (spans.isEmpty()) {
      return "";
    }
    String written = source.text(spans.getFirst().to(spans.getLast()));
    StringBuilder text = new StringBuilder();
    int from = 0;
    for (int at = written.indexOf(escape); at >= 0; at = written.indexOf(escape, at + 1)) {
      int next = nextLine(written, at + 1);
      if (next < 0) {
        continue;
      }
      text.append(written, from, at);
      from = next;
      while (from < written.length() && isBlank(written.charAt(from))) {
        from++;
      }
      text.append(from > next ? " " : "");
      at = from - 1;
    }
    return text.append(written.substring(from)).toString();
  }

  /** Where the script goes on behind an escaped line end, or -1 where there is none. */
  private static int nextLine(String text, int from) {
    int at = blanks(text, from);
    if (at == text.length() || text.charAt(at) != '\n') {
      return -1;
    }
    int start = at + 1;
    while (true) {
      int content = blanks(text, start);
      if (content == text.length()) {
        return start;
      }
      if (text.charAt(content) == '\n') {
        start = content + 1;
      } else if (text.charAt(content) == '#') {
        int end = text.indexOf('\n', content);
        if (end < 0) {
          return text.length();
        }
        start = end + 1;
      } else {
        return start;
      }
    }
  }

  private static int blanks(String text, int from) {
    int at = from;
    while (at < text.length() && isBlank(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isBlank(char letter) {
    return letter == ' ' || letter == '\t' || letter == '\r';
  }

  private void addScript(LintedInstruction run, String text) {
    if (FOREIGN.stream().anyMatch(current.shell::contains)
        || FOREIGN_SHEBANG.matcher(text).matches()) {
      return;
    }
    StringBuilder script = new StringBuilder("#!");
    script.append(current.shell.strip().split("[ \t]+", 2)[0]).append('\n');
    current.variables.forEach(name -> script.append("export ").append(name).append("=1\n"));
    scripts.add(new ShellScript(run, script.append(text).toString()));
  }
}
