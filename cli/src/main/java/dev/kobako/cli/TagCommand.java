package dev.kobako.cli;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.ImageLocation;
import dev.kobako.image.ImageReference;
import dev.kobako.image.ImageStore;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code kobako tag}: another name for an image of the store. */
final class TagCommand {
  private final Console console;
  private final String source;
  private final List<ImageReference> names;

  TagCommand(ParseResult parsed, Console console) {
    this.console = console;
    List<String> arguments = Options.arguments(parsed);
    this.source = arguments.getFirst();
    this.names = arguments.subList(1, arguments.size()).stream().map(TagCommand::stored).toList();
  }

  static CommandSpec spec() {
    CommandSpec spec =
        Options.command("tag", "Gives an image of the store another name.", "kobako tag app app:1");
    new Options(spec)
        .arguments(
            "NAME",
            "2..*",
            "The image (a name, or twelve digits of its digest), and its further names.")
        .help();
    return spec;
  }

  int run() {
    try (ImageStore store = ImageStore.open(ImageStore.defaultRoot(console.environment()))) {
      names.forEach(name -> store.tag(source, name));
    }
    return 0;
  }

  private static ImageReference stored(String text) {
    if (ImageLocation.parse(text) instanceof ImageLocation.Store(ImageReference reference)) {
      return reference;
    }
    throw KobakoException.usage(
        Diagnostic.of(
            text, "is not in the store", "use 'kobako copy FROM TO' for images elsewhere"));
  }
}
