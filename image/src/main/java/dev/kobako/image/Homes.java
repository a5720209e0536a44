package dev.kobako.image;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.util.Optional;

/**
 * All homes of one user, reached by {@link ImageLocation}: the way of commands to images.
 *
 * @param store the user's own store
 */
public record Homes(ImageStore store) {
  /**
   * Reads an image from where it is.
   *
   * @throws KobakoException a finding, where it is not there; usage, for a location that holds no
   *     image or can't be reached yet
   */
  public Image read(ImageLocation location, Platform platform) {
    return switch (location) {
      case ImageLocation.Store(ImageReference reference) ->
          store
              .image(reference, platform)
              .orElseThrow(() ->
                  KobakoException.finding(
                      Diagnostic.of(
                          reference.familiar(),
                          "there is no such image in the store " + store.layoutFolder(),
                          "make it, or read it from an archive or layout:"
                              + " docker-archive:FILE, oci-archive:FILE, oci:FOLDER")));
      case ImageLocation.Layout(var folder, var name) ->
          new OciLayout(folder).read(selector(name, platform));
      case ImageLocation.LayoutArchive(var file, var name) ->
          new OciArchive(file).read(selector(name, platform));
      case ImageLocation.SavedArchive(var file, var reference) ->
          new DockerArchive(file).read(selector(reference.map(ImageReference::toString), platform));
      case ImageLocation.Registry _, ImageLocation.Daemon _ -> throw notYet(location);
      case ImageLocation.RootFileSystem _ ->
          throw KobakoException.usage(
              Diagnostic.of(
                  location.toString(),
                  "is an unpacked root file system, expected an image",
                  "name an image of the store, docker-archive:FILE, oci-archive:FILE or oci:FOLDER"));
    };
  }

  /**
   * Writes an image to where it shall be.
   *
   * @param fallbackName what it is called in a home that needs a name the location doesn't give
   * @throws KobakoException usage, for a location that can't be written
   */
  public Descriptor write(ImageLocation location, Image image, String fallbackName) {
    return switch (location) {
      case ImageLocation.Store(ImageReference reference) -> store.put(image, reference);
      case ImageLocation.Layout(var folder, var name) ->
          new OciLayout(folder).write(image, name.orElse(fallbackName));
      case ImageLocation.LayoutArchive(var file, var name) ->
          new OciArchive(file).write(image, name.orElse(fallbackName));
      case ImageLocation.SavedArchive(var file, var reference) ->
          new DockerArchive(file)
              .write(image, reference.map(ImageReference::toString).orElse(fallbackName));
      case ImageLocation.Registry _, ImageLocation.Daemon _ -> throw notYet(location);
      case ImageLocation.RootFileSystem _ -> throw unpacked(location);
    };
  }

  /**
   * Fails as {@link #write} would where images are never written, before there is one.
   *
   * @throws KobakoException usage, for a location that can't be written
   */
  public static void requireWritable(ImageLocation location) {
    switch (location) {
      case ImageLocation.Store _,
          ImageLocation.Layout _,
          ImageLocation.LayoutArchive _,
          ImageLocation.SavedArchive _ -> {}
      case ImageLocation.Registry _, ImageLocation.Daemon _ -> throw notYet(location);
      case ImageLocation.RootFileSystem _ -> throw unpacked(location);
    }
  }

  private static KobakoException unpacked(ImageLocation location) {
    return KobakoException.usage(
        Diagnostic.of(
            location.toString(),
            "images are not written as unpacked root file systems",
            "write oci:FOLDER and unpack it, with umoci for example"));
  }

  private static ImageSelector selector(Optional<String> name, Platform platform) {
    return new ImageSelector(name, Optional.empty(), platform);
  }

  private static KobakoException notYet(ImageLocation location) {
    return KobakoException.usage(
        Diagnostic.of(
            location.toString(),
            "registries and daemons are not reached yet",
            "go through an archive: skopeo copy, docker save and docker load know docker-archive"));
  }
}
