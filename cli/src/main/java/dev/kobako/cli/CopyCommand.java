package dev.kobako.cli;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.ImageLocation;
import dev.kobako.image.ImageReference;
import dev.kobako.image.PlatformChoice;
import dev.kobako.transfer.Copier;
import dev.kobako.transfer.CopyRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code kobako copy}: from anywhere to anywhere. */
final class CopyCommand {
  private final ParseResult parsed;
  private final Console console;
  private final ImageLocation from;
  private final List<ImageLocation> targets;
  private final Optional<PlatformChoice> platforms;

  CopyCommand(ParseResult parsed, Console console) {
    this.parsed = parsed;
    this.console = console;
    List<String> arguments = Options.arguments(parsed);
    this.from = ImageLocation.parse(arguments.getFirst());
    this.targets =
        targets(
            arguments.subList(1, arguments.size()).stream().map(ImageLocation::parse).toList(),
            Options.texts(parsed, "--additional-tag"));
    this.platforms = PlatformArguments.choice(parsed);
  }

  static CommandSpec spec() {
    CommandSpec spec =
        Options.command(
            "copy",
            "Copies an image from anywhere to anywhere.",
            "kobako copy docker://registry.example/app:1 oci-archive:app.tar --platform linux/arm64",
            "kobako copy --to-format oci --compression gzip:9 docker://a docker://b");
    Options options =
        new Options(spec)
            .arguments(
                "LOCATION",
                "2..*",
                "From where, and to where: docker://NAME, oci:FOLDER[:TAG], oci-archive:FILE[:TAG],"
                    + " docker-archive:FILE[:NAME], docker-daemon:NAME, podman:NAME, or NAME for"
                    + " the store.");
    PlatformArguments.declare(options);
    ConversionArguments.declare(options, "--to-format");
    options
        .flag("Fail rather than change a byte of the image.", "--preserve-digests")
        .texts("TAG", "Write it under this tag as well.", "--additional-tag")
        .flag("Print the result as JSON.", "--json");
    Session.declare(options, "Print digests only.");
    return spec;
  }

  int run() throws IOException {
    CopyRequest request =
        new CopyRequest(
            from,
            targets,
            platforms,
            ConversionArguments.of(parsed, "--to-format"),
            parsed.hasMatchedOption("--preserve-digests")
                ? CopyRequest.Digests.STAY
                : CopyRequest.Digests.MAY_CHANGE,
            "");
    try (Session session = Session.open(parsed, console)) {
      session
          .progress()
          .note(
              "copying "
                  + from
                  + " to "
                  + String.join(", ", targets.stream().map(ImageLocation::toString).toList()));
      var result = new Copier(session.homes(), session.progress()).copy(request);
      session.display().close();
      CopyReport.print(List.of(result), parsed, console.out());
    }
    return 0;
  }

  /** The targets, and each again under every further tag. */
  private static List<ImageLocation> targets(List<ImageLocation> named, List<String> tags) {
    List<ImageLocation> all = new ArrayList<>(named);
    for (ImageLocation target : named) {
      for (String tag : tags) {
        all.add(tagged(target, tag));
      }
    }
    return all;
  }

  private static ImageLocation tagged(ImageLocation target, String tag) {
    return switch (target) {
      case ImageLocation.Registry(ImageReference reference) ->
          new ImageLocation.Registry(reference.withTag(tag));
      case ImageLocation.Store(ImageReference reference) ->
          new ImageLocation.Store(reference.withTag(tag));
      case ImageLocation.Daemon(var engine, ImageReference reference) ->
          new ImageLocation.Daemon(engine, reference.withTag(tag));
      case ImageLocation.Layout(var folder, _) ->
          new ImageLocation.Layout(folder, Optional.of(tag));
      case ImageLocation.LayoutArchive _,
          ImageLocation.SavedArchive _,
          ImageLocation.RootFileSystem _ ->
          throw KobakoException.usage(
              Diagnostic.of(
                  "--additional-tag " + tag,
                  "doesn't go with " + target + ", which is written as a whole",
                  "write several names into one archive with 'kobako save NAME... -o FILE'"));
    };
  }
}
