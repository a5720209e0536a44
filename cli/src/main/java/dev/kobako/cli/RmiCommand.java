package dev.kobako.cli;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Descriptor;
import dev.kobako.image.ImageLocation;
import dev.kobako.image.ImageReference;
import dev.kobako.image.ImageSelector;
import dev.kobako.image.RemovedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code kobako rmi}: images go, from the store or a registry. */
final class RmiCommand {
  private final ParseResult parsed;
  private final Console console;
  private final List<String> names;
  private final List<Object> json = new ArrayList<>();

  RmiCommand(ParseResult parsed, Console console) {
    this.parsed = parsed;
    this.console = console;
    this.names = Options.arguments(parsed);
  }

  static CommandSpec spec() {
    CommandSpec spec =
        Options.command(
            "rmi",
            "Removes images from the store, or manifests from a registry.",
            "kobako rmi app 401e6a8b8922",
            "kobako rmi docker://registry.example/app:1");
    Options options =
        new Options(spec)
            .arguments(
                "NAME",
                "1..*",
                "Names or digests in the store (twelve digits are enough), or docker://NAME.")
            .flag("Don't fail where there is no such image.", "-f", "--force")
            .flag("Print the result as JSON.", "--json");
    Session.declare(options, "Print nothing.");
    return spec;
  }

  int run() throws IOException {
    try (Session session = Session.open(parsed, console)) {
      for (String name : names) {
        remove(session, name);
      }
    }
    if (parsed.hasMatchedOption("--json")) {
      console.out().println(JsonText.of(json));
    }
    return 0;
  }

  private void remove(Session session, String name) {
    try {
      if (name.startsWith("docker://")
          && ImageLocation.parse(name) instanceof ImageLocation.Registry(ImageReference at)) {
        Descriptor gone = session.homes().repository(at).delete(ImageSelector.of(at));
        told(name, gone.digest().toString(), List.of());
        say("deleted " + name + "  " + gone.digest());
      } else {
        removed(session.store().upkeep().remove(name));
      }
    } catch (KobakoException e) {
      boolean missing =
          e.failure() == dev.kobako.diagnostic.Failure.FINDING
              && parsed.hasMatchedOption("--force");
      if (!missing) {
        throw e;
      }
      say(e.diagnostic().place() + ": " + e.diagnostic().fact());
    }
  }

  private void removed(RemovedImage image) {
    List<String> gone = image.names().stream().map(RmiCommand::familiar).toList();
    told(String.join(" ", gone), image.digest().toString(), image.remaining());
    gone.forEach(name -> say("untagged " + name));
    if (!image.remaining().isEmpty()) {
      say(
          "still there as "
              + String.join(", ", image.remaining().stream().map(RmiCommand::familiar).toList()));
    } else {
      say(
          image
              .kept()
              .map(why -> "nothing freed: " + why + "; 'kobako gc' will")
              .orElse("deleted " + image.digest() + ", " + Sizes.text(image.freed().bytes())));
    }
  }

  private static String familiar(String name) {
    return ImageReference.parse(name).familiar();
  }

  private void told(String name, String digest, List<String> remaining) {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("name", name);
    one.put("digest", digest);
    one.put("remaining", remaining.stream().map(RmiCommand::familiar).toList());
    json.add(one);
  }

  private void say(String line) {
    if (!Session.isQuiet(parsed) && !parsed.hasMatchedOption("--json")) {
      console.out().println(line);
    }
  }
}
