package dev.kobako.cli;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.ImageLocation;
import dev.kobako.image.PlatformChoice;
import dev.kobako.transfer.Copier;
import dev.kobako.transfer.CopyRequest;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code kobako tag}: another name for an image of the store. */
final class TagCommand {
  private final ParseResult parsed;
  private final Console console;
  private final ImageLocation.Store source;
  private final List<ImageLocation> names;

  TagCommand(ParseResult parsed, Console console) {
    this.parsed = parsed;
    this.console = console;
    List<String> arguments = Options.arguments(parsed);
    this.source = stored(arguments.getFirst());
    this.names =
        arguments.subList(1, arguments.size()).stream()
            .<ImageLocation>map(TagCommand::stored)
            .toList();
  }

  static CommandSpec spec() {
    CommandSpec spec =
        Options.command("tag", "Gives an image of the store another name.", "kobako tag app app:1");
    new Options(spec).arguments("NAME", "2..*", "The image, and its further names.").help();
    return spec;
  }

  int run() {
    try (Session session = Session.open(parsed, console)) {
      session.homes().requireStored(source);
      new Copier(session.homes(), session.progress())
          .copy(CopyRequest.plain(source, names, Optional.of(PlatformChoice.ALL)));
    }
    return 0;
  }

  private static ImageLocation.Store stored(String text) {
    if (ImageLocation.parse(text) instanceof ImageLocation.Store store) {
      return store;
    }
    throw KobakoException.usage(
        Diagnostic.of(
            text, "is not in the store", "use 'kobako copy FROM TO' for images elsewhere"));
  }
}
