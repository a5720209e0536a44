package dev.kobako.build;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Digest;
import dev.kobako.sandbox.Container;
import dev.kobako.sandbox.ContainerResult;
import dev.kobako.sandbox.Containers;
import dev.kobako.sandbox.LayerFolders;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** RUN in the sandbox, which is asked for when the first step needs it. */
final class SandboxedRuns implements ContainerRuns {
  private final Supplier<Containers> supplier;
  private final LayerFolders folders;
  private final AtomicBoolean asked = new AtomicBoolean();
  private @Nullable Containers containers;

  SandboxedRuns(Supplier<Containers> supplier, Path folder) {
    this.supplier = supplier;
    this.folders = new LayerFolders(folder);
  }

  private synchronized Containers containers() {
    Containers known = containers;
    if (known == null) {
      known = supplier.get();
      containers = known;
    }
    return known;
  }

  @Override
  public void getReady() {
    if (asked.compareAndSet(false, true)) {
      Thread.ofPlatform().daemon().name("containers-ahead").start(this::tryToGetReady);
    }
  }

  private void tryToGetReady() {
    try {
      containers();
    } catch (KobakoException _) {
      // The step that needs them meets it again, if there is one after all.
    }
  }

  @Override
  public Optional<String> limits() {
    return containers().limits();
  }

  @Override
  public LayerFolders.Unpacked unpacked(
      LayerFolders.Packed layer, List<LayerFolders.Packed> below) {
    containers(); // where nothing can run, nothing need be unpacked
    return folders.of(layer, below);
  }

  @Override
  public ContainerResult run(Container container, OutputStream output, OutputStream errors) {
    return containers().run(container, output, errors);
  }

  @Override
  public void keep(ContainerResult result, Digest diffId) {
    result.keepIn(folders, diffId);
  }
}
