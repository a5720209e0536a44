package dev.kobako.build;

import dev.kobako.image.Compression;
import dev.kobako.image.Content;
import dev.kobako.image.Digest;
import dev.kobako.image.Layer;
import dev.kobako.image.LayerWriter;
import dev.kobako.sandbox.Container;
import dev.kobako.sandbox.ContainerResult;
import dev.kobako.sandbox.Ending;
import dev.kobako.sandbox.LayerFolders;
import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.TarOptions;
import dev.kobako.tree.TarWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Runs nothing: {@code write PATH TEXT} makes a file, {@code nothing} changes nothing, {@code exit
 * N} fails, anything else is what a test has given.
 */
final class StandInRuns implements ContainerRuns {
  final List<Container> containers = Collections.synchronizedList(new ArrayList<>());
  final List<Digest> unpacked = Collections.synchronizedList(new ArrayList<>());
  final AtomicInteger timesMadeReady = new AtomicInteger();
  Consumer<Container> during = _ -> {};

  @Override
  public void getReady() {
    timesMadeReady.incrementAndGet();
  }

  @Override
  public Optional<String> limits() {
    return Optional.empty();
  }

  @Override
  public LayerFolders.Unpacked unpacked(
      LayerFolders.Packed layer, List<LayerFolders.Packed> below) {
    unpacked.add(layer.diffId());
    return new LayerFolders.Unpacked(Path.of("/unpacked", layer.diffId().hex()));
  }

  @Override
  public ContainerResult run(Container container, OutputStream output, OutputStream errors) {
    containers.add(container);
    during.accept(container);
    List<String> command = container.command();
    try {
      output.write(("ran " + String.join(" ", command)).getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return switch (command.getFirst()) {
      case "exit" -> result(new Ending.Exited(Integer.parseInt(command.get(1))), Optional.empty());
      case "kill" -> result(new Ending.Signalled(9), Optional.empty());
      case "write" ->
          result(
              new Ending.Exited(0),
              Optional.of(
                  new Entry.RegularFile(
                      Attributes.of(0644).withMtime(Instant.now()),
                      Content.of(command.get(2).getBytes(StandardCharsets.UTF_8)),
                      0)));
      default -> result(new Ending.Exited(0), Optional.empty());
    };
  }

  private ContainerResult result(Ending ending, Optional<Entry> file) {
    ImagePath path =
        file.isPresent() ? ImagePath.of(containers.getLast().command().get(1)) : ImagePath.ROOT;
    return new ContainerResult() {
      @Override
      public Ending ending() {
        return ending;
      }

      @Override
      public Optional<Layer> changes(Path stagingFolder, Optional<Instant> latest) {
        return file.map(entry ->
            LayerWriter.write(
                stagingFolder,
                Compression.NONE,
                out ->
                    TarWriter.write(
                        new TreeMap<>(java.util.Map.of(path, entry)),
                        latest.map(TarOptions::clampTo).orElse(TarOptions.keepTimes()),
                        out)));
      }

      @Override
      public void keepIn(LayerFolders folders, Digest diffId) {}

      @Override
      public void close() {}
    };
  }

  @Override
  public void keep(ContainerResult result, Digest diffId) {}
}
