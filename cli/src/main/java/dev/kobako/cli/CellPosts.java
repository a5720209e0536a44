package dev.kobako.cli;

import dev.kobako.build.LaidOutImages;
import dev.kobako.check.Trials;
import dev.kobako.compare.CellFailure;
import dev.kobako.compare.CellSettings;
import dev.kobako.compare.PostSettings;
import dev.kobako.debian.InstalledPackages;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Compression;
import dev.kobako.image.HistoryEntry;
import dev.kobako.image.Image;
import dev.kobako.image.ImageAssembly;
import dev.kobako.image.ImageConfig;
import dev.kobako.image.Layer;
import dev.kobako.ladder.BaseLayers;
import dev.kobako.ladder.KeepRules;
import dev.kobako.ladder.Level;
import dev.kobako.ladder.Proving;
import dev.kobako.ladder.SlimProgress;
import dev.kobako.ladder.SlimRequest;
import dev.kobako.ladder.Slimmer;
import dev.kobako.slim.BundleAssembly;
import dev.kobako.slim.BundlePlan;
import dev.kobako.slim.BundleRequest;
import dev.kobako.slim.BundleResult;
import dev.kobako.slim.Bundler;
import dev.kobako.slim.ClosureOptions;
import dev.kobako.slim.ImageSettings;
import dev.kobako.slim.KeepSet;
import dev.kobako.slim.Packer;
import dev.kobako.slim.Reason;
import dev.kobako.slim.ShrinkOptions;
import dev.kobako.slim.Source;
import dev.kobako.slim.Upx;
import dev.kobako.toolbox.Tool;
import dev.kobako.tree.Tree;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * What is done to the image of a cell after it was built: slimmed, bundled, stripped, packed.
 *
 * @param scratch where new layers and files in between go; must outlive the results
 */
record CellPosts(
    CompareMeans means,
    CellSettings settings,
    LaidOutImages laidOut,
    Supplier<Trials> trials,
    Path scratch) {
  /** All that the settings say, in the order in which {@link PostSettings} has it. */
  Image applied(Image image) throws IOException, CellFailure {
    PostSettings post = settings.post();
    Image made = image;
    if (post.slimLevel().isPresent()) {
      made = slimmed(made, Level.valueOf(post.slimLevel().get().toUpperCase(Locale.ROOT)));
    }
    if (post.isBundled()) {
      return bundled(made);
    }
    return post.isStripped() || post.upxLevel().isPresent() ? shrunk(made) : made;
  }

  private Image slimmed(Image image, Level level) throws IOException, CellFailure {
    SlimRequest request =
        new SlimRequest(
            level,
            new CellRuns(means, settings).scenarios(),
            KeepRules.NONE,
            SlimRequest.REPAIRS,
            Proving.DEFAULT,
            Compression.NONE,
            image.config().created().orElse(Instant.EPOCH),
            Main.VERSION,
            new TreeMap<>(),
            BaseLayers.NONE);
    try (Slimmer slimmer =
        new Slimmer(new SlimLayers(laidOut), trials, scratch, SlimProgress.NONE)) {
      return slimmer.reduce("the image", image, request).image();
    } catch (KobakoException e) {
      throw CompareCells.failure("slim", e, "");
    }
  }

  private Image bundled(Image image) throws IOException, CellFailure {
    ImageConfig config = image.config();
    List<String> command = config.entrypoint().isEmpty() ? config.cmd() : config.entrypoint();
    if (command.isEmpty()) {
      throw new CellFailure("bundle", "the image names no program that could be bundled");
    }
    ImageSettings kept =
        new ImageSettings(
            Optional.of(config.entrypoint()).filter(words -> !words.isEmpty()),
            config.cmd(),
            config.environment(),
            config.setWorkingDir(),
            Optional.of(config.user()).filter(user -> !user.isEmpty()),
            config.labels(),
            config.exposedPorts());
    try {
      BundlePlan plan =
          Bundler.plan(
              source(image),
              new BundleRequest(
                  List.of(command.getFirst()),
                  List.of(),
                  List.of(),
                  true,
                  ClosureOptions.defaults(),
                  kept));
      return assembled(plan, kept, config).image();
    } catch (KobakoException e) {
      throw CompareCells.failure("bundle", e, "");
    }
  }

  /** The same files, smaller. */
  private Image shrunk(Image image) throws IOException, CellFailure {
    ImageConfig config = image.config();
    try {
      BundlePlan plan =
          new BundlePlan(
              KeepSet.of(laidOut.tree(image), Reason.asked("all of it stays")),
              List.of(),
              List.of(),
              config.environment(),
              List.of());
      ImageAssembly assembly = ImageAssembly.scratch(config);
      for (Layer layer : assembled(plan, ImageSettings.none(), config).image().layers()) {
        assembly = assembly.plus(layer, HistoryEntry.of(Instant.EPOCH, "kobako compare"));
      }
      return assembly.image(config.created().orElse(Instant.EPOCH));
    } catch (KobakoException e) {
      throw CompareCells.failure(settings.post().upxLevel().isPresent() ? "upx" : "strip", e, "");
    }
  }

  private Source source(Image image) throws IOException {
    Tree tree = laidOut.tree(image);
    return new Source(
        "the image",
        tree,
        image.config().environment(),
        image.config().workingDir(),
        InstalledPackages.of(tree),
        Source.Kind.IMAGE);
  }

  private BundleResult assembled(BundlePlan plan, ImageSettings kept, ImageConfig config)
      throws IOException {
    PostSettings post = settings.post();
    try (ToolAccess tools = new ToolAccess(means.console(), means.display())) {
      return new BundleAssembly(
              plan,
              Source.Kind.IMAGE,
              kept,
              new ShrinkOptions(
                  post.isStripped(), post.upxLevel().map(Upx.Level::parse), List.of()),
              Packer.Layering.ONE,
              Compression.NONE,
              config.platform(),
              config.created().orElse(Instant.EPOCH),
              Optional.empty())
          .make(scratch, scratch, () -> tools.require(Tool.UPX).program());
    }
  }
}
