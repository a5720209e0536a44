package dev.kobako.cli;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Artifact;
import dev.kobako.image.Image;
import dev.kobako.image.ImageLocation;
import dev.kobako.image.Platform;
import dev.kobako.slim.BundleAssembly;
import dev.kobako.slim.BundlePlan;
import dev.kobako.slim.BundleResult;
import dev.kobako.slim.Bundler;
import dev.kobako.slim.Source;
import dev.kobako.slim.Sources;
import dev.kobako.toolbox.Tool;
import dev.kobako.transfer.Homes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code kobako bundle}: executables and all they need, as an image. */
final class BundleCommand {
  static final String NAME = "bundle";

  private final ParseResult parsed;
  private final Console console;
  private final List<String> programs;
  private final Optional<String> from;
  private final ImageTargets targets;
  private final Optional<String> why;
  private final boolean list;
  private final boolean batch;
  private final boolean json;
  private final boolean quiet;
  private final ClosureArguments closure;
  private final ImageArguments image;

  BundleCommand(ParseResult parsed, Console console) {
    this.parsed = parsed;
    this.console = console;
    this.programs = parsed.matchedPositionalValue(0, List.of());
    this.from = Options.text(parsed, "--from");
    this.targets = ImageTargets.of(parsed);
    this.why = Options.text(parsed, "--why");
    this.list = parsed.hasMatchedOption("--list");
    this.batch = parsed.hasMatchedOption("--batch");
    this.json = parsed.hasMatchedOption("--json");
    this.quiet = parsed.hasMatchedOption("--quiet");
    this.closure = new ClosureArguments(parsed);
    this.image = new ImageArguments(parsed);
  }

  /** What the command accepts. */
  static CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name(NAME);
    spec.usageMessage()
        .sortOptions(false)
        .description(
            "Puts programs, with everything they need to run, into an image that has nothing else"
                + " in it.")
        .footer(
            "",
            "Examples:",
            "  kobako bundle git -t git",
            "  kobako bundle hlint git --data hlint --strip --upx -o oci-archive:hlint.tar",
            "  kobako bundle --from docker-archive:app.tar /app/server --user app --ca -t app",
            "  kobako bundle git --why /usr/lib/x86_64-linux-gnu/libpcre2-8.so.0",
            "  kobako bundle --list git");
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("PROGRAM")
            .arity("0..*")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .description("Names (looked up in PATH) or paths; the first becomes the entrypoint.")
            .build());
    Options options =
        new Options(spec)
            .text(
                "LOCATION",
                "Take programs from an image or unpacked root instead of this machine:"
                    + " docker://NAME, docker-archive:FILE, oci-archive:FILE, oci:FOLDER[:TAG],"
                    + " docker-daemon:NAME, podman:NAME, rootfs:FOLDER, or a NAME (in the store,"
                    + " else pulled).",
                "--from");
    ImageTargets.declare(options);
    options
        .flag("Only print the paths of files and links, one a line.", "--list")
        .flag(
            "With --list: read programs from standard input, one a line, and print"
                + " PROGRAM<TAB>PATH.",
            "--batch")
        .text("PATH", "Only print why PATH would be in the image.", "--why")
        .flag("Print the report as JSON.", "--json")
        .flag("Print the image's digest only.", "-q", "--quiet");
    ClosureArguments.declare(options);
    ImageArguments.declare(options);
    ComposedBases.declare(options);
    options.help();
    return spec;
  }

  int run() throws IOException {
    final long start = System.nanoTime();
    checkArguments();
    try (Session session = Session.open(parsed, console)) {
      return run(session.homes(), start, session.display());
    }
  }

  private int run(Homes homes, long start, ProgressDisplay display) throws IOException {
    Path staging = homes.store().stagingFolder();
    Source source = source(homes);
    if (batch) {
      return BatchList.run(source, closure.options(false), console);
    }
    Head.of(source, list || why.isPresent() ? Optional.empty() : Optional.of(image.compression()));
    BundlePlan plan =
        Bundler.plan(source, closure.request(programs, image.settings(), !list && why.isEmpty()));
    if (list) {
      ListReport.print(plan.keepSet(), console.out());
      return 0;
    }
    if (why.isPresent()) {
      return WhyReport.print(plan.keepSet(), source.tree(), why.get(), console);
    }
    BundleAssembly assembly = image.assembly(plan, source, homes, console);
    try (ScratchFolder scratch =
            assembly.shrink().isNone() ? ScratchFolder.none(staging) : ScratchFolder.in(staging);
        ToolAccess tools = new ToolAccess(console, display)) {
      BundleResult result =
          assembly.make(staging, scratch.path(), () -> tools.require(Tool.UPX).program());
      List<String> written = write(homes, result.image(), plan, display);
      display.close();
      report(
          new BundleReport(
              plan,
              result,
              written,
              assembly.compression(),
              Duration.ofNanos(System.nanoTime() - start)));
    }
    return 0;
  }

  private void report(BundleReport report) throws IOException {
    if (quiet) {
      console.out().println(report.result().image().descriptor().digest());
    } else if (json) {
      console.out().println(BundleJson.of(report));
    } else {
      report.print(console.out());
    }
  }

  private void checkArguments() {
    if (programs.isEmpty() && !batch && closure.isEmpty()) {
      throw KobakoException.usage(
          Diagnostic.of(
              "kobako bundle",
              "no program is named",
              "name one or more, as in 'kobako bundle git -t git'"));
    }
    if (batch && !list) {
      throw KobakoException.usage(
          Diagnostic.of("--batch", "goes with --list only", "write --list --batch"));
    }
    if (!list && why.isEmpty()) {
      targets.requireAny("kobako bundle", "--list");
    }
    targets.requireWritable();
  }

  private Source source(Homes homes) throws IOException {
    if (from.isEmpty()) {
      return Sources.thisMachine(console.environment(), console.workingDirectory());
    }
    return new Sources(homes)
        .open(
            ImageLocation.parse(from.get()),
            image.platform().map(Platform::parse).orElseGet(Platform::host),
            console.environment());
  }

  private List<String> write(Homes homes, Image made, BundlePlan plan, ProgressDisplay display) {
    return targets.write(
        new ImageTargets.Made(Artifact.of(made), List.of(made.config().platform()), fallbackName()),
        homes,
        display,
        place -> AttachedReasons.attach(place, homes.store(), made, plan.keepSet()));
  }

  /** A home that needs a name gets that of the program. */
  private String fallbackName() {
    String program = programs.isEmpty() ? "bundle" : programs.getFirst();
    String name =
        Path.of(program)
            .getFileName()
            .toString()
            .toLowerCase(java.util.Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("^-+|-+$", "");
    return name.isEmpty() ? "bundle" : name;
  }
}
