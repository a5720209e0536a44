package dev.kobako.cli;

import dev.kobako.check.DriveWords;
import dev.kobako.check.Scenario;
import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Compression;
import dev.kobako.image.ImageConfig;
import dev.kobako.image.Platform;
import dev.kobako.image.Progress;
import dev.kobako.ladder.BaseLayers;
import dev.kobako.ladder.KeepRules;
import dev.kobako.ladder.Level;
import dev.kobako.ladder.LockedSlimmer;
import dev.kobako.ladder.Proving;
import dev.kobako.ladder.SlimLock;
import dev.kobako.ladder.SlimRequest;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/** What the flags of {@code kobako slim} say. */
final class SlimArguments {
  private static final List<String> SAID_BY_LOCK =
      Stream.of(
              List.of("--level", "--budget", "--repair"),
              TrialArguments.DRIVES,
              List.of("--keep", "--drop", "--keep-file", "--shell", "--no-rule"),
              List.of("--write-lock", "--seccomp-profile", "--dry-run"))
          .flatMap(List::stream)
          .toList();

  private final ParseResult parsed;
  private final Console console;
  private final TrialArguments trial;
  private @Nullable KeepRules rules;

  SlimArguments(ParseResult parsed, Console console) {
    this.parsed = parsed;
    this.console = console;
    this.trial = new TrialArguments(parsed, console);
  }

  static void declare(Options options) {
    options
        .heading("How far it goes:")
        .text("LEVEL", "repack, clean, package, minimal (default) or proven.", "--level")
        .text("TIME", "How long level proven searches (default: 5m).", "--budget")
        .text("N", "Repair so often what a check lacks (default: 5).", "--repair")
        .text("FILE", "Make what this lock says, without a run.", "--lock")
        .flag("Take that though the image has changed since.", "--accept-changes")
        .heading("How it is run and checked, before and after:");
    TrialArguments.declareDrives(options);
    options.heading("The container of each run, as of kobako run:");
    TrialArguments.declareContainer(options);
    options.heading("What stays and goes beside that:");
    KeepArguments.declare(options);
    options.heading("What is written and told:");
    KeptBaseArguments.declare(options);
    options
        .text(
            "KIND[:LEVEL]",
            "none, gzip[:1-12], zstd[:1-22] (default: gzip; in the store alone none, but for repack).",
            "--compression")
        .pairs("Set a label.", "-l", "--label")
        .texts("NAME=VALUE", "Note at the manifest.", "--annotation")
        .text("OS/ARCH[/VARIANT]", "Which image of an index.", "--platform");
    SlimOutputs.declare(options);
    options.flag("Only tell what would stay and go; nothing is written.", "--dry-run");
  }

  boolean isDryRun() {
    return parsed.hasMatchedOption("--dry-run");
  }

  /**
   * The lock that the result is made by, if there is one.
   *
   * @throws KobakoException usage, where another option says what the lock says
   */
  Optional<LockedSlimmer.Use> lock() {
    Optional<String> file = Options.text(parsed, "--lock");
    if (file.isEmpty()) {
      if (parsed.hasMatchedOption("--accept-changes")) {
        throw KobakoException.usage(
            Diagnostic.of("--accept-changes", "goes with --lock only", "leave it out"));
      }
      return Optional.empty();
    }
    for (String other : SAID_BY_LOCK) {
      if (parsed.hasMatchedOption(other)) {
        throw KobakoException.usage(
            Diagnostic.of(
                other,
                "does not go with --lock, by which nothing is run and nothing is chosen",
                "leave one of them out"));
      }
    }
    byte[] bytes = new InputFile("--lock " + file.get(), console.path(file.get())).bytes();
    return Optional.of(
        new LockedSlimmer.Use(
            SlimLock.read(bytes, file.get()),
            file.get(),
            parsed.hasMatchedOption("--accept-changes")));
  }

  /**
   * The image as it was written.
   *
   * @throws KobakoException usage, where there is none
   */
  String image() {
    List<String> all = Options.arguments(parsed);
    if (all.isEmpty()) {
      throw KobakoException.usage(
          Diagnostic.of(
              "kobako slim",
              "no image is named",
              "name one, as in 'kobako slim app -t app:slim'; --help tells more"));
    }
    return all.getFirst();
  }

  Platform platform() {
    return PlatformArguments.one(parsed);
  }

  /**
   * All that is asked of a reduction.
   *
   * @param progress is told what people may not expect
   */
  SlimRequest request(ImageConfig config, Progress progress) {
    return new SlimRequest(
        level(),
        scenarios(config, progress),
        rules(),
        repairs(),
        proving(),
        compression(),
        created(config),
        Main.VERSION,
        new TreeMap<>(Options.pairs(parsed, "--label")),
        BaseLayers.NONE);
  }

  /**
   * In the store layers lie as they are, as those of builds do; they are compressed where they
   * leave it. To pack an image anew is what level repack is for.
   */
  private Compression compression() {
    boolean stays = ImageTargets.of(parsed).outputs().isEmpty() && level() != Level.REPACK;
    return Options.text(parsed, "--compression")
        .map(Compression::parse)
        .orElse(stays ? Compression.NONE : Compression.GZIP);
  }

  /**
   * Judges the words before an image is read, which can take long.
   *
   * @throws KobakoException as {@link #request}, as far as that does not depend on the image
   */
  void requireSound() {
    SlimRequest _ = request(ImageConfig.builder().build(), Progress.NONE);
  }

  /** Files are read once only: they can be pipes. */
  private KeepRules rules() {
    KeepRules read = rules;
    if (read == null) {
      read = new KeepArguments(parsed, console).rules();
      rules = read;
    }
    return read;
  }

  /**
   * Whether the image is run. Level repack takes nothing away that a run could miss: there it is
   * only if that is judged.
   */
  boolean isTried() {
    return level() != Level.REPACK || trial.isJudged();
  }

  private List<Scenario> scenarios(ImageConfig config, Progress progress) {
    return isTried() ? trial.scenarios(config, progress) : List.of();
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
    if (level() != Level.PROVEN && parsed.hasMatchedOption("--budget")) {
      throw KobakoException.usage(
          Diagnostic.of(
              "--budget", "goes with --level proven only", "add that, or leave this out"));
    }
    return Options.text(parsed, "--budget")
        .map(text -> new DriveWords("--budget").time(text).time())
        .map(time -> new Proving(time, Proving.DEFAULT.runs(), Proving.DEFAULT.atOnce()))
        .orElse(Proving.DEFAULT);
  }

  /** The original's time, so that the same original gives the same result. */
  private Instant created(ImageConfig config) {
    Instant said = ImageArguments.created(console);
    return console.environment().getOrDefault("SOURCE_DATE_EPOCH", "").isEmpty()
        ? config.created().orElse(said)
        : said;
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
}
