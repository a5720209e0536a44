package dev.kobako.cli;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.diagnostic.Spelling;
import dev.kobako.toolbox.FoundTool;
import dev.kobako.toolbox.Tool;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code kobako setup}: brings the programs that kobako uses and that are not Java. */
final class SetupCommand {
  /** What commands use by themselves; the others are asked for by name. */
  private static final List<Tool> USUAL = List.of(Tool.RUNC, Tool.UPX, Tool.BUSYBOX);

  private final ParseResult parsed;
  private final Console console;
  private final List<Tool> tools;

  SetupCommand(ParseResult parsed, Console console) {
    this.parsed = parsed;
    this.console = console;
    List<String> named = Options.arguments(parsed);
    this.tools =
        named.isEmpty() ? USUAL : named.stream().map(SetupCommand::tool).distinct().toList();
  }

  static CommandSpec spec() {
    CommandSpec spec =
        Options.command(
            "setup",
            "Brings helper programs without root: runc, upx, busybox, strip, tini-static,"
                + " docker-registry. What is on the PATH and new enough stays in use; the rest"
                + " comes from Debian packages and brings its own libraries along.",
            "kobako setup runc",
            "kobako setup --list");
    Options options =
        new Options(spec)
            .arguments("TOOL", "0..*", "Which ones (default: runc, upx and busybox).")
            .flag(
                "Only print which tools there are, and where; exit code 1 if one that is named is"
                    + " not there.",
                "--list")
            .flag("Fetch the release's newest, whatever is there already.", "--own")
            .text("SUITE", "Debian release that tools come from (default: trixie).", "--suite");
    RepositoryArguments.declare(options);
    options
        .flag("Print the result as JSON.", "--json")
        .flag("Print only where the programs are.", "-q", "--quiet")
        .help();
    return spec;
  }

  private static Tool tool(String name) {
    List<String> known = Arrays.stream(Tool.values()).map(Tool::command).toList();
    return Tool.called(name)
        .orElseThrow(() ->
            KobakoException.usage(
                Diagnostic.of(
                    name,
                    "is no tool that kobako uses",
                    Spelling.nearest(name, known)
                            .map(close -> "did you mean " + close + "? ")
                            .orElse("")
                        + "there are "
                        + String.join(", ", known))));
  }

  int run() throws IOException {
    List<FoundTool> found = new ArrayList<>();
    List<Tool> asked = tools;
    try (ProgressDisplay display = ProgressDisplay.on(console, Session.isQuiet(parsed));
        ToolAccess access =
            new ToolAccess(
                console,
                new RepositoryArguments(parsed, console),
                Options.text(parsed, "--suite").orElse(ToolAccess.SUITE),
                display)) {
      if (parsed.hasMatchedOption("--list")) {
        asked = Options.arguments(parsed).isEmpty() ? Arrays.asList(Tool.values()) : tools;
        asked.forEach(tool -> access.find(tool).ifPresent(found::add));
      } else {
        boolean own = parsed.hasMatchedOption("--own");
        tools.forEach(tool -> found.add(own ? access.fetch(tool) : access.require(tool)));
      }
    }
    report(asked, found);
    boolean named = !Options.arguments(parsed).isEmpty();
    return found.size() == asked.size() || !named ? 0 : 1;
  }

  private void report(List<Tool> asked, List<FoundTool> found) throws IOException {
    if (parsed.hasMatchedOption("--json")) {
      console
          .out()
          .println(JsonText.of(Map.of("tools", found.stream().map(SetupCommand::json).toList())));
      return;
    }
    for (Tool tool : asked) {
      Optional<FoundTool> one = found.stream().filter(each -> each.tool() == tool).findFirst();
      if (Session.isQuiet(parsed)) {
        one.ifPresent(each -> console.out().println(each.program()));
      } else {
        console.out().println(line(tool, one));
      }
    }
  }

  private static String line(Tool tool, Optional<FoundTool> found) {
    String name = tool.command() + " ".repeat(Math.max(1, 17 - tool.command().length()));
    return name
        + found
            .map(each -> each.version() + "  " + each.program() + "  (" + where(each) + ")")
            .orElse("is not there; 'kobako setup " + tool.command() + "' brings it");
  }

  private static String where(FoundTool found) {
    return switch (found.place()) {
      case PATH -> "on the PATH";
      case TOOLBOX -> "kobako's own";
    };
  }

  private static Map<String, Object> json(FoundTool found) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", found.tool().command());
    json.put("version", found.version());
    json.put("program", found.program().toString());
    json.put("place", JsonText.word(found.place()));
    return json;
  }
}
