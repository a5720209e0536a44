package dev.kobako.sandbox;

import static java.util.stream.Collectors.joining;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Compression;
import dev.kobako.image.Digest;
import dev.kobako.image.Layer;
import dev.kobako.image.LayerWriter;
import dev.kobako.tree.Attributes;
import dev.kobako.tree.OverlayChanges;
import dev.kobako.tree.OverlayUnchanged;
import dev.kobako.tree.PathBytes;
import dev.kobako.tree.TarOptions;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** The folder that overlayfs has written the changes of a container to. */
record ContainerChanges(RootShell shell, ContainerSetup setup, Ending ending)
    implements ContainerResult {
  private static final int BUFFER = 256 << 10;

  /** Ends the writing of a layer that would say nothing. */
  private static final class Nothing extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Nothing() {
      super("nothing changed", null, false, false);
    }
  }

  @Override
  public Optional<Layer> changes(Path stagingFolder, Optional<Instant> latest) {
    TarOptions options = latest.map(TarOptions::clampTo).orElseGet(TarOptions::keepTimes);
    try {
      return Optional.of(
          LayerWriter.write(stagingFolder, Compression.NONE, out -> write(options, out)));
    } catch (Nothing _) {
      return Optional.empty();
    }
  }

  private void write(TarOptions options, OutputStream out) throws IOException {
    Reading first = new Reading(options, out);
    read(first, false, new TreeSet<>());
    Reading last = first;
    if (first.unchanged.isPresent()) {
      last = new Reading(options, out);
      read(last, true, first.unchanged.get());
    }
    if (!last.any) {
      throw new Nothing();
    }
  }

  /** What one run of the script has told. */
  private final class Reading implements OutputPump.Reader {
    private final TarOptions options;
    private final OutputStream out;
    private Optional<SortedSet<String>> unchanged = Optional.empty();
    private boolean any;

    Reading(TarOptions options, OutputStream out) {
      this.options = options;
      this.out = out;
    }

    @Override
    public void read(InputStream stream) throws IOException {
      InputStream in = new BufferedInputStream(stream, BUFFER);
      OverlayChanges.Lower lower =
          new OverlayChanges.Lower(FoldersBefore.read(in), setup.started());
      if (FoldersBefore.text(in).isEmpty()) {
        any = OverlayChanges.write(in, lower, options, out);
      } else {
        unchanged = Optional.of(OverlayUnchanged.names(in, lower));
      }
    }
  }

  private void read(Reading reading, boolean skip, SortedSet<String> unchanged) {
    Bundle bundle = new Bundle();
    bundle.folder("below");
    bundle.link("upper", setup.changes().resolve("fs"));
    String lines = unchanged.stream().map(each -> "./" + each + "\n").collect(joining());
    bundle.file("skip", Attributes.of(0600), PathBytes.encode(lines));
    List<String> parameters =
        List.of(
            setup.folder().toString(),
            "0",
            ContainerSetup.tar(),
            ContainerSetup.tar(),
            bundle.lower(setup.container().layers()),
            skip ? "yes" : "no");
    OutputPump pump =
        shell.run(
            "a container's changes can't be read",
            ContainerScript.PACK,
            parameters,
            bundle,
            OutputSink.of(reading));
    if (pump.failure().isPresent()) {
      throw unreadable(pump.failure().get());
    }
  }

  private static KobakoException unreadable(Exception failure) {
    return failure instanceof KobakoException known
        ? known
        : KobakoException.outside(
            Diagnostic.of("container", "its changes can't be read: " + failure.getMessage()),
            failure);
  }

  @Override
  public void keepIn(LayerFolders folders, Digest diffId) {
    folders.adopt(setup.changes(), diffId);
  }

  @Override
  public void close() {
    shell.remove(List.of(setup.folder()));
  }
}
