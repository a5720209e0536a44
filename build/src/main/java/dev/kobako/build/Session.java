package dev.kobako.build;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.Failure;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.dockerfile.SourceText;
import dev.kobako.dockerfile.Span;
import dev.kobako.image.Compression;
import dev.kobako.image.Content;
import dev.kobako.image.Digest;
import dev.kobako.image.DiskFailure;
import dev.kobako.image.Layer;
import dev.kobako.image.LayerWriter;
import dev.kobako.sandbox.LayerFolders;
import dev.kobako.tree.CopiedUp;
import dev.kobako.tree.Entry;
import dev.kobako.tree.LayerChanges;
import dev.kobako.tree.TarOptions;
import dev.kobako.tree.TarWriter;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Supplier;

/**
 * What all steps of one build share.
 *
 * @param epoch the time of the image, if it is given
 * @param instructions the digest of the Dockerfile's
 * @param copiedFrom the stages that COPY takes files of
 * @param last what is known of the build before this one
 */
record Session(
    EngineSettings settings,
    Optional<Instant> epoch,
    BuildCache cache,
    StateTrees trees,
    ContextTrees contexts,
    Copier copier,
    ContainerRuns containers,
    Notes notes,
    BuildEvents events,
    SourceText dockerfile,
    Digest instructions,
    Set<Integer> copiedFrom,
    UsedRecords used,
    LastBuild last) {

  /** No file of a layer may be later than this. */
  Optional<Instant> latest() {
    return settings.rewriteTimes() ? epoch : Optional.empty();
  }

  /** What a step that writes a layer depends on, in any case. */
  StepInputs inputs(String kind) {
    StepInputs inputs = new StepInputs(kind);
    latest().ifPresent(time -> inputs.with("SOURCE_DATE_EPOCH", time.toString()));
    return inputs;
  }

  /** Starts the key of a layer that is no step's. */
  KeyWriter key(String kind) {
    return new KeyWriter(kind).optional(latest().map(Instant::toString));
  }

  /** A layer of changes, kept in the cache. */
  Layer layer(LayerChanges changes) {
    return cache.kept(stagedLayer(changes));
  }

  /** A layer of changes that the cache may keep. */
  Layer stagedLayer(LayerChanges changes) {
    TarOptions options = latest().map(TarOptions::clampTo).orElse(TarOptions.keepTimes());
    return LayerWriter.write(
        cache.stagingFolder(), Compression.NONE, out -> TarWriter.write(changes, options, out));
  }

  /** A layer of changes without what was only copied up; none where that is the layer itself. */
  Optional<Layer> withoutCopies(Layer layer, Chain below) {
    Content tar = cache.tar(layer);
    try {
      SortedMap<String, Entry.RegularFile> copies = CopiedUp.in(tar, () -> trees.of(below));
      return copies.isEmpty()
          ? Optional.empty()
          : Optional.of(
              cache.kept(
                  LayerWriter.write(
                      cache.stagingFolder(),
                      Compression.NONE,
                      out -> CopiedUp.leaveOut(tar, copies, out))));
    } catch (IOException e) {
      throw DiskFailure.reading(cache.folder(), e);
    }
  }

  /** The layers of a state as folders that containers mount, the lowest first. */
  List<LayerFolders.Unpacked> unpacked(Chain chain) {
    return LaidOutImages.unpacked(cache, chain.layers(), containers::unpacked);
  }

  /** What is wrong with a step, at its instruction. */
  KobakoException error(Step step, String fact, String remedy) {
    return error(step.statement().span(), fact, remedy);
  }

  /**
   * The same failure with the line of the instruction, where it is the input's fault and nobody has
   * said the line yet.
   */
  <R> R at(Step step, Supplier<R> work) {
    try {
      return work.get();
    } catch (KobakoException e) {
      Diagnostic told = e.diagnostic();
      if (e.failure() != Failure.FINDING || told.place().startsWith(dockerfile.place() + ":")) {
        throw e;
      }
      throw error(step, told.place() + ": " + told.fact(), told.remedy().orElse("change the line"));
    }
  }

  KobakoException error(Span span, String fact, String remedy) {
    return dockerfile.error(span, fact, remedy);
  }
}
