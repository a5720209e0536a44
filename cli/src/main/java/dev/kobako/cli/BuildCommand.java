package dev.kobako.cli;

import dev.kobako.build.BuildContexts;
import dev.kobako.dockerfile.SyntaxTree;
import dev.kobako.image.ImageReference;
import dev.kobako.image.Json;
import dev.kobako.image.Platform;
import dev.kobako.transfer.Homes;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code kobako build}: images from Dockerfiles. */
final class BuildCommand {
  private final ParseResult parsed;
  private final Console console;
  private final BuildArguments arguments;
  private final List<String> tags;
  private final List<BuildOutput> outputs;

  BuildCommand(ParseResult parsed, Console console) {
    this.parsed = parsed;
    this.console = console;
    this.arguments = new BuildArguments(parsed, console);
    this.tags = Options.texts(parsed, "--tag");
    tags.forEach(ImageReference::parse);
    List<String> texts = new ArrayList<>(Options.texts(parsed, "--output"));
    if (parsed.hasMatchedOption("--push")) {
      texts.add("type=registry");
    }
    if (parsed.hasMatchedOption("--load")) {
      texts.add("type=store");
    }
    this.outputs = texts.stream().map(BuildOutput::parse).toList();
    outputs.forEach(output -> output.require(tags, arguments.platforms().size()));
  }

  static CommandSpec spec() {
    CommandSpec spec =
        Options.command(
            "build",
            "Builds an image from a Dockerfile, without a daemon and without root.",
            "kobako build -t app .",
            "kobako build -f Dockerfile.prod --target runner --build-arg V=1 -t app .",
            "kobako build --plan .",
            "kobako build -o type=oci,dest=app.tar --secret id=npm,src=.npmrc .");
    Options options =
        new Options(spec)
            .arguments(
                "CONTEXT",
                "1",
                "Where COPY takes files from: a folder, a URL of an archive or a git repository, or"
                    + " - for an archive or a Dockerfile on standard input.")
            .texts("NAME", "Name in kobako's store.", "-t", "--tag")
            .texts(
                "OUTPUT",
                "Where the result goes as well: type=oci|docker|local|tar|registry|image|store with"
                    + " dest=FILE, name=NAME, compression=KIND; a LOCATION such as"
                    + " oci-archive:FILE; a folder for the files.",
                "-o",
                "--output")
            .flag("Push it under its tags: -o type=registry.", "--push")
            .flag("Put it into the store under its tags, as -t does.", "--load");
    BuildArguments.declareFile(options);
    BuildArguments.declare(options);
    EngineArguments.declare(options);
    CacheArguments.declare(options);
    options
        .texts("[index:]NAME=VALUE", "Note at the manifest, or at the index.", "--annotation")
        .flag("Ask registries for base images even if the store has them.", "--pull");
    BuildSession.declare(options);
    options
        .flag("Only print what would be done, what is cached and what is not.", "--plan")
        .text("sexp", "Only print the Dockerfile's syntax tree.", "--print-ast")
        .text("FILE", "Write the image's digest there.", "--iidfile")
        .text("FILE", "Write the image's digests and names there, as JSON.", "--metadata-file")
        .flag("Print the result as JSON.", "--json")
        .flag("Print the image's digest only.", "-q", "--quiet");
    LimitArguments.declare(options);
    DockerFlags.declare(options);
    options.help();
    return spec;
  }

  int run() throws IOException {
    if (parsed.hasMatchedOption("--print-ast")) {
      BuildContexts contexts = BuildSession.contexts(console);
      console.out().print(SyntaxTree.parse(open(contexts).dockerfile()).sexp());
      return 0;
    }
    CacheArguments caches = new CacheArguments(parsed, console);
    caches.requireOnePlatform(arguments.platforms().size());
    try (BuildSession session = BuildSession.open(parsed, console)) {
      DockerFlags.check(parsed, session.display());
      caches.open(session.cache(), session.homes(), session.display());
      BuildWork work =
          session.work(
              open(session.contexts()),
              parsed.hasMatchedOption("--pull"),
              new BuildWork.Demand(
                  arguments,
                  new EngineArguments(parsed, console),
                  caches,
                  outputs.stream().anyMatch(BuildOutput::rewritesTimes)));
      return parsed.hasMatchedOption("--plan") ? plan(work) : build(work, session);
    }
  }

  private BuildContexts.Opened open(BuildContexts contexts) {
    return contexts.open(
        Options.arguments(parsed).getFirst(), Options.text(parsed, "--file"), console.in());
  }

  private int plan(BuildWork work) throws IOException {
    List<Object> all = new ArrayList<>();
    for (Platform platform : arguments.platforms()) {
      PlanReport report = work.forecast(platform, "");
      if (parsed.hasMatchedOption("--json")) {
        all.add(report.json());
      } else {
        report.print(console.out());
      }
    }
    if (!all.isEmpty()) {
      console.out().println(JsonText.of(Map.of("plans", all)));
    }
    return 0;
  }

  private int build(BuildWork work, BuildSession session) throws IOException {
    Homes homes = session.homes();
    BuildDisplay display = session.display();
    List<Platform> platforms = arguments.platforms();
    List<BuildResult.Part> parts = new ArrayList<>();
    for (Platform platform : platforms) {
      parts.add(work.build(platform, platforms.size() == 1 ? "" : platform.toString(), homes));
    }
    BuildResult result = new BuildResult(parts, Annotations.of(parsed));
    List<BuildExport.Written> written =
        new BuildExport(homes, console, display, session.cache().packed(), tags, outputs)
            .write(result);
    if (tags.isEmpty() && outputs.isEmpty()) {
      homes.store().keep(result.artifact(), display);
    }
    display.close();
    report(new BuildMetadata(result, names(), written));
    return 0;
  }

  /** The image's names: tags, and those that outputs give. */
  private List<String> names() {
    SequencedSet<String> names = new LinkedHashSet<>(tags);
    outputs.forEach(output -> names.addAll(output.names()));
    return List.copyOf(names);
  }

  private void report(BuildMetadata metadata) throws IOException {
    String digest = metadata.artifact().descriptor().digest().toString();
    Optional<String> idFile = Options.text(parsed, "--iidfile");
    if (idFile.isPresent()) {
      Files.writeString(console.path(idFile.get()), digest);
    }
    Optional<String> metadataFile = Options.text(parsed, "--metadata-file");
    if (metadataFile.isPresent()) {
      Files.write(console.path(metadataFile.get()), Json.readableBytes(metadata.file()));
    }
    String form = BuildDisplay.word(parsed, console);
    if (!form.equals("quiet") && !form.equals("rawjson")) {
      BuildWarnings warnings = new BuildWarnings();
      for (BuildResult.Part part : metadata.result().parts()) {
        new BuildSummary(part).print(console.err());
        warnings.add(part.plan());
      }
      warnings.print(console.err());
      if (metadata.places().isEmpty() && !writesToStandardOutput()) {
        console
            .err()
            .println("note: the image has no name: 'kobako gc' removes it; -t NAME or -o keeps it");
      }
    }
    if (parsed.hasMatchedOption("--json")) {
      console.out().println(JsonText.of(metadata.json()));
    } else if (!writesToStandardOutput()) {
      console.out().println(digest);
    }
  }

  private boolean writesToStandardOutput() {
    return outputs.stream().anyMatch(BuildExport::isStandardOutput);
  }
}
