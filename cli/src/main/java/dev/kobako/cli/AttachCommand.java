package dev.kobako.cli;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Attachment;
import dev.kobako.image.Descriptor;
import dev.kobako.image.ImageReference;
import dev.kobako.registry.Repository;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code kobako attach}: files beside an image in its registry. */
final class AttachCommand {
  private final ParseResult parsed;
  private final Console console;
  private final ImageReference image;
  private final List<Path> files;
  private final String type;

  AttachCommand(ParseResult parsed, Console console) {
    this.parsed = parsed;
    this.console = console;
    List<String> arguments = Options.arguments(parsed);
    this.image = Remote.reference(arguments.getFirst());
    this.files = arguments.subList(1, arguments.size()).stream().map(console::path).toList();
    this.type =
        Options.text(parsed, "--type")
            .orElseThrow(() ->
                KobakoException.usage(
                    Diagnostic.of(
                        "kobako attach",
                        "nothing says what the files are",
                        "add --type, as in --type application/spdx+json")));
  }

  static CommandSpec spec() {
    CommandSpec spec =
        Options.command(
            "attach",
            "Attaches files to an image in a registry, such as an SBOM.",
            "kobako attach ghcr.io/me/app:1 app.spdx.json --type application/spdx+json");
    Options options =
        new Options(spec)
            .arguments("LOCATION", "2..*", "The image or index, and the files.")
            .text("TYPE", "What the files are, as a media type.", "--type")
            .pairs("Note at the attachment.", "--annotation");
    Session.declare(options, "Print the digest only.");
    return spec;
  }

  int run() {
    List<Attachment.Part> parts = new ArrayList<>();
    for (Path file : files) {
      parts.add(Attachment.Part.of(file, type));
    }
    Attachment attachment =
        new Attachment(type, parts, new TreeMap<>(Options.pairs(parsed, "--annotation")));
    try (Session session = Session.open(parsed, console)) {
      Repository repository = session.homes().repository(image);
      Descriptor subject = Remote.subject(repository, image);
      Descriptor made = repository.attach(subject, attachment, session.progress());
      session.display().close();
      console
          .out()
          .println(
              Session.isQuiet(parsed)
                  ? made.digest() + ""
                  : made.digest() + "  attached to " + subject.digest());
    }
    return 0;
  }
}
