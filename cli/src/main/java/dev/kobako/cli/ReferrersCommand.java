package dev.kobako.cli;

import dev.kobako.image.Artifact;
import dev.kobako.image.Descriptor;
import dev.kobako.image.ImageLocation;
import dev.kobako.image.ImageReference;
import dev.kobako.image.ImageSelector;
import dev.kobako.image.ImageStore;
import dev.kobako.registry.Repository;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code kobako referrers}: what was attached to an image, in the store or its registry. */
final class ReferrersCommand {
  private final ParseResult parsed;
  private final Console console;
  private final ImageReference image;
  private final ImageLocation location;

  /** What was attached, and to what. */
  private record Found(Descriptor subject, List<Descriptor> referrers) {}

  ReferrersCommand(ParseResult parsed, Console console) {
    this.parsed = parsed;
    this.console = console;
    this.location = ImageLocation.parse(Options.arguments(parsed).getFirst());
    this.image = Remote.reference(Options.arguments(parsed).getFirst());
  }

  static CommandSpec spec() {
    CommandSpec spec =
        Options.command(
            "referrers",
            "Lists what was attached to an image of the store or a registry: SBOMs, signatures.",
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
      Found listed = isStored(session) ? stored(session) : remote(session);
      Descriptor subject = listed.subject();
      List<Descriptor> found = listed.referrers();
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

  /** A bare name means the store, as everywhere, if the store has it. */
  private boolean isStored(Session session) {
    return location instanceof ImageLocation.Store && session.homes().store().holds(image);
  }

  private Found stored(Session session) {
    ImageStore store = session.homes().store();
    Descriptor subject = store.artifact(ImageSelector.of(image)).descriptor();
    Optional<String> type = Options.text(parsed, "--type");
    return new Found(
        subject,
        store.attached(subject.digest()).stream()
            .map(Artifact::descriptor)
            .filter(entry -> type.isEmpty() || type.equals(entry.artifactType()))
            .toList());
  }

  private Found remote(Session session) {
    Repository repository = session.homes().repository(image);
    Descriptor subject = Remote.subject(repository, image);
    return new Found(
        subject, repository.referrers(subject.digest(), Options.text(parsed, "--type")));
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
