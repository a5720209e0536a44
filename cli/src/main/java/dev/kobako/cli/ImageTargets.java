package dev.kobako.cli;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Artifact;
import dev.kobako.image.ImageLocation;
import dev.kobako.image.ImageReference;
import dev.kobako.image.ImageValidator;
import dev.kobako.image.Layer;
import dev.kobako.image.Platform;
import dev.kobako.image.Progress;
import dev.kobako.transfer.Homes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine.ParseResult;

/**
 * Where an image that a command makes should go.
 *
 * @param tags names in the store
 * @param outputs locations, written after those
 */
record ImageTargets(List<String> tags, List<String> outputs) {
  ImageTargets {
    tags = List.copyOf(tags);
    outputs = List.copyOf(outputs);
  }

  /**
   * An image, or an index of several.
   *
   * @param platforms of the images that are read back and checked
   * @param name in a home that needs one, where no tag gives it
   * @param sound layers that were read back already, from the files in which they were made
   */
  record Made(Artifact artifact, List<Platform> platforms, String name, List<Layer> sound) {
    Made {
      platforms = List.copyOf(platforms);
      sound = List.copyOf(sound);
    }

    Made(Artifact artifact, List<Platform> platforms, String name) {
      this(artifact, platforms, name, List.of());
    }
  }

  /** Declares {@code --tag} and {@code --output}. */
  static void declare(Options options) {
    options
        .texts("NAME", "Name in kobako's store.", "-t", "--tag")
        .texts(
            "LOCATION",
            "Write it there as well: docker://NAME, oci-archive:FILE, oci:FOLDER[:TAG],"
                + " docker-archive:FILE, docker-daemon:NAME, podman:NAME.",
            "-o",
            "--output");
  }

  /** What {@code --tag} and {@code --output} say. */
  static ImageTargets of(ParseResult parsed) {
    return new ImageTargets(Options.texts(parsed, "--tag"), Options.texts(parsed, "--output"));
  }

  /**
   * Fails where there is none.
   *
   * @param command that makes the image, as in {@code kobako base}
   * @param preview its option that only tells what would be made
   */
  void requireAny(String command, String preview) {
    if (tags.isEmpty() && outputs.isEmpty()) {
      throw KobakoException.usage(
          Diagnostic.of(
              command,
              "nothing says where the image should go",
              "add -t NAME for the store or -o LOCATION, or "
                  + preview
                  + " to see what would be in it"));
    }
  }

  /** Fails where one of them can't be written, before there is an image. */
  void requireWritable() {
    locations().forEach(Homes::requireWritable);
  }

  /** Where it goes, in the order in which that is written. */
  List<ImageLocation> locations() {
    List<ImageLocation> locations = new ArrayList<>();
    tags.forEach(tag -> locations.add(new ImageLocation.Store(ImageReference.parse(tag))));
    outputs.forEach(output -> locations.add(ImageLocation.parse(output)));
    return locations;
  }

  /**
   * Writes the image everywhere it should go, and checks each copy.
   *
   * @param then is told of each copy that is sound, before the next is made
   * @return the locations, for a report
   */
  List<String> write(Made made, Homes homes, Progress progress, Consumer<ImageLocation> then) {
    String name = tags.isEmpty() ? made.name() : tags.getFirst();
    List<String> written = new ArrayList<>();
    for (ImageLocation target : locations()) {
      homes.write(target, made.artifact(), name, progress);
      for (Platform platform : made.platforms()) {
        ImageValidator.require(homes.read(target, platform), made.sound());
      }
      then.accept(target);
      written.add(target.toString());
    }
    return written;
  }
}
