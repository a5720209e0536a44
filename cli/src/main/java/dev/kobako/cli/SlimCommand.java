package dev.kobako.cli;

import dev.kobako.build.BuildCache;
import dev.kobako.build.LaidOutImages;
import dev.kobako.check.Trials;
import dev.kobako.image.Artifact;
import dev.kobako.image.Image;
import dev.kobako.image.ImageLocation;
import dev.kobako.image.ImageStore;
import dev.kobako.ladder.Phase;
import dev.kobako.ladder.Proof;
import dev.kobako.ladder.SlimProgress;
import dev.kobako.ladder.SlimRequest;
import dev.kobako.ladder.SlimResult;
import dev.kobako.ladder.Slimmer;
import dev.kobako.sandbox.Containers;
import dev.kobako.toolbox.Tool;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code kobako slim}: a smaller image that is proven to work. */
final class SlimCommand {
  private final ParseResult parsed;
  private final Console console;
  private final SlimArguments arguments;
  private final ImageTargets targets;

  SlimCommand(ParseResult parsed, Console console) {
    this.parsed = parsed;
    this.console = console;
    this.arguments = new SlimArguments(parsed, console);
    this.targets = ImageTargets.of(parsed);
  }

  static CommandSpec spec() {
    CommandSpec spec =
        Options.command(
            "slim",
            "Makes an image smaller and proves that it still works.",
            "kobako slim app -t app:slim --http GET:/health=200 --check ./smoke-test.sh",
            "kobako slim docker-archive:app.tar --level repack -o oci-archive:small.tar",
            "kobako slim app --level proven --budget 5m --exec 'python3 -m pytest -q /app' -t tiny",
            "kobako slim tool -t tool:slim --stdin sample.json -- --format pretty");
    spec.parser().stopAtPositional(false);
    Options options =
        new Options(spec)
            .arguments(
                "IMAGE [-- ARGUMENT...]",
                "0..*",
                "The image, by name or location; arguments in place of its CMD for all runs.");
    options
        .heading("Where the result goes:")
        .texts("NAME", "Name in kobako's store.", "-t", "--tag")
        .texts(
            "LOCATION",
            "Write it there as well: docker://NAME, oci-archive:FILE, oci:FOLDER[:TAG],"
                + " docker-archive:FILE, docker-daemon:NAME, podman:NAME.",
            "-o",
            "--output");
    SlimArguments.declare(options);
    Session.declare(options, "Print the image's digest only.");
    return spec;
  }

  int run() throws IOException {
    if (parsed.hasMatchedOption("--list-rules")) {
      RuleList.print(console.out());
      return 0;
    }
    String name = arguments.image();
    Annotations annotations = Annotations.of(parsed);
    targets.requireAny("kobako slim");
    targets.requireWritable();
    Head.ofContainers();
    Path root = ImageStore.defaultRoot(console.environment());
    try (BuildCache cache = BuildCache.in(root.resolve("build"));
        Session session = Session.open(parsed, console);
        Slimmer slimmer =
            new Slimmer(
                new SlimLayers(new LaidOutImages(cache)),
                () -> trials(root, session),
                session.store().stagingFolder(),
                progress(session))) {
      Image image = session.homes().read(ImageLocation.parse(name), arguments.platform());
      SlimRequest request =
          new KeptBaseArguments(parsed)
              .on(arguments.request(image, session.progress()), name, image, session.homes()::read);
      SlimResult result = slimmer.reduce(name, image, request);
      Artifact made = annotations.on(Artifact.of(result.image()));
      List<String> written =
          targets.write(
              new ImageTargets.Made(made, List.of(result.image().config().platform()), "slim"),
              session.homes(),
              session.progress(),
              _ -> {});
      session.display().close();
      report(result, made, written);
    }
    return 0;
  }

  private Trials trials(Path root, Session session) {
    try (ToolAccess tools = new ToolAccess(console, session.progress())) {
      Path runtime = tools.require(Tool.RUNC).program();
      return new Trials(Containers.available(runtime, root.resolve("slim")), Trials.Limits.DEFAULT);
    }
  }

  private static SlimProgress progress(Session session) {
    return new SlimProgress() {
      private int removed;

      @Override
      public void begin(Phase phase) {}

      @Override
      public void end(Phase phase, Duration time) {
        session.progress().note(phase.words() + " took " + Sizes.seconds(time));
      }

      @Override
      public void note(String text) {
        session.progress().note(text);
      }

      @Override
      public void searched(Proof soFar, Duration left) {
        if (soFar.removed() > removed) {
          removed = soFar.removed();
          note(
              removed
                  + " of "
                  + soFar.units()
                  + " files can go, "
                  + Sizes.text(soFar.bytes())
                  + ", after "
                  + soFar.tries()
                  + " tries; "
                  + Sizes.seconds(left)
                  + " left");
        }
      }
    };
  }

  private void report(SlimResult result, Artifact made, List<String> written) {
    if (Session.isQuiet(parsed)) {
      console.out().println(made.descriptor().digest());
    } else {
      new SlimReport(result, made.descriptor().digest(), written).print(console.out());
    }
  }
}
