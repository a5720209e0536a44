package dev.kobako.cli;

import dev.kobako.debian.InstalledPackages;
import dev.kobako.image.Image;
import dev.kobako.image.ImageLocation;
import dev.kobako.image.Platform;
import dev.kobako.packages.NamedPackage;
import dev.kobako.packages.PackageOwners;
import dev.kobako.report.NeedingPrograms;
import dev.kobako.report.PathStory;
import dev.kobako.report.UnreadPackages;
import dev.kobako.slim.KeptReasons;
import dev.kobako.slim.Source;
import dev.kobako.slim.Sources;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.LayerTar;
import dev.kobako.tree.MemoryTree;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code kobako why}: what put a file into an image, whose it is, and who needs it. */
final class WhyCommand {
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
            "Shows why a path is in an image: layers, package and who needs that, why kobako kept it.",
            "kobako why app /usr/lib/x86_64-linux-gnu/libpcre2-8.so.0",
            "kobako why app:slim /usr/lib/python3.11/encodings/idna.py",
            "kobako why app /etc/passwd --json | jq .layers");
    Options options =
        new Options(spec).arguments("LOCATION PATH", "2", "The image, and a path in it.");
    PlatformArguments.declareOne(options);
    options.flag("Print it as JSON; sizes in bytes.", "--json");
    Session.declare(options, "Print no progress.");
    return spec;
  }

  /** 0, or 1 where nothing is at the path in the end. */
  int run() throws IOException {
    try (Session session = Session.open(parsed, console)) {
      PathReasons reasons = reasons(session);
      session.display().close();
      if (parsed.hasMatchedOption("--json")) {
        console.out().println(WhyJson.of(location.toString(), reasons));
      } else {
        new PathReport(console.out()).print(reasons);
      }
      return reasons.story().visible() ? 0 : 1;
    }
  }

  private PathReasons reasons(Session session) throws IOException {
    Image image = session.homes().read(location, platform);
    List<LayerTar> layers = new Sources(session.homes()).layersAsTheyLie(image);
    MemoryTree tree = PathStory.tree(layers);
    PathStory story = PathStory.of(layers, tree, path);
    if (!story.visible()) {
      return PathReasons.ofAbsent(story);
    }
    InstalledPackages installed = InstalledPackages.of(tree);
    PackageOwners owners = PackageOwners.ofFew(tree, installed);
    Optional<NamedPackage> owner = owners.owner(story.path());
    List<KeptReasons.Step> kept = kept(image, story.path(), session);
    return new PathReasons(
        story,
        kept,
        owner,
        owner.isPresent() ? owners.why(owner.get()) : Optional.empty(),
        owners.unread().map(UnreadPackages::of),
        kept.isEmpty()
            ? Optional.of(
                NeedingPrograms.of(source(image, tree, installed), image.config(), story.path()))
            : Optional.empty());
  }

  /** As it was asked for, which may be a link, or where that leads. */
  private List<KeptReasons.Step> kept(Image image, ImagePath place, Session session)
      throws IOException {
    Optional<KeptReasons> reasons = AttachedReasons.of(image, session.store());
    if (reasons.isEmpty()) {
      return List.of();
    }
    List<KeptReasons.Step> asked =
        path.contains("/..") ? List.of() : reasons.get().why(ImagePath.of(path));
    return asked.isEmpty() ? reasons.get().why(place) : asked;
  }

  private Source source(Image image, MemoryTree tree, InstalledPackages installed) {
    return new Source(
        location.toString(),
        tree,
        image.config().environment(),
        image.config().workingDir(),
        installed,
        Source.Kind.IMAGE);
  }
}
