package dev.kobako.cli;

import dev.kobako.image.Freed;
import dev.kobako.image.ImageReference;
import dev.kobako.image.ImageStore;
import dev.kobako.image.StoreFile;
import dev.kobako.image.StoreLimit;
import dev.kobako.image.StoreUpkeep;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code kobako gc}: removes from the store what no image needs. */
final class GcCommand {
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
            "Removes from the store what no image needs.",
            "kobako gc --dry-run",
            "kobako gc --limit 20GB");
    new Options(spec)
        .flag("Only print what would go.", "--dry-run")
        .text(
            "SIZE",
            "Make the store smaller than that: unpacked layers go, and images that were pulled only"
                + " because a command needed them (default: KOBAKO_STORE_LIMIT).",
            "--limit")
        .flag(
            "Remove all unpacked layers, which are made again when they are needed.", "--unpacked")
        .flag("Print the result as JSON.", "--json")
        .flag("Print nothing.", "-q", "--quiet")
        .help();
    return spec;
  }

  int run() throws IOException {
    boolean dry = parsed.hasMatchedOption("--dry-run");
    StoreUpkeep.Tars tars =
        parsed.hasMatchedOption("--unpacked") ? StoreUpkeep.Tars.ALL : StoreUpkeep.Tars.UNUSED;
    try (ImageStore store = ImageStore.open(ImageStore.defaultRoot(console.environment()))) {
      StoreUpkeep upkeep = store.upkeep();
      List<Freed> freed = new ArrayList<>(List.of(dry ? upkeep.garbage(tars) : upkeep.gc(tars)));
      if (limit.isPresent()) {
        freed.add(dry ? upkeep.beyond(limit.get()) : upkeep.keepBelow(limit.get()));
      }
      report(together(freed), dry);
    }
    return 0;
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

  private void report(Freed freed, boolean dry) throws IOException {
    if (Session.isQuiet(parsed)) {
      return;
    }
    if (parsed.hasMatchedOption("--json")) {
      console.out().println(json(freed));
      return;
    }
    for (StoreFile file : freed.files()) {
      console.out().println(Sizes.right(file.bytes()) + "  " + what(file));
    }
    freed
        .names()
        .forEach(name ->
            console.out().println("              " + ImageReference.parse(name).familiar()));
    console
        .out()
        .println(
            Sizes.text(freed.bytes())
                + (dry ? " would go, " : " went, ")
                + Sizes.text(freed.left())
                + (dry ? " would stay" : " stay"));
  }

  private static String what(StoreFile file) {
    return switch (file.kind()) {
      case BLOB -> "blob " + file.name();
      case PARTIAL -> "broken download " + file.name();
      case STAGED -> "left by a killed process: " + file.name();
      case UNPACKED -> "unpacked layer " + file.name();
    };
  }

  private static String json(Freed freed) throws IOException {
    List<Object> files = new ArrayList<>();
    for (StoreFile file : freed.files()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("kind", file.kind().name().toLowerCase(Locale.ROOT));
      one.put("name", file.name());
      one.put("size", file.bytes());
      files.add(one);
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("files", files);
    json.put("names", freed.names());
    json.put("freed", freed.bytes());
    json.put("left", freed.left());
    return JsonText.of(json);
  }
}
