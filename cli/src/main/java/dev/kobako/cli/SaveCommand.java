package dev.kobako.cli;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.ImageLocation;
import dev.kobako.image.ImageReference;
import dev.kobako.image.PlatformChoice;
import dev.kobako.image.StagedFile;
import dev.kobako.transfer.Copier;
import dev.kobako.transfer.CopyRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code kobako save}: images as an archive, to a file or standard output. */
final class SaveCommand {
  private final ParseResult parsed;
  private final Console console;
  private final List<ImageLocation> images;
  private final Optional<Path> file;
  private final String format;
  private final Optional<PlatformChoice> platforms;

  SaveCommand(ParseResult parsed, Console console) {
    this.parsed = parsed;
    this.console = console;
    this.images = Options.arguments(parsed).stream().map(ImageLocation::parse).toList();
    this.file = Options.text(parsed, "--output").map(name -> console.path(name));
    this.format = Options.text(parsed, "--format").orElse("docker-archive");
    this.platforms = PlatformArguments.choice(parsed);
  }

  static CommandSpec spec() {
    CommandSpec spec =
        Options.command(
            "save",
            "Writes images into an archive that docker, podman and others load.",
            "kobako save app -o app.tar && docker load -i app.tar",
            "kobako save app --format oci-archive | ssh host podman load");
    Options options =
        new Options(spec)
            .arguments("NAME", "1..*", "Images of the store, or anywhere.")
            .text("FILE", "Write it there instead of to standard output.", "-o", "--output")
            .text("KIND", "docker-archive (default) or oci-archive.", "--format");
    PlatformArguments.declare(options);
    options.flag("Print the result as JSON.", "--json");
    Session.declare(options, "Print the digest only.");
    return spec;
  }

  int run() throws IOException {
    if (file.isEmpty() && console.isTerminal(Console.Standard.OUT)) {
      throw KobakoException.usage(
          Diagnostic.of(
              "standard output",
              "is a terminal, which an archive would garble",
              "write it to a file with -o FILE, or pipe it on"));
    }
    try (Session session = Session.open(parsed, console)) {
      if (file.isPresent()) {
        save(session, file.get());
        return 0;
      }
      StagedFile staged = StagedFile.create(session.store().stagingFolder());
      try {
        save(session, staged.path());
        Files.copy(staged.path(), console.out());
      } finally {
        staged.delete();
      }
    }
    return 0;
  }

  private void save(Session session, Path target) throws IOException {
    ImageLocation image = images.getFirst();
    session.progress().note("saving " + image);
    var result =
        new Copier(session.homes(), session.progress())
            .copy(CopyRequest.plain(image, List.of(archive(target, image)), platforms));
    session.display().close();
    if (file.isPresent()) {
      CopyReport.print(List.of(result), parsed, console.out());
    }
  }

  private ImageLocation archive(Path target, ImageLocation image) {
    Optional<ImageReference> name =
        switch (image) {
          case ImageLocation.Store(ImageReference reference) -> Optional.of(reference);
          case ImageLocation.Registry(ImageReference reference) -> Optional.of(reference);
          case ImageLocation.Daemon(_, ImageReference reference) -> Optional.of(reference);
          case ImageLocation.SavedArchive(_, Optional<ImageReference> reference) -> reference;
          case ImageLocation.Layout _,
              ImageLocation.LayoutArchive _,
              ImageLocation.RootFileSystem _ ->
              Optional.empty();
        };
    return switch (format) {
      case "docker-archive" -> new ImageLocation.SavedArchive(target, name);
      case "oci-archive" ->
          new ImageLocation.LayoutArchive(target, name.map(ImageReference::toString));
      default ->
          throw KobakoException.usage(
              Diagnostic.of(
                  "--format " + format,
                  "expected docker-archive or oci-archive",
                  "write --format oci-archive"));
    };
  }
}
