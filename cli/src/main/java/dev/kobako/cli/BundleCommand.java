package dev.kobako.cli;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Homes;
import dev.kobako.image.Image;
import dev.kobako.image.ImageLocation;
import dev.kobako.image.ImageReference;
import dev.kobako.image.ImageStore;
import dev.kobako.image.ImageValidator;
import dev.kobako.image.Platform;
import dev.kobako.slim.BundleAssembly;
import dev.kobako.slim.BundlePlan;
import dev.kobako.slim.BundleResult;
import dev.kobako.slim.Bundler;
import dev.kobako.slim.Source;
import dev.kobako.slim.Sources;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kobako bundle}: executables and all they need, as an image. */
@Command(
    name = "bundle",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Puts programs, with everything they need to run, into an image that has nothing else in it.",
    footer = {
      "",
      "Examples:",
      "  kobako bundle git -t git",
      "  kobako bundle /usr/bin/hlint git --data auto --strip --upx -o oci-archive:hlint.tar",
      "  kobako bundle --from docker-archive:app.tar /app/server --user app --ca -t app",
      "  kobako bundle git --why /usr/lib/x86_64-linux-gnu/libpcre2-8.so.0",
      "  kobako bundle --list git"
    })
final class BundleCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      arity = "0..*",
      paramLabel = "PROGRAM",
      description = "Names (looked up in PATH) or paths; the first becomes the entrypoint.")
  private List<String> programs = new ArrayList<>();

  @Option(
      names = "--from",
      paramLabel = "LOCATION",
      description =
          "Take programs from an image or unpacked root instead of this machine: docker-archive:FILE,"
              + " oci-archive:FILE, oci:FOLDER[:TAG], rootfs:FOLDER, or a name in the store.")
  private Optional<String> from = Optional.empty();

  @Option(
      names = {"-t", "--tag"},
      paramLabel = "NAME",
      description = "Name in kobako's store.")
  private List<String> tags = new ArrayList<>();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "LOCATION",
      description =
          "Write it there as well: oci-archive:FILE, oci:FOLDER[:TAG], docker-archive:FILE.")
  private List<String> outputs = new ArrayList<>();

  @Option(names = "--list", description = "Only print the paths of files and links, one a line.")
  private boolean list;

  @Option(
      names = "--batch",
      description =
          "With --list: read programs from standard input, one a line, and print PROGRAM<TAB>PATH.")
  private boolean batch;

  @Option(
      names = "--why",
      paramLabel = "PATH",
      description = "Only print why PATH would be in the image.")
  private Optional<String> why = Optional.empty();

  @Option(names = "--json", description = "Print the report as JSON.")
  private boolean json;

  @Option(
      names = {"-q", "--quiet"},
      description = "Print the image's digest only.")
  private boolean quiet;

  @Mixin private ClosureArguments closure = new ClosureArguments();
  @Mixin private ImageArguments image = new ImageArguments();

  BundleCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    final long start = System.nanoTime();
    checkArguments();
    ImageStore store = ImageStore.open(ImageStore.defaultRoot(console.environment()));
    Homes homes = new Homes(store);
    Source source = source(homes);
    if (batch) {
      return BatchList.run(source, closure.options(source), console);
    }
    BundlePlan plan = Bundler.plan(source, closure.request(programs, image.settings(), source));
    if (list) {
      ListReport.print(plan.keepSet(), console.out());
      return 0;
    }
    if (why.isPresent()) {
      return WhyReport.print(plan.keepSet(), source.tree(), why.get(), console);
    }
    try (ScratchFolder scratch = ScratchFolder.in(store.stagingFolder())) {
      BundleAssembly assembly = image.assembly(plan, source, homes, console);
      BundleResult result =
          assembly.make(
              store.stagingFolder(),
              scratch.path(),
              console.environment().getOrDefault("PATH", Source.DEFAULT_PATH));
      List<String> written = write(homes, result.image());
      BundleReport report =
          new BundleReport(
              plan,
              result,
              written,
              assembly.compression(),
              Duration.ofNanos(System.nanoTime() - start));
      if (quiet) {
        console.out().println(result.image().descriptor().digest());
      } else if (json) {
        console.out().println(BundleJson.of(report));
      } else {
        report.print(console.out());
      }
    }
    return 0;
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
    if (!list && why.isEmpty() && tags.isEmpty() && outputs.isEmpty()) {
      throw KobakoException.usage(
          Diagnostic.of(
              "kobako bundle",
              "nothing says where the image should go",
              "add -t NAME for the store or -o LOCATION, or --list to see what would be in it"));
    }
    tags.forEach(ImageReference::parse);
    outputs.forEach(output -> Homes.requireWritable(ImageLocation.parse(output)));
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

  /** Writes the image everywhere it should go and checks each copy. */
  private List<String> write(Homes homes, Image made) {
    List<ImageLocation> targets = new ArrayList<>();
    for (String tag : tags) {
      targets.add(new ImageLocation.Store(ImageReference.parse(tag)));
    }
    for (String output : outputs) {
      targets.add(ImageLocation.parse(output));
    }
    String fallback = tags.isEmpty() ? fallbackName() : tags.getFirst();
    List<String> written = new ArrayList<>();
    for (ImageLocation target : targets) {
      homes.write(target, made, fallback);
      ImageValidator.require(homes.read(target, made.config().platform()));
      written.add(target.toString());
    }
    return written;
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
