package dev.kobako.cli;

import dev.kobako.debian.InstalledPackage;
import dev.kobako.image.Image;
import dev.kobako.image.ImageLocation;
import dev.kobako.image.Platform;
import dev.kobako.report.PathStory;
import dev.kobako.tree.Printable;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code kobako why}: what put a file into an image, and whose it is. */
final class WhyCommand {
  private static final int MOST_DEPENDANTS = 10;

  private final ParseResult parsed;
  private final Console console;
  private final ImageLocation location;
  private final String path;
  private final Platform platform;

  WhyCommand(ParseResult parsed, Console console) {
    this.parsed = parsed;
    this.console = console;
    List<String> arguments = Options.arguments(parsed);
    this.location = ImageLocation.parse(arguments.getFirst());
    String asked = arguments.getLast();
    this.path = asked.startsWith("/") ? asked : "/" + asked;
    this.platform = PlatformArguments.one(parsed);
  }

  static CommandSpec spec() {
    CommandSpec spec =
        Options.command(
            "why",
            "Shows why a path is in an image: layers, instructions, package and who needs that.",
            "kobako why app /usr/lib/x86_64-linux-gnu/libpcre2-8.so.0");
    Options options =
        new Options(spec)
            .arguments("LOCATION PATH", "2", "The image, and a path in it.")
            .text(
                "OS/ARCH[/VARIANT]",
                "Which image of an index (default: this machine's).",
                "--platform");
    Session.declare(options, "Print no progress.");
    return spec;
  }

  /** 0, or 1 where nothing is at the path in the end. */
  int run() throws IOException {
    try (Session session = Session.open(parsed, console)) {
      Image image = session.homes().read(location, platform);
      PathStory story = PathStory.of(image, path);
      session.display().close();
      print(story);
      return story.visible() ? 0 : 1;
    }
  }

  private void print(PathStory story) {
    String there = story.visible() ? "" : "  is not in the image";
    console.out().println(Printable.text(story.path().toString()) + there);
    for (PathStory.Event event : story.events()) {
      String instruction =
          event.instruction().isEmpty() ? "" : "  " + Printed.of(event.instruction());
      console
          .out()
          .println(
              "  "
                  + what(event.what())
                  + " by layer "
                  + event.layer()
                  + (event.bytes() > 0 ? ", " + Sizes.text(event.bytes()) : "")
                  + instruction);
    }
    story.owner().ifPresent(owner -> print(owner, story.dependants()));
  }

  private void print(InstalledPackage owner, List<String> dependants) {
    String needed =
        dependants.isEmpty()
            ? "which no other package depends on"
            : "which "
                + String.join(", ", dependants.stream().limit(MOST_DEPENDANTS).toList())
                + (dependants.size() > MOST_DEPENDANTS
                    ? " and " + (dependants.size() - MOST_DEPENDANTS) + " more depend on"
                    : dependants.size() == 1 ? " depends on" : " depend on");
    console
        .out()
        .println("  of the package " + owner.name() + " " + owner.version() + ", " + needed);
  }

  private static String what(PathStory.Event.What what) {
    return switch (what) {
      case ADDED -> "added";
      case CHANGED -> "changed";
      case DELETED -> "deleted";
    };
  }
}
