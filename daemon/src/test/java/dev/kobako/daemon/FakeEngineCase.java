package dev.kobako.daemon;

import dev.kobako.image.Compression;
import dev.kobako.image.Image;
import dev.kobako.image.ImageLocation.Engine;
import dev.kobako.image.Platform;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Docker as a fake of which nothing is true: whatever it answers, the operation ends, says what
 * happened and leaves nothing.
 */
@Timeout(60)
abstract class FakeEngineCase {
  static final String API = "/v1.45/images/";
  static final String NAME = "docker.io/library/app:1";
  static final String TRY_AGAIN =
      "\nremedy: look into the engine's log (journalctl -u docker, for Docker) and try again";
  static final String MEND = "\nremedy: mend what the engine complains of, and try again";
  static final String CHECK = "\nremedy: check that an engine listens there";

  private RealEngine place;
  FakeEngine fake;
  EngineHome home;

  @TempDir Path temp;

  @BeforeEach
  void start() throws Exception {
    place = new RealEngine();
    fake = new FakeEngine(place.folder().resolve("s"));
    home =
        new EngineHome(
            Engine.DOCKER,
            new TreeMap<>(Map.of("DOCKER_HOST", fake.host())),
            temp.resolve("staging"));
  }

  @AfterEach
  void end() throws Exception {
    fake.close();
    place.close();
  }

  Image image() {
    return SmallImages.image(temp, Platform.host(), Compression.GZIP);
  }

  /** How a request is shown in messages. */
  String url(String method, String rest) {
    return method + " unix:" + fake.socket() + API + rest;
  }
}
