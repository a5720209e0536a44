package dev.kobako.build;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.dockerfile.SourceText;
import dev.kobako.image.Descriptor;
import dev.kobako.image.Image;
import dev.kobako.image.ImageConfig;
import dev.kobako.image.Layer;
import dev.kobako.image.Platform;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;

/** A Dockerfile of a test, what is asked of it, and the images that there are. */
final class PlannedText {
  static final Platform AMD64 = Platform.parse("linux/amd64");

  private final String text;
  private final TreeMap<String, String> arguments = new TreeMap<>();
  private final TreeMap<String, BuildRequest.NamedContext> contexts = new TreeMap<>();
  private final SequencedMap<String, String> labels = new LinkedHashMap<>();
  private final Map<String, ImageConfig> images = new TreeMap<>();
  private Optional<String> target = Optional.empty();
  private Platform platform = AMD64;
  private RunStep.Network network = RunStep.Network.DEFAULT;
  private boolean allowed;
  private Set<String> uncached = Set.of();

  /** What was asked for, each {@code NAME PLATFORM}. */
  final List<String> asked = Collections.synchronizedList(new ArrayList<>());

  private PlannedText(String text) {
    this.text = text;
    image("base", ImageConfig.builder().platform(AMD64).cmd(List.of("sh")).build());
  }

  static PlannedText of(String... lines) {
    return new PlannedText(String.join("\n", lines) + "\n");
  }

  PlannedText image(String name, ImageConfig config) {
    images.put(name, config);
    return this;
  }

  PlannedText argument(String name, String value) {
    arguments.put(name, value);
    return this;
  }

  PlannedText context(String name, String value) {
    contexts.put(name, new BuildRequest.NamedContext(value));
    return this;
  }

  PlannedText label(String name, String value) {
    labels.put(name, value);
    return this;
  }

  PlannedText target(String name) {
    target = Optional.of(name);
    return this;
  }

  PlannedText platform(String name) {
    platform = Platform.parse(name);
    return this;
  }

  PlannedText network(RunStep.Network chosen) {
    network = chosen;
    return this;
  }

  PlannedText allowingAll() {
    allowed = true;
    return this;
  }

  PlannedText uncached(String... names) {
    uncached = Set.of(names);
    return this;
  }

  Plan plan() {
    BuildRequest request =
        new BuildRequest(
            new SourceText("Dockerfile", text),
            target,
            arguments,
            platform,
            AMD64,
            contexts,
            labels,
            uncached,
            false,
            network,
            allowed,
            allowed);
    return new Planner(request, this::find).plan();
  }

  ImageConfig config() {
    return plan().targetStage().config();
  }

  List<String> history() {
    return plan().targetStage().steps().stream().map(Step::history).toList();
  }

  RunStep lastRun() {
    return (RunStep) plan().targetStage().steps().getLast();
  }

  CopyStep lastCopy() {
    return (CopyStep) plan().targetStage().steps().getLast();
  }

  private Image find(String name, Platform wanted) {
    asked.add(name + " " + wanted);
    ImageConfig config = images.get(name);
    if (config == null) {
      throw KobakoException.finding(
          Diagnostic.of("image " + name, "there is none", "load it first"));
    }
    return new ConfigOnly(config);
  }

  /** An image of which a plan needs no more. */
  private record ConfigOnly(ImageConfig config) implements Image {
    @Override
    public Descriptor descriptor() {
      throw new UnsupportedOperationException();
    }

    @Override
    public byte[] manifest() {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<Layer> layers() {
      throw new UnsupportedOperationException();
    }
  }
}
