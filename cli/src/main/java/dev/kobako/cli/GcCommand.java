package dev.kobako.cli;

import dev.kobako.apt.CacheUpkeep;
import dev.kobako.build.BuildCacheUpkeep;
import dev.kobako.image.Freed;
import dev.kobako.image.ImageReference;
import dev.kobako.image.ImageStore;
import dev.kobako.image.StoreFile;
import dev.kobako.image.StoreLimit;
import dev.kobako.image.StoreUpkeep;
import dev.kobako.sandbox.RunningContainers;
import dev.kobako.toolbox.Toolbox;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * {@code kobako gc}: removes from the store what no image needs, packages that nobody has asked for
 * in a month, what builds have not used in that time, and tools that newer ones have replaced.
 */
final class GcCommand {
  /** Those of a base that is composed now and then, and of tools, stay. */
  private static final Duration UNUSED = Duration.ofDays(30);

  private final ParseResult parsed;
  private final Console console;
  private final Optional<StoreLimit> limit;

  GcCommand(ParseResult parsed, Console console) {
    this.parsed = parsed;
    this.console = console;
    this.limit =
        Options.text(parsed, "--limit")
            .map(text -> StoreLimit.parse("--limit", text))
            .or(() -> StoreLimit.of(console.environment()));
  }

  static CommandSpec spec() {
    CommandSpec spec =
        Options.command(
            "gc",
            "Removes from the store what no image needs, and Debian packages and results of builds"
                + " that were not used for 30 days.",
            "kobako gc --dry-run",
            "kobako gc --limit 20GB");
    new Options(spec)
        .flag("Only print what would go.", "--dry-run")
        .text(
            "SIZE",
            "Make the store smaller than that: Debian packages go, results of builds, unpacked"
                + " layers, and images that were pulled only because a command needed them (default: KOBAKO_STORE_LIMIT).",
            "--limit")
        .flag(
            "Remove all unpacked layers, which are made again when they are needed.", "--unpacked")
        .flag(
            "Remove all Debian packages, which are fetched again when they are needed.",
            "--packages")
        .flag(
            "Remove all results and cache mounts of builds, which run again when they are needed.",
            "--builds")
        .flag("Print the result as JSON.", "--json")
        .flag("Print nothing.", "-q", "--quiet")
        .help();
    return spec;
  }

  /**
   * What went, or would go.
   *
   * @param store of images
   * @param packages that were fetched, with their indexes and unpacked contents
   * @param builds what they have kept
   * @param tools bytes of those that newer ones have replaced
   */
  private record Gone(
      Freed store, CacheUpkeep.Removal packages, BuildCacheUpkeep.Removal builds, long tools) {
    long bytes() {
      return store.bytes() + packages.bytes() + builds.bytes() + tools;
    }

    long left() {
      return store.left() + packages.left() + builds.left();
    }
  }

  int run() throws IOException {
    boolean dry = parsed.hasMatchedOption("--dry-run");
    StoreUpkeep.Tars tars =
        parsed.hasMatchedOption("--unpacked") ? StoreUpkeep.Tars.ALL : StoreUpkeep.Tars.UNUSED;
    try (ImageStore store = ImageStore.open(ImageStore.defaultRoot(console.environment()))) {
      StoreUpkeep upkeep = store.upkeep();
      List<Freed> freed = new ArrayList<>(List.of(dry ? upkeep.garbage(tars) : upkeep.gc(tars)));
      CacheUpkeep.Removal packages = packages(freed.getFirst().left(), dry);
      BuildCacheUpkeep.Removal builds = builds(freed.getFirst().left() + packages.left(), dry);
      if (limit.isPresent()) {
        freed.add(dry ? upkeep.beyond(limit.get()) : upkeep.keepBelow(limit.get()));
      }
      Toolbox tools = ToolAccess.toolbox(console);
      long outdated = dry ? tools.outdated() : tools.removeOutdated();
      report(new Gone(together(freed), packages, builds, outdated), dry);
    }
    return 0;
  }

  /** Packages go before images do: they can always be fetched again. */
  private CacheUpkeep.Removal packages(long store, boolean dry) {
    CacheUpkeep upkeep = RepositoryArguments.upkeep(console);
    long room = limit.map(most -> Math.max(0, most.bytes() - store)).orElse(Long.MAX_VALUE);
    CacheUpkeep.Limits limits =
        parsed.hasMatchedOption("--packages")
            ? CacheUpkeep.Limits.NOTHING
            : new CacheUpkeep.Limits(UNUSED, room);
    Instant now = Instant.now();
    return dry ? upkeep.beyond(limits, now) : upkeep.keepWithin(limits, now);
  }

  /** They go before images do as well; who builds at the moment is left alone. */
  private BuildCacheUpkeep.Removal builds(long others, boolean dry) {
    BuildCacheUpkeep upkeep =
        new BuildCacheUpkeep(
            BuildSession.cacheFolder(console),
            RunningContainers.layersInUse(ContainerAccess.folder(console)));
    long room = limit.map(most -> Math.max(0, most.bytes() - others)).orElse(Long.MAX_VALUE);
    BuildCacheUpkeep.Limits limits =
        parsed.hasMatchedOption("--builds")
            ? BuildCacheUpkeep.Limits.NOTHING
            : new BuildCacheUpkeep.Limits(UNUSED, room);
    Instant now = Instant.now();
    BuildCacheUpkeep.Removal beyond = upkeep.beyond(limits, now);
    if (dry || beyond.paths().isEmpty()) {
      return beyond;
    }
    return upkeep
        .tryKeepWithin(limits, now)
        .orElseGet(() -> {
          console.err().println("what builds have kept stays: somebody builds at the moment");
          return new BuildCacheUpkeep.Removal(List.of(), 0, upkeep.bytes());
        });
  }

  /** What a dry run of both names twice goes only once. */
  private static Freed together(List<Freed> all) {
    Map<String, StoreFile> files = new LinkedHashMap<>();
    List<String> names = new ArrayList<>();
    for (Freed each : all) {
      each.files().forEach(file -> files.putIfAbsent(file.path().toString(), file));
      names.addAll(each.names());
    }
    return new Freed(List.copyOf(files.values()), names, all.getLast().left());
  }

  private void report(Gone gone, boolean dry) throws IOException {
    if (Session.isQuiet(parsed)) {
      return;
    }
    if (parsed.hasMatchedOption("--json")) {
      console.out().println(json(gone));
      return;
    }
    for (StoreFile file : gone.store().files()) {
      console.out().println(Sizes.right(file.bytes()) + "  " + what(file));
    }
    gone.store()
        .names()
        .forEach(name ->
            console.out().println("              " + ImageReference.parse(name).familiar()));
    reportCaches(gone);
    if (gone.tools() > 0) {
      console.out().println(Sizes.right(gone.tools()) + "  tools that newer ones have replaced");
    }
    console
        .out()
        .println(
            Sizes.text(gone.bytes())
                + (dry ? " would go, " : " went, ")
                + Sizes.text(gone.left())
                + (dry ? " would stay" : " stay"));
  }

  private void reportCaches(Gone gone) {
    int packages = gone.packages().files().size();
    if (packages > 0) {
      console
          .out()
          .println(
              Sizes.right(gone.packages().bytes())
                  + "  Debian packages and indexes: "
                  + packages
                  + (packages == 1 ? " file" : " files"));
    }
    int builds = gone.builds().paths().size();
    if (builds > 0) {
      console
          .out()
          .println(
              Sizes.right(gone.builds().bytes())
                  + "  what builds have kept: "
                  + builds
                  + (builds == 1 ? " file or folder" : " files and folders"));
    }
  }

  private static String what(StoreFile file) {
    return switch (file.kind()) {
      case BLOB -> "blob " + file.name();
      case PARTIAL -> "broken download " + file.name();
      case STAGED -> "left by a killed process: " + file.name();
      case UNPACKED -> "unpacked layer " + file.name();
    };
  }

  private static String json(Gone gone) throws IOException {
    List<Object> files = new ArrayList<>();
    for (StoreFile file : gone.store().files()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("kind", JsonText.word(file.kind()));
      one.put("name", file.name());
      one.put("size", file.bytes());
      files.add(one);
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("files", files);
    json.put("names", gone.store().names());
    Map<String, Object> packages = new LinkedHashMap<>();
    packages.put("files", gone.packages().files().size());
    packages.put("freed", gone.packages().bytes());
    packages.put("left", gone.packages().left());
    json.put("packages", packages);
    Map<String, Object> builds = new LinkedHashMap<>();
    builds.put("paths", gone.builds().paths().size());
    builds.put("freed", gone.builds().bytes());
    builds.put("left", gone.builds().left());
    json.put("builds", builds);
    json.put("tools", gone.tools());
    json.put("freed", gone.bytes());
    json.put("left", gone.left());
    return JsonText.of(json);
  }
}
