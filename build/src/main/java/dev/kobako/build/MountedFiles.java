package dev.kobako.build;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.dockerfile.RunMount;
import dev.kobako.image.Digest;
import dev.kobako.image.Layer;
import dev.kobako.sandbox.LayerFolders;
import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.LayerChanges;
import dev.kobako.tree.MemoryTree;
import dev.kobako.tree.Printable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The files that a mount of RUN shows: of layers, or of the context. */
sealed interface MountedFiles {
  /** The digest of what can be seen. */
  Digest fingerprint();

  /** What a container mounts; unpacks layers. */
  Laid laid();

  /**
   * Layers and a path in them.
   *
   * @param layers unpacked, the lowest first
   */
  record Laid(List<LayerFolders.Unpacked> layers, String path) {}

  /** What a mount shows, if it shows files; may wait for a stage and read its layers. */
  static Optional<MountedFiles> of(
      Session session, RunStep step, RunStep.PlannedMount planned, Sources sources) {
    String path =
        switch (planned.mount()) {
          case RunMount.Bind bind -> bind.source();
          case RunMount.Cache cache -> cache.source();
          case RunMount.Tmpfs _, RunMount.Secret _, RunMount.Ssh _ -> "";
        };
    if (planned.from() instanceof CopySource.Nowhere) {
      return ofNothing(session, planned.mount(), path);
    }
    SelectedFiles files =
        new SelectedFiles(session, selection(step, planned.from(), path), sources);
    return Optional.of(
        sources
            .chain(planned.from())
            .<MountedFiles>map(chain -> new OfLayers(session, chain, path, files))
            .orElseGet(() -> new OfContext(session, files)));
  }

  /** Of {@code scratch}; a cache without files to begin with says the same. */
  private static Optional<MountedFiles> ofNothing(Session session, RunMount mount, String path) {
    if (!path.isEmpty() && !path.equals("/")) {
      throw KobakoException.finding(
          Diagnostic.of(
              Printable.text(path),
              "is to be mounted, and there is nothing that it could be in",
              "name a stage, an image or a context with from="));
    }
    return mount instanceof RunMount.Bind ? Optional.of(new OfNothing(session)) : Optional.empty();
  }

  /** As if it were to be copied, which finds the same and tells the same where it is missing. */
  private static CopyStep selection(RunStep step, CopySource from, String path) {
    return new CopyStep(
        step.statement(),
        step.history(),
        false,
        from,
        List.of(new CopyStep.Source.Path(escaped(path))),
        OfContext.PLACE,
        Optional.empty(),
        Optional.empty(),
        true,
        false,
        List.of(),
        Optional.empty(),
        false,
        Optional.empty());
  }

  /** As a pattern that matches nothing else. */
  private static String escaped(String path) {
    StringBuilder pattern = new StringBuilder();
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if ("*?[\\".indexOf(c) >= 0) {
        pattern.append('\\');
      }
      pattern.append(c);
    }
    return pattern.toString();
  }

  /** Files of a stage or an image, where they are. */
  record OfLayers(Session session, Chain chain, String path, SelectedFiles files)
      implements MountedFiles {
    /** All of them are as good as the layers; reading every file to find out would take long. */
    @Override
    public Digest fingerprint() {
      return path.equals("/") ? chain.id() : files.fingerprint();
    }

    @Override
    public Laid laid() {
      return new Laid(session.unpacked(chain), path);
    }
  }

  /** An empty folder. */
  record OfNothing(Session session) implements MountedFiles {
    @Override
    public Digest fingerprint() {
      return Chain.EMPTY.id();
    }

    @Override
    public Laid laid() {
      Entry folder = new Entry.Directory(Attributes.of(LayerDraft.PARENT_MODE));
      Layer layer =
          session.layer(
              LayerChanges.of(
                  new TreeMap<>(Map.of(ImagePath.of(OfContext.PLACE), folder)), List.of()));
      return new Laid(session.unpacked(Chain.EMPTY.plus(layer)), OfContext.PLACE);
    }
  }

  /**
   * Files of the context, of which a layer is made: so their owners are those that BuildKit gives
   * them, what is ignored isn't there, and nobody changes them meanwhile.
   */
  record OfContext(Session session, SelectedFiles files) implements MountedFiles {
    static final String PLACE = "/mounted";

    @Override
    public Digest fingerprint() {
      return files.fingerprint();
    }

    @Override
    public Laid laid() {
      StepKey key = StepKey.of(session.key("mounted").digest(fingerprint()).key());
      StepRecord record =
          session
              .cache()
              .step(key)
              .orElseGet(() -> {
                Layer layer = session.layer(files.selection().onto(MemoryTree.builder().build()));
                StepRecord made = new StepRecord(layer, Instant.now());
                session.cache().remember(key, made);
                return made;
              });
      Layer layer = session.cache().layer(record.diffId(), record.size());
      return new Laid(session.unpacked(Chain.EMPTY.plus(layer)), PLACE);
    }
  }
}
