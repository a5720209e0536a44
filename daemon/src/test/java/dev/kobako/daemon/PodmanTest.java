package dev.kobako.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.kobako.image.Compression;
import dev.kobako.image.Digest;
import dev.kobako.image.Image;
import dev.kobako.image.ImageLocation.Engine;
import dev.kobako.image.ImageReference;
import dev.kobako.image.ImageSelector;
import dev.kobako.image.ImageValidator;
import dev.kobako.image.Layer;
import dev.kobako.image.Platform;
import dev.kobako.image.StoredImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With a real Podman, whose service we start ourselves. */
@Timeout(120)
class PodmanTest {
  @TempDir Path temp;

  @Test
  void imagesGoInAndOutWithoutAService() throws Exception {
    try (RealEngine engine = new RealEngine()) {
      SortedMap<String, String> environment = engine.podman();
      EngineHome home = new EngineHome(Engine.PODMAN, environment, temp);
      Image image =
          SmallImages.image(
              temp, Platform.host(), Compression.GZIP, Compression.ZSTD, Compression.NONE);
      home.write(image, "app:1");
      assertThat(home.list())
          .extracting(StoredImage::names, stored -> stored.descriptor().digest())
          .containsExactly(
              tuple(List.of("docker.io/library/app:1"), Digest.sha256(image.config().bytes())));
      assertSame(home, "app:1", image);
      engine.run(environment, "podman", "tag", "docker.io/library/app:1", "localhost/mine:2");
      assertSame(home, "mine:2", image);
      try (Stream<Path> left = Files.list(engine.folder())) {
        assertThat(left.map(file -> file.getFileName().toString()))
            .noneMatch(name -> name.startsWith("kobako-"));
      }
    }
  }

  @Test
  void aServiceThatRunsIsUsedAndSurvives() throws Exception {
    try (RealEngine engine = new RealEngine()) {
      SortedMap<String, String> environment = engine.podman();
      Path socket = engine.folder().resolve("s");
      engine.start(
          socket, environment, "podman", "system", "service", "--time=0", "unix://" + socket);
      environment.put("CONTAINER_HOST", "unix://" + socket);
      environment.remove("PATH");
      EngineHome home = new EngineHome(Engine.PODMAN, environment, temp);
      Image image = SmallImages.image(temp, Platform.parse("linux/s390x"), Compression.GZIP);
      home.write(image, "example.com/box/app:1");
      Image copy =
          home.read(
              ImageSelector.named("example.com/box/app:1").withPlatform(image.config().platform()));
      assertThat(copy.config().bytes()).isEqualTo(image.config().bytes());
    }
  }

  @Test
  void theServiceEndsWithAProcessThatIsStopped() throws Exception {
    try (RealEngine engine = new RealEngine()) {
      SortedMap<String, String> environment = engine.podman();
      ProcessBuilder builder =
          new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "--class-path",
              System.getProperty("java.class.path"),
              Waiting.class.getName());
      builder.environment().clear();
      builder.environment().putAll(environment);
      Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
      String said = process.inputReader().readLine();
      assertThat(said).startsWith("unix:" + engine.folder() + "/kobako-");
      List<ProcessHandle> services = process.toHandle().children().toList();
      assertThat(services).hasSize(1);
      process.destroy();
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(services).noneMatch(ProcessHandle::isAlive);
      assertThat(Path.of(said.substring("unix:".length(), said.lastIndexOf('/')))).doesNotExist();
    }
  }

  /** A program that is stopped while Podman serves it. */
  static final class Waiting {
    private Waiting() {}

    /** Says where Podman listens, and waits. */
    public static void main(String[] words) throws Exception {
      PodmanService service = PodmanService.start(new TreeMap<>(System.getenv())).orElseThrow();
      System.out.println(service.address().origin());
      Thread.sleep(60_000);
    }
  }

  private static void assertSame(EngineHome home, String name, Image image) {
    Image copy = home.read(ImageSelector.of(ImageReference.parse(name)));
    assertThat(copy.config().bytes()).isEqualTo(image.config().bytes());
    assertThat(copy.layers()).extracting(Layer::diffId).isEqualTo(image.config().diffIds());
    assertThat(ImageValidator.check(copy)).isEmpty();
  }
}
