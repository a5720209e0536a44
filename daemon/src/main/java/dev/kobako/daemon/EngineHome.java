package dev.kobako.daemon;

import dev.kobako.image.Artifact;
import dev.kobako.image.Descriptor;
import dev.kobako.image.Image;
import dev.kobako.image.ImageHome;
import dev.kobako.image.ImageLocation;
import dev.kobako.image.ImageSelector;
import dev.kobako.image.Progress;
import dev.kobako.image.StoredImage;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;

/** The images of an engine. */
public final class EngineHome implements ImageHome {
  private final ImageLocation.Engine engine;
  private final SortedMap<String, String> environment;
  private final Path stagingFolder;

  /**
   * An engine, found as its own client finds it; connects when it is used.
   *
   * @param environment of the process: DOCKER_HOST, DOCKER_CONTEXT, DOCKER_CONFIG, CONTAINER_HOST,
   *     XDG_RUNTIME_DIR, HOME
   * @param stagingFolder for what the engine hands out, which comes as one archive
   */
  public EngineHome(
      ImageLocation.Engine engine, SortedMap<String, String> environment, Path stagingFolder) {
    this.engine = engine;
    this.environment = environment;
    this.stagingFolder = stagingFolder;
  }

  @Override
  public Image read(ImageSelector selector) {
    throw new UnsupportedOperationException("to come: " + engine + environment + stagingFolder);
  }

  @Override
  public Artifact artifact(ImageSelector selector) {
    throw new UnsupportedOperationException("to come");
  }

  @Override
  public Descriptor write(Artifact artifact, String name, Progress progress) {
    throw new UnsupportedOperationException("to come");
  }

  @Override
  public List<StoredImage> list() {
    throw new UnsupportedOperationException("to come");
  }
}
