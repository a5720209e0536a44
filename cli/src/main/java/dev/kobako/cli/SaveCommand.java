package dev.kobako.cli;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.ArchiveFormat;
import dev.kobako.image.ImageLocation;
import dev.kobako.image.ImageReference;
import dev.kobako.image.Platform;
import dev.kobako.image.PlatformChoice;
import dev.kobako.image.StagedFile;
import dev.kobako.transfer.ArchiveSaver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code kobako save}: images as an archive, to a file or standard output. */
final class SaveCommand {
  private final ParseResult parsed;
  private final Console console;
  private final List<ImageLocation> images;
  private final Optional<Path> file;
  private final ArchiveFormat format;
  private final PlatformChoice platforms;

  SaveCommand(ParseResult parsed, Console console) {
    this.parsed = parsed;
    this.console = console;
    this.images = Options.arguments(parsed).stream().map(ImageLocation::parse).toList();
    this.file = Options.text(parsed, "--output").map(name -> console.path(name));
    this.format = format(Options.text(parsed, "--format").orElse("docker-archive"));
    this.platforms =
        PlatformArguments.choice(parsed).orElseGet(() -> PlatformChoice.one(Platform.host()));
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
    Session.declare(options, "Print digests only.");
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
    session
        .progress()
        .note("saving " + String.join(", ", images.stream().map(ImageLocation::toString).toList()));
    List<ArchiveSaver.Saved> saved =
        new ArchiveSaver(session.homes(), session.progress())
            .save(images, platforms, format, target);
    session.display().close();
    if (file.isPresent()) {
      print(saved, Files.size(target));
    }
  }

  private void print(List<ArchiveSaver.Saved> saved, long bytes) throws IOException {
    List<Object> json = new ArrayList<>();
    for (ArchiveSaver.Saved each : saved) {
      List<String> names = each.names().stream().map(ImageReference::familiar).toList();
      String digest = each.artifact().descriptor().digest().toString();
      if (parsed.hasMatchedOption("--json")) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("names", names);
        one.put("digest", digest);
        json.add(one);
      } else {
        boolean bare = Session.isQuiet(parsed) || names.isEmpty();
        console.out().println(bare ? digest : String.join(", ", names) + "  " + digest);
      }
    }
    if (parsed.hasMatchedOption("--json")) {
      console.out().println(JsonText.of(json));
    } else if (!Session.isQuiet(parsed)) {
      console.out().println(file.orElseThrow() + ", " + Sizes.text(bytes));
    }
  }

  private static ArchiveFormat format(String text) {
    return switch (text) {
      case "docker-archive" -> ArchiveFormat.DOCKER;
      case "oci-archive" -> ArchiveFormat.OCI;
      default ->
          throw KobakoException.usage(
              Diagnostic.of(
                  "--format " + text,
                  "expected docker-archive or oci-archive",
                  "write --format oci-archive"));
    };
  }
}
