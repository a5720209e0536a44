package dev.kobako.cli;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Artifact;
import dev.kobako.image.Descriptor;
import dev.kobako.image.ImageLocation;
import dev.kobako.image.IndexAssembly;
import dev.kobako.image.PlatformChoice;
import dev.kobako.transfer.Homes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code kobako index create}: images for several platforms under one name. */
final class IndexCommand {
  private static final String CREATE = "create";

  private final ParseResult parsed;
  private final Console console;

  IndexCommand(ParseResult parsed, Console console) {
    this.parsed = parsed;
    this.console = console;
  }

  static CommandSpec spec() {
    CommandSpec create =
        Options.command(
            CREATE,
            "Puts images for several platforms together into one index.",
            "kobako index create app:1 app:1-amd64 docker://ghcr.io/me/app:1-arm64",
            "kobako index create app:1 app:1-amd64 app:1-arm64 --to docker://ghcr.io/me/app:1");
    Options options =
        new Options(create)
            .arguments(
                "LOCATION",
                "2..*",
                "Where the index goes (a bare name: the store), and the images that it lists.")
            .pairs("Note at the index.", "--annotation")
            .texts("LOCATION", "Write it there as well.", "--to")
            .flag("Print the result as JSON.", "--json");
    Session.declare(options, "Print the digest only.");
    CommandSpec spec = Options.command("index", "Makes indexes of images for several platforms.");
    new Options(spec).help();
    spec.addSubcommand(CREATE, create);
    return spec;
  }

  int run() throws IOException {
    if (!parsed.hasSubcommand()) {
      throw KobakoException.usage(
          Diagnostic.of(
              "kobako index",
              "nothing says what to do",
              "write 'kobako index create NAME IMAGE...'"));
    }
    create(parsed.subcommand());
    return 0;
  }

  private void create(ParseResult arguments) throws IOException {
    List<ImageLocation> named =
        Options.arguments(arguments).stream().map(ImageLocation::parse).toList();
    List<ImageLocation> targets = new ArrayList<>(List.of(named.getFirst()));
    Options.texts(arguments, "--to").forEach(text -> targets.add(ImageLocation.parse(text)));
    targets.forEach(Homes::requireWritable);
    try (Session session = Session.open(arguments, console)) {
      IndexAssembly assembly = IndexAssembly.EMPTY;
      for (ImageLocation image : named.subList(1, named.size())) {
        assembly =
            assembly.plus(image.toString(), session.homes().artifact(image, PlatformChoice.all()));
      }
      for (Map.Entry<String, String> note : Options.pairs(arguments, "--annotation").entrySet()) {
        assembly = assembly.annotated(note.getKey(), note.getValue());
      }
      Artifact index = assembly.artifact();
      List<String> written = new ArrayList<>();
      for (ImageLocation target : targets) {
        session.homes().write(target, index, "", session.progress());
        written.add(target.toString());
      }
      session.display().close();
      print(arguments, index, written);
    }
  }

  private void print(ParseResult arguments, Artifact index, List<String> written)
      throws IOException {
    String digest = index.descriptor().digest().toString();
    if (Session.isQuiet(arguments)) {
      console.out().println(digest);
      return;
    }
    List<Map<String, Object>> entries =
        index.parts().stream().map(Artifact::descriptor).map(IndexCommand::entry).toList();
    if (arguments.hasMatchedOption("--json")) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("written", written);
      json.put("digest", digest);
      json.put("mediaType", index.descriptor().mediaType());
      json.put("entries", entries);
      console.out().println(JsonText.of(json));
      return;
    }
    written.forEach(target -> console.out().println(target + "  " + digest));
    entries.forEach(entry ->
        console
            .out()
            .println("  " + Sizes.left(entry.get("platform") + "") + "  " + entry.get("digest")));
  }

  private static Map<String, Object> entry(Descriptor descriptor) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("platform", descriptor.platform().map(Object::toString).orElse("none"));
    json.put("digest", descriptor.digest().toString());
    return json;
  }
}
