package dev.kobako.cli;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.DiskFailure;
import dev.kobako.image.ImageReference;
import dev.kobako.image.StagedFile;
import dev.kobako.transfer.ArchiveLoader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code kobako load}: all images of an archive into the store. */
final class LoadCommand {
  private static final int BUFFER = 256 * 1024;

  private final ParseResult parsed;
  private final Console console;
  private final Optional<Path> file;
  private final Optional<ImageReference> name;

  LoadCommand(ParseResult parsed, Console console) {
    this.parsed = parsed;
    this.console = console;
    this.file = Options.text(parsed, "--input").map(path -> console.path(path));
    this.name = Options.text(parsed, "--tag").map(ImageReference::parse);
  }

  static CommandSpec spec() {
    CommandSpec spec =
        Options.command(
            "load",
            "Puts the images of an archive into the store; what kind it is shows from its content.",
            "docker save app | kobako load",
            "kobako load -i app.tar -t app:1");
    Options options =
        new Options(spec)
            .text("FILE", "Read this instead of standard input.", "-i", "--input")
            .text("NAME", "Name an image that has none, or the only one anew.", "-t", "--tag")
            .flag("Print the result as JSON.", "--json");
    Session.declare(options, "Print digests only.");
    return spec;
  }

  int run() throws IOException {
    if (file.isEmpty() && console.isTerminal(Console.Standard.IN)) {
      throw KobakoException.usage(
          Diagnostic.of(
              "standard input",
              "is a terminal, expected an archive",
              "name one with -i FILE, or pipe it in"));
    }
    try (Session session = Session.open(parsed, console)) {
      ArchiveLoader loader = new ArchiveLoader(session.store(), session.progress());
      if (file.isPresent()) {
        session.progress().note("loading " + file.get());
        print(session, loader.load(file.get(), file.get().toString(), name));
        return 0;
      }
      StagedFile staged = StagedFile.create(session.store().stagingFolder());
      try {
        session.progress().note("loading standard input");
        receive(staged.path());
        print(session, loader.load(staged.path(), "standard input", name));
      } finally {
        staged.delete();
      }
    }
    return 0;
  }

  /** An archive is read here and there, which a pipe can't be. */
  private void receive(Path target) {
    try (OutputStream out = Files.newOutputStream(target)) {
      byte[] buffer = new byte[BUFFER];
      for (int n = console.in().read(buffer); n >= 0; n = console.in().read(buffer)) {
        out.write(buffer, 0, n);
      }
    } catch (IOException e) {
      throw DiskFailure.writing(target, e);
    }
  }

  private void print(Session session, List<ArchiveLoader.Loaded> loaded) throws IOException {
    session.display().close();
    List<Object> json = new ArrayList<>();
    for (ArchiveLoader.Loaded each : loaded) {
      String digest = each.artifact().descriptor().digest().toString();
      if (parsed.hasMatchedOption("--json")) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("name", each.name().familiar());
        one.put("digest", digest);
        json.add(one);
      } else {
        console
            .out()
            .println(Session.isQuiet(parsed) ? digest : each.name().familiar() + "  " + digest);
      }
    }
    if (parsed.hasMatchedOption("--json")) {
      console.out().println(JsonText.of(json));
    }
  }
}
