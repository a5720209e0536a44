package dev.kobako.sandbox;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Compression;
import dev.kobako.image.Digest;
import dev.kobako.image.Layer;
import dev.kobako.image.LayerWriter;
import dev.kobako.tree.OverlayChanges;
import dev.kobako.tree.TarOptions;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The folder that overlayfs has written the changes of a container to.
 *
 * @param start a little before the container began
 */
record ContainerChanges(RootShell shell, ContainerSetup setup, Instant start, Ending ending)
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
    boolean[] any = {false};
    Bundle bundle = new Bundle();
    bundle.folder("below");
    String lower = bundle.lower(setup.container().layers());
    List<String> parameters =
        List.of(
            setup.folder().toString(),
            "0",
            ContainerSetup.tar(),
            lower,
            setup.changes().resolve("fs").toString(),
            ContainerSetup.tar());
    OutputPump.Reader reader =
        in -> {
          InputStream buffered = new BufferedInputStream(in, BUFFER);
          any[0] =
              OverlayChanges.write(buffered, FoldersBefore.read(buffered), start, options, out);
        };
    OutputPump pump =
        shell.run(
            "a container's changes can't be read",
            ContainerScript.PACK,
            parameters,
            bundle,
            Launch.Sink.of(reader));
    if (pump.failure().isPresent()) {
      throw unreadable(pump.failure().get());
    }
    if (!any[0]) {
      throw new Nothing();
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
