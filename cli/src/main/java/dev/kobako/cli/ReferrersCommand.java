package dev.kobako.cli;

import dev.kobako.image.Descriptor;
import dev.kobako.image.ImageReference;
import dev.kobako.registry.Repository;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code kobako referrers}: what was attached to an image in its registry. */
final class ReferrersCommand {
  private final ParseResult parsed;
  private final Console console;
  private final ImageReference image;

  ReferrersCommand(ParseResult parsed, Console console) {
    this.parsed = parsed;
    this.console = console;
    this.image = Remote.reference(Options.arguments(parsed).getFirst());
  }

  static CommandSpec spec() {
    CommandSpec spec =
        Options.command(
            "referrers",
            "Lists what was attached to an image in a registry: SBOMs, signatures.",
            "kobako referrers ghcr.io/me/app:1 --type application/spdx+json");
    Options options =
        new Options(spec)
            .arguments("IMAGE", "1", "The image or index.")
            .text("TYPE", "Only artifacts of this type.", "--type")
            .flag("Print the result as JSON.", "--json");
    Session.declare(options, "Print digests only.");
    return spec;
  }

  int run() throws IOException {
    try (Session session = Session.open(parsed, console)) {
      Repository repository = session.homes().repository(image);
      Descriptor subject = Remote.subject(repository, image);
      List<Descriptor> found =
          repository.referrers(subject.digest(), Options.text(parsed, "--type"));
      if (parsed.hasMatchedOption("--json")) {
        print(subject, found);
        return 0;
      }
      for (Descriptor each : found) {
        String type = Printed.of(each.artifactType().orElse(each.mediaType()));
        console
            .out()
            .println(Session.isQuiet(parsed) ? each.digest() + "" : each.digest() + "  " + type);
      }
    }
    return 0;
  }

  private void print(Descriptor subject, List<Descriptor> found) throws IOException {
    List<Object> referrers = new ArrayList<>();
    for (Descriptor each : found) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("digest", each.digest().toString());
      one.put("mediaType", each.mediaType());
      each.artifactType().ifPresent(type -> one.put("artifactType", type));
      one.put("size", each.size());
      one.put("annotations", each.annotations());
      referrers.add(one);
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("subject", subject.digest().toString());
    json.put("referrers", referrers);
    console.out().println(JsonText.of(json));
  }
}
