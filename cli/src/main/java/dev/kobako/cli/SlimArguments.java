package dev.kobako.cli;

import dev.kobako.check.Drive;
import dev.kobako.check.DriveWords;
import dev.kobako.check.RunOptions;
import dev.kobako.check.Scenario;
import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Compression;
import dev.kobako.image.Image;
import dev.kobako.image.Platform;
import dev.kobako.ladder.KeepRules;
import dev.kobako.ladder.Level;
import dev.kobako.ladder.Proving;
import dev.kobako.ladder.SlimRequest;
import dev.kobako.sandbox.ContainerMount;
import dev.kobako.sandbox.ContainerNetwork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import picocli.CommandLine.ParseResult;

/** What the flags of {@code kobako slim} say. */
final class SlimArguments {
  private final ParseResult parsed;
  private final Console console;

  SlimArguments(ParseResult parsed, Console console) {
    this.parsed = parsed;
    this.console = console;
  }

  static void declare(Options options) {
    options
        .text("LEVEL", "repack, clean, package, minimal (default) or proven.", "--level")
        .texts(
            "METHOD:[PORT]PATH[=STATUS]",
            "A request that must be answered, as GET:/health=200 (default: GET / of every exposed"
                + " port).",
            "--http")
        .texts("COMMAND", "A command line that must end with 0 inside.", "--exec")
        .texts(
            "COMMAND",
            "A command of yours on this machine that must end with 0; it finds KOBAKO_RUN,"
                + " KOBAKO_START, KOBAKO_STOP and KOBAKO_LOGS in its environment.",
            "--check")
        .texts("FILE", "Run it with this as its input; it must end with 0.", "--stdin")
        .texts("TIME", "Let it run so long, as in 10s.", "--for")
        .texts("PORT", "Let it run until something listens there.", "--until-port")
        .texts("REGEX", "Let it run until a line of its output matches.", "--until-log")
        .texts("PATH|GLOB|package:NAME", "Stays, whatever speaks against it.", "--keep")
        .texts("PATH|GLOB", "Goes, whatever speaks for it.", "--drop")
        .flag("Keep a shell for people.", "--shell")
        .texts("NAME", "Don't apply this rule or family.", "--no-rule")
        .text("N", "Repair so often what a check lacks (default: 5).", "--repair")
        .text("TIME", "How long level proven searches (default: 5m).", "--budget")
        .text("KIND[:LEVEL]", "none, gzip[:1-12], zstd[:1-22] (default: gzip).", "--compression")
        .text("PROGRAM", "Run this in place of the image's entrypoint.", "--entrypoint")
        .flag("Let nothing be written to its root.", "--read-only")
        .text("MODE", "host (default, this machine's own) or none.", "--network", "--net")
        .text("PATH", "Working directory.", "-w", "--workdir")
        .text("NAME|UID[:GROUP]", "User to run as.", "-u", "--user")
        .text("OS/ARCH[/VARIANT]", "Which image of an index.", "--platform");
    EnvironmentArguments.declare(options);
    MountArguments.declare(options);
  }

  String image() {
    return Options.arguments(parsed).getFirst();
  }

  Platform platform() {
    return Options.text(parsed, "--platform").map(Platform::parse).orElseGet(Platform::host);
  }

  SlimRequest request(Image image) {
    return new SlimRequest(
        level(),
        scenarios(),
        new KeepRules(
            Options.texts(parsed, "--keep"),
            Options.texts(parsed, "--drop"),
            parsed.hasMatchedOption("--shell"),
            new TreeSet<>(Options.texts(parsed, "--no-rule"))),
        repairs(),
        proving(),
        Compression.parse(Options.text(parsed, "--compression").orElse("gzip")),
        console.environment().getOrDefault("SOURCE_DATE_EPOCH", "").isEmpty()
            ? image.config().created().orElseGet(() -> ImageArguments.created(console))
            : ImageArguments.created(console),
        Main.VERSION);
  }

  private int repairs() {
    String text = Options.text(parsed, "--repair").orElse(String.valueOf(SlimRequest.REPAIRS));
    if (!text.matches("[0-9]{1,2}")) {
      throw KobakoException.usage(
          Diagnostic.of("--repair " + text, "expected a number from 0 to 99", "write --repair 5"));
    }
    return Integer.parseInt(text);
  }

  private Proving proving() {
    Duration budget =
        Options.text(parsed, "--budget")
            .map(text -> new DriveWords("--budget").time(text).time())
            .orElse(Proving.DEFAULT.budget());
    return new Proving(budget, Proving.DEFAULT.runs(), Proving.DEFAULT.atOnce());
  }

  private Level level() {
    String word = Options.text(parsed, "--level").orElse("minimal");
    for (Level level : Level.values()) {
      if (level.name().toLowerCase(Locale.ROOT).equals(word)) {
        return level;
      }
    }
    throw KobakoException.usage(
        Diagnostic.of(
            "--level " + word,
            "expected repack, clean, package, minimal or proven",
            "write --level minimal"));
  }

  private List<Scenario> scenarios() {
    if (level() == Level.REPACK) {
      return List.of();
    }
    return List.of(new Scenario("run", options(), drives()));
  }

  private List<Drive> drives() {
    List<Drive> drives = new ArrayList<>();
    add(drives, "--http", DriveWords::http);
    add(drives, "--exec", DriveWords::exec);
    add(drives, "--for", DriveWords::time);
    add(drives, "--until-port", DriveWords::untilPort);
    add(drives, "--until-log", DriveWords::untilLog);
    add(drives, "--stdin", (words, file) -> words.stdin(file, console.path("")));
    add(drives, "--check", DriveWords::check);
    return drives;
  }

  private void add(
      List<Drive> drives, String option, BiFunction<DriveWords, String, Drive> reading) {
    DriveWords words = new DriveWords(option);
    Options.texts(parsed, option).forEach(text -> drives.add(reading.apply(words, text)));
  }

  private RunOptions options() {
    List<String> all = Options.arguments(parsed);
    return new RunOptions(
        mounts(),
        environment(),
        Options.text(parsed, "--user"),
        Options.text(parsed, "--workdir"),
        Options.text(parsed, "--network").orElse("host").equals("none")
            ? new ContainerNetwork.None()
            : new ContainerNetwork.Host(),
        Options.text(parsed, "--entrypoint").map(List::of),
        parsed.hasMatchedOption("--read-only"),
        all.subList(1, all.size()));
  }

  private List<ContainerMount> mounts() {
    MountArguments.VolumePlaces none =
        new MountArguments.VolumePlaces() {
          @Override
          public ContainerMount named(String name, String target, boolean readOnly) {
            throw KobakoException.usage(
                Diagnostic.of(
                    "--volume " + name + ":" + target,
                    "volumes with names are not for trials, which would write to them",
                    "give a folder, as in --volume ./data:" + target));
          }

          @Override
          public Optional<ContainerMount> anonymous(String target) {
            return Optional.empty();
          }
        };
    return new MountArguments(parsed, console, none).mounts();
  }

  private SortedMap<String, String> environment() {
    SortedMap<String, String> environment = new TreeMap<>();
    for (String line : new EnvironmentArguments(parsed, console).over(List.of())) {
      int equals = line.indexOf('=');
      environment.put(line.substring(0, equals), line.substring(equals + 1));
    }
    return environment;
  }
}
