package dev.kobako.cli;

import dev.kobako.build.BaseImages;
import dev.kobako.build.BuildCache;
import dev.kobako.build.BuildContext;
import dev.kobako.build.BuildEvents;
import dev.kobako.build.BuildRequest;
import dev.kobako.build.Copying;
import dev.kobako.build.Engine;
import dev.kobako.build.EngineSettings;
import dev.kobako.build.Planner;
import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.dockerfile.IgnorePatterns;
import dev.kobako.dockerfile.SourceText;
import dev.kobako.dockerfile.SyntaxTree;
import dev.kobako.image.Content;
import dev.kobako.image.Image;
import dev.kobako.image.ImageLocation;
import dev.kobako.image.ImageReference;
import dev.kobako.image.ImageStore;
import dev.kobako.image.Platform;
import dev.kobako.sandbox.Containers;
import dev.kobako.toolbox.Tool;
import dev.kobako.transfer.Homes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code kobako build}: images from Dockerfiles. */
final class BuildCommand {
  private final ParseResult parsed;
  private final Console console;
  private final BuildArguments arguments;

  BuildCommand(ParseResult parsed, Console console) {
    this.parsed = parsed;
    this.console = console;
    this.arguments = new BuildArguments(parsed, console);
  }

  static CommandSpec spec() {
    CommandSpec spec =
        Options.command(
            "build",
            "Builds an image from a Dockerfile, without a daemon and without root.",
            "kobako build -t app .",
            "kobako build -f Dockerfile.prod --target runner --build-arg V=1 -t app .");
    Options options =
        new Options(spec)
            .arguments("CONTEXT", "1", "The folder that COPY takes files from.")
            .texts("NAME", "Name in kobako's store.", "-t", "--tag")
            .texts("OUTPUT", "Where the result goes, as in type=oci,dest=FILE.", "-o", "--output");
    BuildArguments.declare(options);
    options
        .text("sexp", "Only print the Dockerfile's syntax tree.", "--print-ast")
        .flag(
            "Compose debian:NAME and ubuntu:NAME from packages where no registry gives them.",
            "--compose-bases")
        .flag("Print the image's digest only.", "-q", "--quiet")
        .help();
    return spec;
  }

  int run() throws IOException {
    Path context = console.path(Options.arguments(parsed).getFirst());
    Path file =
        Options.text(parsed, "--file").map(console::path).orElse(context.resolve("Dockerfile"));
    SourceText dockerfile = SourceText.of(file.toString(), Files.readAllBytes(file));
    if (parsed.hasMatchedOption("--print-ast")) {
      console.out().print(SyntaxTree.parse(dockerfile).sexp());
      return 0;
    }
    Path root = ImageStore.defaultRoot(console.environment());
    ProgressDisplay display = ProgressDisplay.on(console, Session.isQuiet(parsed));
    ImageStore store = ImageStore.open(root);
    try (Homes homes =
        new Homes(
            store,
            console.environment(),
            false,
            display,
            new ComposedBases(
                console, parsed.hasMatchedOption("--compose-bases"), store, display))) {
      Platform platform = arguments.platforms().getFirst();
      BuildRequest request = arguments.request(dockerfile, platform);
      BaseImages images = (reference, wanted) -> homes.read(ImageLocation.parse(reference), wanted);
      BuildCache cache = BuildCache.in(root.resolve("build"));
      IgnorePatterns ignored = ignored(context, file);
      EngineSettings settings =
          new EngineSettings(
              cache,
              new Copying(cache.folder().resolve("sources"), console.environment()),
              () -> containers(cache, display),
              _ -> BuildContext.of(context, ignored, cache.folder().resolve("digests")),
              secrets(),
              new TreeMap<>(),
              new LinkedHashMap<>(),
              Optional.empty(),
              false,
              Optional.empty());
      Image image = new Engine(settings, BuildEvents.NONE).run(new Planner(request, images).plan());
      for (String tag : Options.texts(parsed, "--tag")) {
        homes.write(new ImageLocation.Store(ImageReference.parse(tag)), image, tag);
      }
      for (String output : Options.texts(parsed, "--output")) {
        write(BuildOutput.parse(output), image, homes);
      }
      display.close();
      console.out().println(image.descriptor().digest());
    }
    return 0;
  }

  private Containers containers(BuildCache cache, ProgressDisplay display) {
    try (ToolAccess tools = new ToolAccess(console, display)) {
      return Containers.available(
          tools.require(Tool.RUNC).program(), cache.folder().resolve("work"));
    }
  }

  private static IgnorePatterns ignored(Path context, Path dockerfile) throws IOException {
    for (Path file :
        List.of(
            dockerfile.resolveSibling(dockerfile.getFileName() + ".dockerignore"),
            context.resolve(".dockerignore"))) {
      if (Files.isRegularFile(file)) {
        return IgnorePatterns.parse(file.toString(), Files.readAllBytes(file));
      }
    }
    return IgnorePatterns.NONE;
  }

  private SortedMap<String, Content> secrets() throws IOException {
    SortedMap<String, Content> secrets = new TreeMap<>();
    for (String secret : Options.texts(parsed, "--secret")) {
      BuildOutput read = BuildOutput.parse("type=store," + secret);
      String id = read.attribute("id").or(() -> read.attribute("env")).orElseThrow();
      Optional<String> source = read.attribute("src").or(() -> read.attribute("source"));
      if (source.isPresent()) {
        Path file = console.path(source.get());
        secrets.put(id, Content.of(file, Files.size(file)));
      } else {
        String value = console.environment().get(read.attribute("env").orElse(id));
        if (value != null) {
          secrets.put(id, Content.of(value.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        }
      }
    }
    return secrets;
  }

  private void write(BuildOutput output, Image image, Homes homes) {
    String destination =
        output
            .attribute("dest")
            .orElseThrow(() ->
                KobakoException.usage(
                    Diagnostic.of("--output", "nothing says where", "add dest=FILE")));
    ImageLocation location =
        switch (output.type()) {
          case OCI ->
              new ImageLocation.LayoutArchive(console.path(destination), output.attribute("name"));
          case DOCKER ->
              new ImageLocation.SavedArchive(
                  console.path(destination), output.attribute("name").map(ImageReference::parse));
          case LOCATION -> ImageLocation.parse(destination);
          case LOCAL, TAR, REGISTRY, IMAGE, STORE ->
              throw KobakoException.usage(
                  Diagnostic.of("--output", "type=" + output.type().word() + " is not there yet"));
        };
    homes.write(location, image, "latest");
  }
}
