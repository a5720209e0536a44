package dev.kobako.build;

import dev.kobako.image.Content;
import dev.kobako.image.Digest;
import dev.kobako.image.Image;
import dev.kobako.image.Layer;
import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.LayerTar;
import dev.kobako.tree.LayeredTree;
import dev.kobako.tree.MemoryTree;
import dev.kobako.tree.Tree;
import dev.kobako.tree.TreeDump;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/** An engine with stand-ins for what runs, a context in memory, and what was told of it. */
final class Workshop implements BuildEvents {
  final StandInRuns runs = new StandInRuns();
  final SortedMap<String, String> context = new TreeMap<>();
  final List<String> told = Collections.synchronizedList(new ArrayList<>());

  /** Why steps ran that an earlier build had done. */
  final List<String> changes = Collections.synchronizedList(new ArrayList<>());

  final SortedMap<String, Content> secrets = new TreeMap<>();
  final SortedMap<String, Path> agents = new TreeMap<>();
  final SequencedMap<String, String> hosts = new LinkedHashMap<>();
  Optional<Instant> epoch = Optional.empty();
  Optional<Path> certificates = Optional.empty();
  boolean rewriteTimes;

  /** The context, where it is no longer the one in memory. */
  Supplier<SourceTree> files = this::inMemory;

  /** The folder that the context is, and the time of all in it. */
  String place = "/project";

  Instant time = Instant.EPOCH;
  private final Path folder;

  Workshop(Path folder) {
    this.folder = folder;
  }

  Image build(Plan plan) {
    try (BuildCache cache = BuildCache.in(folder)) {
      return build(plan, cache);
    }
  }

  Image build(Plan plan, BuildCache cache) {
    return built(plan, cache).image();
  }

  Built built(Plan plan, BuildCache cache) {
    EngineSettings settings =
        new EngineSettings(
            cache,
            new Copying(folder, new TreeMap<>()),
            () -> {
              throw new AssertionError("no containers in this test");
            },
            _ -> files.get(),
            secrets,
            agents,
            hosts,
            epoch,
            rewriteTimes,
            certificates,
            RunLimits.USUAL);
    return new Engine(settings, this, settings.copying()::select, runs).build(plan);
  }

  private SourceTree inMemory() {
    return new InMemory(tree(), Optional.of(place));
  }

  private Tree tree() {
    MemoryTree.Builder tree = MemoryTree.builder();
    context.forEach((path, text) ->
        tree.put(
            ImagePath.of(path),
            new Entry.RegularFile(
                Attributes.of(0644).withMtime(time),
                Content.of(text.getBytes(StandardCharsets.UTF_8)),
                0)));
    return tree.build();
  }

  /** A context in memory. */
  record InMemory(Tree tree, Optional<String> folder) implements SourceTree {
    @Override
    public Digest digest(ImagePath path, Entry.RegularFile file) {
      try {
        return Digest.sha256(file.content().bytes());
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
  }

  /** The files of an image, without times. */
  static String files(Image image) throws IOException {
    List<LayerTar> layers = new ArrayList<>();
    for (Layer layer : image.layers()) {
      layers.add(new LayerTar(layer.blob(), "layer", ""));
    }
    return TreeDump.dump(LayeredTree.fromLayers(layers));
  }

  @Override
  public void changed(Plan.Stage stage, int step, String why) {
    changes.add(stage.index() + "." + step + ": " + why);
  }

  @Override
  public void done(Plan.Stage stage, int step, Outcome outcome) {
    told.add(stage.index() + "." + step + (outcome.cached() ? " cached" : " done"));
  }

  @Override
  public void output(Plan.Stage stage, int step, byte[] bytes, boolean error) {
    told.add(stage.index() + "." + step + ": " + new String(bytes, StandardCharsets.UTF_8));
  }

  @Override
  public void note(String text) {
    if (!text.startsWith("RUN uses")) {
      told.add("note: " + text);
    }
  }

  /** What was told since the last time. */
  List<String> told() {
    List<String> all = told.stream().sorted().toList();
    told.clear();
    return all;
  }
}
