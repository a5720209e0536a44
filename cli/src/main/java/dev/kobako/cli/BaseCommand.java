package dev.kobako.cli;

import dev.kobako.apt.AptSource;
import dev.kobako.apt.Repositories;
import dev.kobako.base.BaseLock;
import dev.kobako.base.ComposedBase;
import dev.kobako.base.ImageSources;
import dev.kobako.config.ConfigurationFiles;
import dev.kobako.debian.AvailablePackage;
import dev.kobako.debian.DebianArchitecture;
import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.Failure;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Compression;
import dev.kobako.image.Platform;
import dev.kobako.transfer.Homes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code kobako base}: images of Debian packages. */
final class BaseCommand {
  private final ParseResult parsed;
  private final Console console;
  private final ImageTargets targets;
  private final RepositoryArguments packages;
  private final long start = System.nanoTime();

  BaseCommand(ParseResult parsed, Console console) {
    this.parsed = parsed;
    this.console = console;
    this.targets = ImageTargets.of(parsed);
    this.packages = new RepositoryArguments(parsed, console);
  }

  static CommandSpec spec() {
    CommandSpec spec =
        Options.command(
            "base",
            "Composes an image from Debian packages, without apt, dpkg or root.",
            "kobako base debian:bookworm -t debian:bookworm",
            "kobako base debian:bookworm --distroless -p libc6,libssl3,ca-certificates -t cc",
            "kobako base debian:bookworm --distroless -p python3-minimal --platform linux/arm64 -t"
                + " py",
            "kobako base --file base.yaml -t runtime",
            "kobako base --update base.lock");
    Options options =
        new Options(spec)
            .arguments("DISTRIBUTION:RELEASE", "0..1", "As in debian:bookworm or ubuntu:24.04.");
    BaseArguments.declare(options);
    options
        .text(
            "LOCK",
            "Choose the packages of a lock anew, and tell what changed and what was fixed.",
            "--update")
        .texts(
            "OS/ARCH[/VARIANT]",
            "Compose it for this platform (default: this machine's); several make an index.",
            "--platform");
    ImageTargets.declare(options);
    RepositoryArguments.declare(options);
    options
        .text(
            "KIND[:LEVEL]",
            "Compression of the layer: none, gzip[:1-12], zstd[:1-22] (default: gzip).",
            "--compression")
        .flag("Only print which packages would be in it, and why.", "--list")
        .flag("With --update: only print what would change.", "--dry-run")
        .flag("Print the report as JSON.", "--json")
        .flag("Print the image's digest only.", "-q", "--quiet")
        .help();
    return spec;
  }

  int run() throws IOException {
    checkArguments();
    try (Session session = Session.open(parsed, console);
        Repositories repositories = packages.open(session.display());
        ScratchFolder scratch = ScratchFolder.in(session.store().stagingFolder())) {
      BaseWork work =
          new BaseWork(
              console,
              repositories,
              session.store().stagingFolder(),
              scratch.path(),
              session.display());
      return run(work, session.homes(), session.display());
    }
  }

  private int run(BaseWork work, Homes homes, ProgressDisplay display) throws IOException {
    Optional<Path> update = Options.text(parsed, "--update").map(console::path);
    if (update.isPresent()) {
      return new BaseUpdate(update.get(), packages, work).run(parsed, console, display);
    }
    BaseAsk ask = new BaseArguments(parsed, console, packages).ask();
    if (parsed.hasMatchedOption("--list")) {
      BaseLock listed =
          ask.lock()
              .filter(Files::exists)
              .map(file -> locked(ask, file))
              .orElseGet(() -> work.choose(ask, sources(ask)).lock(ask));
      display.close();
      BaseReport.list(listed, console.out());
      return 0;
    }
    List<ComposedBase> bases = compose(ask, work);
    List<String> written = write(homes, ask, bases, display);
    display.close();
    new BaseReport(written, bases, compression(), Duration.ofNanos(System.nanoTime() - start))
        .print(parsed, console.out());
    return 0;
  }

  private List<AptSource> sources(BaseAsk ask) {
    return packages.sources(ask.name().distribution(), ask.name().suite(), ask.wishes());
  }

  private List<ComposedBase> compose(BaseAsk ask, BaseWork work) {
    Optional<Path> pinned = ask.lock().filter(Files::exists);
    BaseLock lock = pinned.map(file -> locked(ask, file)).orElseGet(() -> chosen(ask, work));
    String name = ask.lock().map(Path::toString).orElse("lock");
    List<AptSource> own = pinned.isPresent() ? ownSources(ask) : List.of();
    List<ComposedBase> bases = new ArrayList<>();
    for (Platform platform : ask.platforms()) {
      List<AvailablePackage> packages = lock.packages(DebianArchitecture.of(platform), name);
      bases.add(
          work.compose(
              ask,
              work.repositories().at(own, packages),
              ImageSources.text(lock),
              lock.time(),
              platform,
              compression()));
    }
    return bases;
  }

  private static BaseLock locked(BaseAsk ask, Path file) {
    BaseLock lock = BaseLock.read(ConfigurationFiles.bytes(file), file.toString());
    lock.requireMatches(ask.locked(), file.toString());
    return lock;
  }

  /** What is chosen now, which is written down if asked for. */
  private BaseLock chosen(BaseAsk ask, BaseWork work) {
    BaseLock lock = work.choose(ask, sources(ask)).lock(ask);
    ask.lock().ifPresent(file -> BaseUpdate.write(lock, file));
    return lock;
  }

  /** A lock says itself where packages are; a mirror that this user has goes before. */
  private List<AptSource> ownSources(BaseAsk ask) {
    try {
      return sources(ask);
    } catch (KobakoException e) {
      if (e.failure() == Failure.USAGE && !packages.isGiven()) {
        return List.of();
      }
      throw e;
    }
  }

  private Compression compression() {
    return Compression.parse(Options.text(parsed, "--compression").orElse("gzip"));
  }

  private void checkArguments() {
    if (parsed.hasMatchedOption("--update")) {
      new BaseArguments(parsed, console, packages).requireUpdateAlone();
    } else if (parsed.hasMatchedOption("--dry-run")) {
      throw KobakoException.usage(
          Diagnostic.of(
              "--dry-run",
              "goes with --update alone",
              "leave it out, or take --list to see what would be in a base"));
    }
    boolean makesNone = parsed.hasMatchedOption("--list") || parsed.hasMatchedOption("--update");
    if (!makesNone) {
      targets.requireAny("kobako base", "--list");
    }
    targets.requireWritable();
  }

  private List<String> write(
      Homes homes, BaseAsk ask, List<ComposedBase> bases, ProgressDisplay display) {
    List<AttachedLists> lists =
        targets.locations().stream().anyMatch(AttachedLists::isAttachedTo)
            ? bases.stream().map(base -> AttachedLists.of(ask.name(), base)).toList()
            : List.of();
    return targets.write(
        new ImageTargets.Made(
            BaseWork.artifact(bases),
            bases.stream().map(base -> base.image().config().platform()).toList(),
            "base"),
        homes,
        display,
        target -> lists.forEach(each -> each.attach(target, homes, display)));
  }
}
