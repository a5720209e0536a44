package dev.kobako.sandbox;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Compression;
import dev.kobako.image.Digest;
import dev.kobako.image.Layer;
import dev.kobako.image.LayerWriter;
import dev.kobako.tree.OverlayChanges;
import dev.kobako.tree.OverlayUnchanged;
import dev.kobako.tree.TarOptions;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/**
 * The folder that overlayfs has written the changes of a container to.
 *
 * @param launch what has run the container, and waits to pack them
 * @param group what limits it
 */
record ContainerChanges(
    RootShell shell, ContainerSetup setup, Launch launch, ControlGroup group, Ending ending)
    implements ContainerResult {
  private static final int BUFFER = 256 << 10;
  private static final String WHAT = "a container's changes can't be read";

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
    read(first);
    Reading last = first;
    if (first.unchanged.isPresent()) {
      last = new Reading(options, out);
      readWithout(first.unchanged.get(), last);
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

  /** What the container's own script packs. */
  private void read(Reading reading) throws IOException {
    launch.goOn();
    OutputPump pump = OutputPump.start(launch.after(), reading);
    if (launch.reap().status() != 0) {
      throw SetupFailure.of(WHAT, said());
    }
    requireRead(pump);
  }

  private String said() throws IOException {
    Path log = setup.folder().resolve(ContainerSetup.PACKING_LOG);
    return Files.exists(log) ? Files.readString(log, StandardCharsets.ISO_8859_1) : "";
  }

  /** Once more, in namespaces of their own, without some files. */
  private void readWithout(SortedSet<String> unchanged, Reading reading) {
    Bundle bundle = new Bundle();
    bundle.toPack(setup.changes().resolve("fs"), unchanged);
    List<String> parameters =
        List.of(
            setup.folder().toString(),
            "0",
            ContainerSetup.tar(),
            bundle.lower(setup.container().layers()),
            "yes");
    requireRead(shell.run(WHAT, ContainerScript.PACK, parameters, bundle, OutputSink.of(reading)));
  }

  private static void requireRead(OutputPump pump) {
    try {
      pump.await();
    } catch (InterruptedException e) {
      throw KobakoException.interrupted("sandbox", e);
    }
    pump.failure()
        .ifPresent(failure -> {
          throw failure instanceof KobakoException known
              ? known
              : KobakoException.outside(
                  Diagnostic.of("container", "its changes can't be read: " + failure.getMessage()),
                  failure);
        });
  }

  @Override
  public void keepIn(LayerFolders folders, Digest diffId) {
    launch.close(); // with it go the mounts
    folders.adopt(setup.changes(), diffId);
  }

  @Override
  public void close() {
    launch.close();
    group.close();
    shell.remove(List.of(setup.folder()));
  }
}
