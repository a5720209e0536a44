package dev.kobako.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kobako.build.BuildCache;
import dev.kobako.build.LaidOutImages;
import dev.kobako.check.CheckPlace;
import dev.kobako.check.Trials;
import dev.kobako.image.Artifact;
import dev.kobako.image.Image;
import dev.kobako.image.ImageLocation;
import dev.kobako.image.ImageStore;
import dev.kobako.ladder.LockedSlimmer;
import dev.kobako.ladder.Phase;
import dev.kobako.ladder.Proof;
import dev.kobako.ladder.ReportJson;
import dev.kobako.ladder.SlimPlan;
import dev.kobako.ladder.SlimProgress;
import dev.kobako.ladder.SlimRequest;
import dev.kobako.ladder.SlimResult;
import dev.kobako.ladder.Slimmer;
import dev.kobako.sandbox.Containers;
import dev.kobako.toolbox.FoundTool;
import dev.kobako.toolbox.Tool;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code kobako slim}: a smaller image that is proven to work. */
final class SlimCommand {
  /** The folder that containers work in, beside the store. */
  private static final String WORK = "slim";

  private static final CompletableFuture<Optional<FoundTool>> NO_RUNTIME =
      CompletableFuture.completedFuture(Optional.empty());

  private final ParseResult parsed;
  private final Console console;
  private final SlimArguments arguments;
  private final ImageTargets targets;
  private final SlimOutputs outputs;

  SlimCommand(ParseResult parsed, Console console) {
    this.parsed = parsed;
    this.console = console;
    this.arguments = new SlimArguments(parsed, console);
    this.targets = ImageTargets.of(parsed);
    this.outputs = new SlimOutputs(parsed, console);
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
                "[IMAGE [-- ARGUMENT...]]",
                "0..*",
                "The image, by name or location; arguments in place of its CMD for all runs.");
    options.heading("Where the result goes:");
    ImageTargets.declare(options);
    SlimArguments.declare(options);
    ProgressDisplay.declare(options);
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
    Optional<LockedSlimmer.Use> lock = arguments.lock();
    if (!arguments.isDryRun()) {
      targets.requireAny("kobako slim", "--dry-run");
      outputs.requirePlaces(targets);
    }
    targets.requireWritable();
    arguments.requireSound();
    Path root = ImageStore.defaultRoot(console.environment());
    boolean runs = lock.isEmpty() && arguments.isTried();
    CompletableFuture<Optional<FoundTool>> runtime = runs ? begunRuntime() : NO_RUNTIME;
    try (BuildCache cache = BuildCache.in(BuildSession.cacheFolder(root));
        Session session = Session.open(parsed, console);
        Head.Begun _ = runs ? Head.ofWatchedContainers(root.resolve(WORK)) : Head.Begun.NOTHING;
        Slimmer slimmer =
            new Slimmer(
                layers(cache),
                () -> trials(root, runtime, session),
                session.store().stagingFolder(),
                progress(session))) {
      Image image = session.homes().read(ImageLocation.parse(name), arguments.platform());
      SlimRequest request =
          new KeptBaseArguments(parsed)
              .on(
                  arguments.request(image.config(), session.progress()),
                  name,
                  image,
                  session.homes()::read);
      if (arguments.isDryRun()) {
        SlimPlan plan = slimmer.plan(name, image, request);
        session.display().close();
        new SlimReport(console.out()).print(plan);
        return 0;
      }
      SlimResult result =
          lock.isPresent()
              ? locked(lock.get(), image, request, layers(cache), session)
              : slimmer.reduce(name, image, request);
      Optional<byte[]> profile =
          outputs.hasProfile()
              ? Optional.of(slimmer.seccompProfile(result, request))
              : Optional.empty();
      finish(result.withImage(annotations.on(result.image())), request, profile, session);
    }
    return 0;
  }

  private static SlimLayers layers(BuildCache cache) {
    return new SlimLayers(new LaidOutImages(cache));
  }

  private SlimResult locked(
      LockedSlimmer.Use lock, Image image, SlimRequest request, SlimLayers layers, Session session)
      throws IOException {
    LockedSlimmer slimmer =
        new LockedSlimmer(layers, session.store().stagingFolder(), progress(session));
    LockedSlimmer.Made made = slimmer.reduce(arguments.image(), image, lock, request);
    made.changes().vanished().forEach(line -> session.progress().note("gone: " + line));
    made.changes().appeared().forEach(path -> session.progress().note("new: " + path));
    made.changes().packages().forEach(session.progress()::note);
    return made.result();
  }

  private void finish(
      SlimResult result, SlimRequest request, Optional<byte[]> profile, Session session)
      throws IOException {
    AttachedLists lists = outputs.attached(result, targets.locations().getFirst().toString());
    List<String> written =
        targets.write(
            new ImageTargets.Made(
                Artifact.of(result.image()),
                List.of(result.image().config().platform()),
                "slim",
                result.newLayers()),
            session.homes(),
            session.progress(),
            place -> {
              lists.attach(place, session.homes(), session.progress());
              if (result.level().chooses()) {
                AttachedReasons.attach(place, session.store(), result.image(), result.keepSet());
              }
            });
    outputs.write(result, request, profile, written);
    session.display().close();
    if (Session.isQuiet(parsed)) {
      console.out().println(result.image().descriptor().digest());
    } else if (parsed.hasMatchedOption("--json")) {
      console.out().print(new String(ReportJson.summary(result, written), UTF_8));
    } else {
      new SlimReport(console.out()).print(result, written);
    }
  }

  /** To ask a program for its version takes a while in which the image can be looked up. */
  private CompletableFuture<Optional<FoundTool>> begunRuntime() {
    CompletableFuture<Optional<FoundTool>> runtime = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .name("runtime")
        .start(() -> {
          try {
            runtime.complete(ToolAccess.toolbox(console).find(Tool.RUNC));
          } catch (RuntimeException _) {
            runtime.complete(Optional.empty());
          }
        });
    return runtime;
  }

  private Trials trials(
      Path root, CompletableFuture<Optional<FoundTool>> runtime, Session session) {
    try (ToolAccess tools = new ToolAccess(console, session.progress())) {
      FoundTool runc = runtime.join().orElseGet(() -> tools.require(Tool.RUNC));
      return new Trials(
          Containers.available(runc.program(), root.resolve(WORK)),
          Trials.Limits.DEFAULT,
          new CheckPlace(console.path(""), new TreeMap<>(console.environment()), _ -> {}));
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
}
