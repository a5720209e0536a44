package dev.kobako.cli;

import dev.kobako.image.Artifact;
import dev.kobako.image.Image;
import dev.kobako.image.ImageLocation;
import dev.kobako.image.ImageReference;
import dev.kobako.image.LayerPacking;
import dev.kobako.image.Progress;
import dev.kobako.transfer.Homes;
import dev.kobako.tree.MemoryTree;
import dev.kobako.tree.TarOptions;
import dev.kobako.tree.TarWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes what was built to where the command line says. */
final class BuildExport {
  private static final String STANDARD_OUTPUT = "-";
  private static final int BUFFER = 256 * 1024;

  private final Homes homes;
  private final Console console;
  private final Progress progress;
  private final LayerPacking packing;
  private final List<String> tags;
  private final List<BuildOutput> outputs;

  /**
   * @param packing compresses layers
   * @param tags names of the image for outputs that don't name it
   */
  BuildExport(
      Homes homes,
      Console console,
      Progress progress,
      LayerPacking packing,
      List<String> tags,
      List<BuildOutput> outputs) {
    this.homes = homes;
    this.console = console;
    this.progress = progress;
    this.packing = packing;
    this.tags = List.copyOf(tags);
    this.outputs = List.copyOf(outputs);
  }

  /**
   * Something that was written.
   *
   * @param place for a report; empty for standard output
   * @param artifact in the form in which it was written
   */
  record Written(String place, Kind kind, Artifact artifact) {
    /** What it is, the one that others rely on most first. */
    enum Kind {
      /** An image that other machines can pull. */
      PUSHED,
      /** An image in kobako's store. */
      STORED,
      /** An image in a file, a folder or an engine. */
      IMAGE,
      /** The files of the image. */
      FILES
    }
  }

  /**
   * Puts the result into the store under every tag, then writes the outputs. What is pushed has
   * compressed layers; the store gets the image in the same form then, so that it has one digest
   * everywhere. Uncompressed layers are linked, not copied.
   */
  List<Written> write(BuildResult result) throws IOException {
    Artifact artifact = result.artifact();
    try (ScratchFolder scratch = ScratchFolder.in(homes.store().stagingFolder())) {
      List<Written> written = new ArrayList<>();
      Artifact stored = inStore(artifact, scratch.path());
      for (String tag : tags) {
        written.add(write(new ImageLocation.Store(ImageReference.parse(tag)), stored, tag));
      }
      for (BuildOutput output : outputs) {
        switch (output.type()) {
          case LOCAL -> written.add(files(output, result));
          case TAR -> written.add(tar(output, result));
          case STORE -> {
            Artifact form =
                output.hasOwnForm() ? converted(output, artifact, scratch.path()) : stored;
            written.addAll(image(output, form, scratch.path()));
          }
          case OCI, DOCKER, REGISTRY, IMAGE, LOCATION ->
              written.addAll(
                  image(output, converted(output, artifact, scratch.path()), scratch.path()));
        }
      }
      return written;
    }
  }

  private Artifact inStore(Artifact artifact, Path scratch) {
    return outputs.stream()
        .filter(BuildOutput::pushes)
        .findFirst()
        .map(pushed -> converted(pushed, artifact, scratch))
        .orElse(artifact);
  }

  private Artifact converted(BuildOutput output, Artifact artifact, Path scratch) {
    return output.conversion().apply(artifact, packing, scratch, progress);
  }

  private Written write(ImageLocation location, Artifact artifact, String name) {
    if (location instanceof ImageLocation.Registry) {
      progress.note("pushing " + location);
    }
    homes.write(location, artifact, name, progress);
    Written.Kind kind =
        switch (location) {
          case ImageLocation.Registry _ -> Written.Kind.PUSHED;
          case ImageLocation.Store _ -> Written.Kind.STORED;
          case ImageLocation.Layout _,
              ImageLocation.LayoutArchive _,
              ImageLocation.SavedArchive _,
              ImageLocation.Daemon _,
              ImageLocation.RootFileSystem _ ->
              Written.Kind.IMAGE;
        };
    return new Written(location.toString(), kind, artifact);
  }

  private List<Written> image(BuildOutput output, Artifact artifact, Path scratch)
      throws IOException {
    List<Written> written = new ArrayList<>();
    for (ImageLocation location : locations(output, scratch)) {
      Written one = write(location, artifact, "latest");
      if (isStandardOutput(output)) {
        Files.copy(scratch.resolve(STANDARD_OUTPUT), console.out());
        written.add(new Written("", one.kind, artifact));
      } else {
        written.add(one);
      }
    }
    return written;
  }

  /** Whether an output takes standard output for itself. */
  static boolean isStandardOutput(BuildOutput output) {
    return switch (output.type()) {
      case OCI -> output.parts().isOn("tar", true) && output.destination().equals(STANDARD_OUTPUT);
      case TAR -> output.destination().equals(STANDARD_OUTPUT);
      case DOCKER -> output.parts().value("dest").equals(Optional.of(STANDARD_OUTPUT));
      case LOCAL, REGISTRY, IMAGE, STORE, LOCATION -> false;
    };
  }

  private List<ImageLocation> locations(BuildOutput output, Path scratch) {
    List<String> names = output.names().isEmpty() ? tags : output.names();
    return switch (output.type()) {
      case OCI -> List.of(layout(output, names, scratch));
      case DOCKER -> docker(output, names, scratch);
      case REGISTRY -> named(names, ImageLocation.Registry::new);
      case IMAGE, STORE -> {
        List<ImageLocation> all = new ArrayList<>(named(names, ImageLocation.Store::new));
        if (output.parts().isOn("push")) {
          all.addAll(named(names, ImageLocation.Registry::new));
        }
        yield all;
      }
      case LOCATION -> List.of(ImageLocation.parse(output.destination()));
      case LOCAL, TAR -> throw new IllegalStateException("no image is written");
    };
  }

  private ImageLocation layout(BuildOutput output, List<String> names, Path scratch) {
    Optional<String> name =
        names.stream().findFirst().map(text -> ImageReference.parse(text).toString());
    return output.parts().isOn("tar", true)
        ? new ImageLocation.LayoutArchive(file(output, scratch), name)
        : new ImageLocation.Layout(console.path(output.parts().required("dest")), name);
  }

  private List<ImageLocation> docker(BuildOutput output, List<String> names, Path scratch) {
    if (output.parts().value("dest").isEmpty()) {
      return named(names, name -> new ImageLocation.Daemon(ImageLocation.Engine.DOCKER, name));
    }
    return List.of(
        new ImageLocation.SavedArchive(
            file(output, scratch), names.stream().findFirst().map(ImageReference::parse)));
  }

  private Path file(BuildOutput output, Path scratch) {
    return output.destination().equals(STANDARD_OUTPUT)
        ? scratch.resolve(STANDARD_OUTPUT)
        : console.path(output.destination());
  }

  private interface Place {
    ImageLocation of(ImageReference name);
  }

  private static List<ImageLocation> named(List<String> names, Place place) {
    return names.stream().map(name -> place.of(ImageReference.parse(name))).toList();
  }

  private Written files(BuildOutput output, BuildResult result) {
    Path folder = console.path(output.destination());
    for (BuildResult.Part part : result.parts()) {
      Path target =
          result.parts().size() == 1
              ? folder
              : folder.resolve(part.platform().toString().replace('/', '_'));
      progress.note("writing files to " + target);
      new TreeFolder(target, progress).write(tree(part.image()));
    }
    return new Written(folder.toString(), Written.Kind.FILES, result.artifact());
  }

  private Written tar(BuildOutput output, BuildResult result) throws IOException {
    MemoryTree tree = tree(result.parts().getFirst().image());
    if (output.destination().equals(STANDARD_OUTPUT)) {
      tar(tree, console.out());
      return new Written("", Written.Kind.FILES, result.artifact());
    }
    Path file = console.path(output.destination());
    try (OutputStream out = Files.newOutputStream(file)) {
      tar(tree, out);
    }
    return new Written(file.toString(), Written.Kind.FILES, result.artifact());
  }

  private static void tar(MemoryTree tree, OutputStream stream) throws IOException {
    BufferedOutputStream out = new BufferedOutputStream(stream, BUFFER);
    TarWriter.write(tree, TarOptions.keepTimes(), out);
    out.flush();
  }

  private MemoryTree tree(Image image) {
    return ImageTrees.of(image, homes.store().unpackedLayers());
  }
}
