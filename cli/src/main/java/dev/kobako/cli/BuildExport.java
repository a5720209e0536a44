package dev.kobako.cli;

import dev.kobako.image.Artifact;
import dev.kobako.image.Image;
import dev.kobako.image.ImageLocation;
import dev.kobako.image.ImageReference;
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
  private final List<String> tags;

  /**
   * @param tags names of the image for outputs that don't name it
   */
  BuildExport(Homes homes, Console console, Progress progress, List<String> tags) {
    this.homes = homes;
    this.console = console;
    this.progress = progress;
    this.tags = List.copyOf(tags);
  }

  /**
   * Puts an artifact into the store under every tag; uncompressed layers are linked, not copied.
   */
  List<String> store(Artifact artifact) {
    List<String> written = new ArrayList<>();
    for (String tag : tags) {
      ImageLocation location = new ImageLocation.Store(ImageReference.parse(tag));
      homes.write(location, artifact, tag, progress);
      written.add(location.toString());
    }
    return written;
  }

  /**
   * Writes it.
   *
   * @return where, for a report
   */
  List<String> write(BuildOutput output, BuildResult result) throws IOException {
    return switch (output.type()) {
      case LOCAL -> files(output, result);
      case TAR -> tar(output, result);
      case OCI, DOCKER, REGISTRY, IMAGE, STORE, LOCATION -> image(output, result.artifact());
    };
  }

  private List<String> image(BuildOutput output, Artifact artifact) throws IOException {
    try (ScratchFolder scratch = ScratchFolder.in(homes.store().stagingFolder())) {
      Artifact converted = output.conversion().apply(artifact, scratch.path(), progress);
      List<String> written = new ArrayList<>();
      for (ImageLocation location : locations(output, scratch.path())) {
        homes.write(location, converted, "latest", progress);
        if (isStandardOutput(output)) {
          Files.copy(scratch.path().resolve(STANDARD_OUTPUT), console.out());
        } else {
          written.add(location.toString());
        }
      }
      return written;
    }
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
      case REGISTRY -> named(output, names, ImageLocation.Registry::new);
      case IMAGE, STORE -> {
        List<ImageLocation> all = new ArrayList<>(named(output, names, ImageLocation.Store::new));
        if (output.parts().isOn("push")) {
          all.addAll(named(output, names, ImageLocation.Registry::new));
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
      return named(
          output, names, name -> new ImageLocation.Daemon(ImageLocation.Engine.DOCKER, name));
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

  private static List<ImageLocation> named(BuildOutput output, List<String> names, Place place) {
    if (names.isEmpty()) {
      throw output.parts().usage("nothing names the image", "add -t NAME");
    }
    return names.stream().map(name -> place.of(ImageReference.parse(name))).toList();
  }

  private List<String> files(BuildOutput output, BuildResult result) {
    Path folder = console.path(output.destination());
    for (BuildResult.Part part : result.parts()) {
      Path target =
          result.parts().size() == 1
              ? folder
              : folder.resolve(part.platform().toString().replace('/', '_'));
      progress.note("writing files to " + target);
      new TreeFolder(target, progress).write(tree(part.image()));
    }
    return List.of(folder.toString());
  }

  private List<String> tar(BuildOutput output, BuildResult result) throws IOException {
    if (result.parts().size() > 1) {
      throw output
          .parts()
          .usage("one tar can't hold the trees of several platforms", "build for one --platform");
    }
    MemoryTree tree = tree(result.parts().getFirst().image());
    if (output.destination().equals(STANDARD_OUTPUT)) {
      tar(tree, console.out());
      return List.of();
    }
    Path file = console.path(output.destination());
    try (OutputStream out = Files.newOutputStream(file)) {
      tar(tree, out);
    }
    return List.of(file.toString());
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
