package dev.kobako.cli;

import dev.kobako.image.ImageReference;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code kobako tags}: the tags of a repository. */
final class TagsCommand {
  private final ParseResult parsed;
  private final Console console;
  private final ImageReference repository;

  TagsCommand(ParseResult parsed, Console console) {
    this.parsed = parsed;
    this.console = console;
    this.repository = Remote.reference(Options.arguments(parsed).getFirst());
  }

  static CommandSpec spec() {
    CommandSpec spec =
        Options.command(
            "tags", "Lists the tags of a repository in a registry.", "kobako tags ghcr.io/me/app");
    Options options =
        new Options(spec)
            .arguments("REPOSITORY", "1", "The repository; a tag in it is not looked at.")
            .flag("Print the result as JSON.", "--json");
    Session.declare(options, "Print no progress.");
    return spec;
  }

  int run() throws IOException {
    try (Session session = Session.open(parsed, console)) {
      // Registries have no common order.
      List<String> tags = session.homes().repository(repository).tags().stream().sorted().toList();
      if (parsed.hasMatchedOption("--json")) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("repository", repository.domain() + "/" + repository.path());
        json.put("tags", tags);
        console.out().println(JsonText.of(json));
      } else {
        tags.forEach(console.out()::println);
      }
    }
    return 0;
  }
}
