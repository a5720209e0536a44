package dev.kobako.daemon;

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
import dev.kobako.image.LoadableImage;
import dev.kobako.image.Platform;
import dev.kobako.image.Progress;
import dev.kobako.image.StoredImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The images of an engine. An engine hands an image out as one archive, with layers and a manifest
 * of its own making: the configuration and the layers' diff ids are what stays the same on the way
 * in and out, not the manifest's digest.
 *
 * <p>Each method connects, and leaves nothing open and no process behind.
 */
public final class EngineHome implements ImageHome {
  private final ImageLocation.Engine engine;
  private final SortedMap<String, String> environment;
  private final Path stagingFolder;

  /**
   * An engine, found as its own client finds it; connects when it is used.
   *
   * @param environment of the process: DOCKER_HOST, DOCKER_TLS, DOCKER_TLS_VERIFY,
   *     DOCKER_CERT_PATH, DOCKER_CONTEXT, DOCKER_CONFIG, CONTAINER_HOST, XDG_RUNTIME_DIR, HOME; and
   *     PATH, where {@code podman} is looked for
   * @param stagingFolder for what the engine hands out, which stays there until the JVM ends
   */
  public EngineHome(
      ImageLocation.Engine engine, SortedMap<String, String> environment, Path stagingFolder) {
    this.engine = engine;
    this.environment = environment;
    this.stagingFolder = stagingFolder;
  }

  /**
   * {@inheritDoc}
   *
   * @throws KobakoException a finding, where the engine has it for another platform only; outside,
   *     where there is no engine
   */
  @Override
  public Image read(ImageSelector selector) {
    Saved saved = save(selector);
    Image image = saved.image(selector.platform());
    Platform platform = image.config().platform();
    if (!selector.platform().runs(platform)) {
      throw KobakoException.finding(
          Diagnostic.of(
              saved.place,
              name() + " has it for " + platform + ", expected " + selector.platform(),
              "ask for it with --platform " + platform + ", or pull it for the other platform"));
    }
    return image;
  }

  /** The one image that the engine has of it, for whatever platform. */
  @Override
  public Artifact artifact(ImageSelector selector) {
    Saved saved = save(selector);
    return Artifact.of(saved.image(saved.platform.orElse(selector.platform())));
  }

  /**
   * What an engine saved.
   *
   * @param place what was asked for, for messages
   * @param platform as the engine says
   */
  private record Saved(String place, DockerArchive archive, Optional<Platform> platform) {
    Image image(Platform wanted) {
      try {
        return archive.read(ImageSelector.only().withPlatform(wanted));
      } catch (KobakoException e) {
        throw KobakoException.outside(
            Diagnostic.of(
                place,
                "what the engine saves can't be used: " + e.diagnostic().fact(),
                "check that the engine can save it itself ('docker save', 'podman save')"),
            e);
      }
    }
  }

  private Saved save(ImageSelector selector) {
    try (EngineConnection connection = connect()) {
      EngineImages images = new EngineImages(engine, connection);
      EngineImages.Found found = images.find(selector);
      return new Saved(found.place(), images.save(found, stagingFolder), found.platform());
    }
  }

  /**
   * Loads an image and checks that the engine has it then.
   *
   * @param name a reference with a tag and no digest; empty for none
   * @throws KobakoException usage, for an index or a name with a digest; outside, where there is no
   *     engine or it refuses
   */
  @Override
  public Descriptor write(Artifact artifact, String name, Progress progress) {
    requireTag(name);
    String place = engine.transport() + name;
    LoadableImage loadable = LoadableImage.of(place, artifact, name);
    try (EngineConnection connection = connect()) {
      new EngineImages(engine, connection).load(place, loadable, progress);
    }
    return loadable.entry();
  }

  private void requireTag(String name) {
    if (name.isEmpty()) {
      return;
    }
    boolean digest = name.startsWith("sha256:") && name.length() == 71;
    if (digest || ImageReference.parse(name).digest().isPresent()) {
      throw KobakoException.usage(
          Diagnostic.of(
              engine.transport() + name,
              "an image can't be loaded under a digest: " + name() + " computes its own",
              "give it a tag, as in " + engine.transport() + "app:1"));
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>Engines name images by the digest of their configuration (or of the manifest, with Docker's
   * containerd store) and don't tell its size: that is what the descriptors have, with size 0.
   */
  @Override
  public List<StoredImage> list() {
    try (EngineConnection connection = connect()) {
      return new EngineImages(engine, connection).list();
    }
  }

  private EngineConnection connect() {
    return new EngineSearch(engine, environment).connect();
  }

  private String name() {
    return EngineConnection.nameOf(engine);
  }
}
