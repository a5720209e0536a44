package dev.kobako.cli;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Digest;
import dev.kobako.image.ImageReference;
import dev.kobako.image.ImageSelector;
import dev.kobako.image.ImageStore;
import dev.kobako.image.ImageUsage;
import dev.kobako.image.Layer;
import dev.kobako.image.Platform;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code kobako images}: what is in the store and what it takes there. */
final class ImagesCommand {
  private final ParseResult parsed;
  private final Console console;
  private final List<String> names;

  /** One image, with what its files take when they are unpacked. */
  record Row(ImageUsage usage, OptionalLong size) {}

  ImagesCommand(ParseResult parsed, Console console) {
    this.parsed = parsed;
    this.console = console;
    this.names = Options.arguments(parsed);
  }

  static CommandSpec spec() {
    CommandSpec spec =
        Options.command("images", "Lists the images of the store, and what they take there.");
    new Options(spec)
        .arguments("NAME", "0..1", "Only images of this name; without a tag, of the repository.")
        .flag("Print whole digests.", "--digests")
        .flag("Print the result as JSON, sizes in bytes.", "--json")
        .flag("Print digests only.", "-q", "--quiet")
        .help();
    return spec;
  }

  int run() throws IOException {
    try (ImageStore store = ImageStore.open(ImageStore.defaultRoot(console.environment()))) {
      List<ImageUsage> all = store.upkeep().usage().stream().filter(this::isAsked).toList();
      if (Session.isQuiet(parsed)) {
        all.forEach(usage -> console.out().println(usage.descriptor().digest()));
        return 0;
      }
      List<Row> rows = sized(store, all);
      if (parsed.hasMatchedOption("--json")) {
        console.out().println(ImagesReport.json(rows));
      } else {
        ImagesReport.print(
            rows, store.upkeep().bytes(), parsed.hasMatchedOption("--digests"), console.out());
      }
    }
    return 0;
  }

  private boolean isAsked(ImageUsage usage) {
    if (names.isEmpty()) {
      return true;
    }
    String asked = names.getFirst();
    ImageReference wanted = ImageReference.parse(asked);
    String last = asked.substring(asked.lastIndexOf('/') + 1);
    boolean exact = last.indexOf(':') >= 0 || last.indexOf('@') >= 0;
    return usage.names().stream()
        .map(ImageReference::parse)
        .anyMatch(name ->
            exact
                ? name.equals(wanted)
                : name.domain().equals(wanted.domain()) && name.path().equals(wanted.path()));
  }

  private static List<Row> sized(ImageStore store, List<ImageUsage> images) throws IOException {
    List<Row> rows = new ArrayList<>();
    try (FileSizes sizes = new FileSizes(store)) {
      for (ImageUsage usage : images) {
        rows.add(new Row(usage, size(store, usage, sizes)));
      }
    }
    return rows;
  }

  /** The layers of all its images, each once; not known where something is damaged or missing. */
  private static OptionalLong size(ImageStore store, ImageUsage usage, FileSizes sizes)
      throws IOException {
    SortedMap<Digest, Layer> layers = new TreeMap<>();
    try {
      for (Platform platform : usage.platforms()) {
        ImageSelector selector =
            new ImageSelector(Optional.empty(), Optional.of(usage.descriptor().digest()), platform);
        store
            .read(selector)
            .layers()
            .forEach(layer -> layers.put(layer.descriptor().digest(), layer));
      }
      long sum = 0;
      for (Layer layer : layers.values()) {
        sum += sizes.of(layer).bytes().orElseThrow();
      }
      return layers.isEmpty() ? OptionalLong.empty() : OptionalLong.of(sum);
    } catch (KobakoException _) {
      return OptionalLong.empty();
    }
  }
}
