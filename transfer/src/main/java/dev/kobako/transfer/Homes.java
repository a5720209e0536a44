package dev.kobako.transfer;

import dev.kobako.daemon.EngineHome;
import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Artifact;
import dev.kobako.image.Descriptor;
import dev.kobako.image.DockerArchive;
import dev.kobako.image.Image;
import dev.kobako.image.ImageHome;
import dev.kobako.image.ImageLocation;
import dev.kobako.image.ImageReference;
import dev.kobako.image.ImageSelector;
import dev.kobako.image.ImageStore;
import dev.kobako.image.OciArchive;
import dev.kobako.image.OciLayout;
import dev.kobako.image.Platform;
import dev.kobako.image.PlatformChoice;
import dev.kobako.image.Progress;
import dev.kobako.registry.Registries;
import dev.kobako.registry.RegistrySettings;
import dev.kobako.registry.Repository;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** All homes of one user, reached by {@link ImageLocation}: the way of commands to images. */
public final class Homes implements AutoCloseable {
  private final ImageStore store;
  private final SortedMap<String, String> environment;
  private final boolean insecure;
  private @Nullable Registries registries;
  private final Progress progress;
  private final BaseSupply supply;

  /** The homes of a user where nobody looks how images are pulled. */
  public Homes(ImageStore store, SortedMap<String, String> environment, boolean insecure) {
    this(store, environment, insecure, Progress.NONE, BaseSupply.NONE);
  }

  /**
   * The homes of a user.
   *
   * @param environment of the process
   * @param insecure whether registries may be reached without encryption or trust
   * @param progress is told of images that are pulled because the store lacks them, and of what is
   *     written without a progress of its own
   * @param supply makes images of bare names that no registry gives
   */
  public Homes(
      ImageStore store,
      SortedMap<String, String> environment,
      boolean insecure,
      Progress progress,
      BaseSupply supply) {
    this.store = store;
    this.environment = environment;
    this.progress = progress;
    this.insecure = insecure;
    this.supply = supply;
  }

  /** A place in a home. */
  private record Place(ImageHome home, ImageSelector selector) {}

  /** The user's own store. */
  public ImageStore store() {
    return store;
  }

  /**
   * Reads an image from where it is; a bare name that the store doesn't have is pulled into it.
   *
   * @throws KobakoException a finding, where it is not there; usage, for a location that holds no
   *     image
   */
  public Image read(ImageLocation location, Platform platform) {
    Place place = source(location, PlatformChoice.one(platform));
    return place.home.read(place.selector.withPlatform(platform));
  }

  /**
   * What is there, with those images of an index that are wanted. The index keeps its bytes, but
   * has only those parts; a bare name that the store doesn't have is pulled into it.
   */
  public Artifact artifact(ImageLocation location, PlatformChoice choice) {
    Place place = source(location, choice);
    // An engine keeps one image of a name, or asks which one.
    ImageSelector selector =
        choice instanceof PlatformChoice.Some(List<Platform> platforms)
            ? place.selector.withPlatform(platforms.getFirst())
            : place.selector;
    return place.home.artifact(selector, choice);
  }

  /**
   * Fails where a bare name is not in the store, for commands that must not pull it.
   *
   * @throws KobakoException a finding
   */
  public void requireStored(ImageLocation location) {
    if (location instanceof ImageLocation.Store(ImageReference reference)
        && !store.holds(reference)) {
      throw KobakoException.finding(
          Diagnostic.of(
              reference.familiar(),
              "is not in the store",
              ImageSelector.of(reference).digest().isPresent() && reference.digest().isEmpty()
                  ? "'kobako images' lists what is; a build without a name goes with 'kobako gc'"
                  : "'kobako images' lists what is; 'kobako pull "
                      + reference.familiar()
                      + "' brings it"));
    }
  }

  /** A repository of a registry. */
  public Repository repository(ImageReference reference) {
    return registries().repository(reference);
  }

  /** All registries; the user's configuration of them is read when they are first asked for. */
  public synchronized Registries registries() {
    Registries known = registries;
    if (known == null) {
      known = new Registries(new RegistrySettings(environment, insecure));
      registries = known;
    }
    return known;
  }

  /** Where to read from, which for a bare name is the store in any case. */
  private Place source(ImageLocation location, PlatformChoice choice) {
    if (!(location instanceof ImageLocation.Store(ImageReference reference))) {
      return place(location);
    }
    if (store.holds(reference)) {
      return new Place(store, ImageSelector.of(reference));
    }
    if (reference.digest().isEmpty() && ImageSelector.of(reference).digest().isPresent()) {
      requireStored(location); // No registry can be asked for a digest of no repository.
    }
    ImageLocation remote = new ImageLocation.Registry(reference);
    progress.note(reference.familiar() + " is not in the store: pulling " + remote);
    store.cache(pulledOrMade(reference, choice), reference, progress);
    return new Place(store, ImageSelector.named(reference.toString()));
  }

  private Artifact pulledOrMade(ImageReference reference, PlatformChoice choice) {
    String remote = new ImageLocation.Registry(reference).toString();
    try {
      return repository(reference)
          .artifact(ImageSelector.of(reference), choice)
          .only(remote, choice);
    } catch (KobakoException e) {
      if (!supply.knows(reference)) {
        throw e;
      }
      if (!supply.isAllowed()) {
        throw withOffer(e, reference);
      }
      progress.note(
          e.diagnostic().place()
              + ": "
              + e.diagnostic().fact()
              + "; composing "
              + reference.familiar()
              + " from packages instead, as you allow");
      return supply.make(reference, choice);
    }
  }

  private static KobakoException withOffer(KobakoException failure, ImageReference reference) {
    Diagnostic said = failure.diagnostic();
    String offer =
        "let kobako compose "
            + reference.familiar()
            + " from packages: --compose-bases, or 'bases: compose' in .kobako.yaml";
    Diagnostic offering =
        Diagnostic.of(
            said.place(), said.fact(), said.remedy().map(old -> old + "; or ").orElse("") + offer);
    return switch (failure.failure()) {
      case FINDING -> KobakoException.finding(offering);
      case USAGE -> KobakoException.usage(offering);
      case OUTSIDE -> KobakoException.outside(offering, failure.getCause());
    };
  }

  /**
   * Writes an image to where it shall be.
   *
   * @param fallbackName what it is called in a home that needs a name the location doesn't give
   * @throws KobakoException usage, for a location that can't be written
   */
  public Descriptor write(ImageLocation location, Image image, String fallbackName) {
    return write(location, Artifact.of(image), fallbackName, progress);
  }

  /** Writes an artifact to where it shall be. */
  public Descriptor write(
      ImageLocation location, Artifact artifact, String fallbackName, Progress progress) {
    requireWritable(location);
    Place place = place(location);
    String name =
        location instanceof ImageLocation.Store(ImageReference reference)
            ? reference.toString()
            : place
                .selector
                .name()
                .or(() -> place.selector.digest().map(Object::toString))
                .orElse(fallbackName);
    return place.home.write(artifact, name, progress);
  }

  private Place place(ImageLocation location) {
    return switch (location) {
      case ImageLocation.Store(ImageReference reference) ->
          new Place(store, ImageSelector.of(reference));
      case ImageLocation.Layout(var folder, var name) ->
          new Place(new OciLayout(folder), selector(name));
      case ImageLocation.LayoutArchive(var file, var name) ->
          new Place(new OciArchive(file), selector(name));
      case ImageLocation.SavedArchive(var file, var reference) ->
          new Place(new DockerArchive(file), selector(reference.map(ImageReference::toString)));
      case ImageLocation.Registry(var reference) ->
          new Place(repository(reference), ImageSelector.of(reference));
      case ImageLocation.Daemon(var engine, var reference) ->
          new Place(
              new EngineHome(engine, environment, store.stagingFolder()),
              ImageSelector.of(reference));
      case ImageLocation.RootFileSystem _ ->
          throw KobakoException.usage(
              Diagnostic.of(
                  location.toString(),
                  "is an unpacked root file system, expected an image",
                  "name an image of the store, docker-archive:FILE, oci-archive:FILE or oci:FOLDER"));
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
          ImageLocation.SavedArchive _,
          ImageLocation.Registry _,
          ImageLocation.Daemon _ -> {}
      case ImageLocation.RootFileSystem _ ->
          throw KobakoException.usage(
              Diagnostic.of(
                  location.toString(),
                  "images are not written as unpacked root file systems",
                  "write oci:FOLDER and unpack it, with umoci for example"));
    }
  }

  private static ImageSelector selector(Optional<String> name) {
    return new ImageSelector(name, Optional.empty(), Platform.host());
  }

  /** Closes the store, too. */
  @Override
  public synchronized void close() {
    Registries used = registries;
    if (used != null) {
      used.close();
    }
    store.close();
  }
}
