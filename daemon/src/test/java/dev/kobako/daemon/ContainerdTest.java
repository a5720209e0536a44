package dev.kobako.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.image.Compression;
import dev.kobako.image.DockerArchive;
import dev.kobako.image.Image;
import dev.kobako.image.ImageSelector;
import dev.kobako.image.ImageValidator;
import dev.kobako.image.OciArchive;
import dev.kobako.image.Platform;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** containerd has no API for people: archives are the way to it and from it. */
@Timeout(120)
class ContainerdTest {
  private static final String NAME = "example.com/box/app:1";

  private RealEngine engine;
  private Path socket;

  @TempDir Path temp;

  @BeforeEach
  void start() throws Exception {
    engine = new RealEngine();
    socket = engine.containerd();
  }

  @AfterEach
  void end() throws Exception {
    engine.close();
  }

  private String ctr(String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of("ctr", "--address", socket.toString(), "image"));
    command.addAll(List.of(words));
    return engine.run(engine.environment(), command.toArray(String[]::new));
  }

  @Test
  void bothArchivesAreImportedAndWhatIsExportedIsRead() throws Exception {
    Image image = SmallImages.image(temp, Platform.host(), Compression.GZIP, Compression.NONE);
    Path docker = temp.resolve("docker.tar");
    new DockerArchive(docker).write(image, NAME);
    assertImported(docker, image, NAME);
    ctr("rm", NAME);
    Path oci = temp.resolve("oci.tar");
    new OciArchive(oci).write(image, "1");
    ctr("import", "--no-unpack", "--base-name", "example.com/box/app", oci.toString());
    assertExported(image, NAME);
  }

  private void assertImported(Path archive, Image image, String name) throws Exception {
    ctr("import", "--no-unpack", archive.toString());
    assertThat(ctr("ls", "-q").strip()).isEqualTo(name);
    assertExported(image, name);
  }

  private void assertExported(Image image, String name) throws Exception {
    assertThat(ctr("ls", "name==" + name)).contains(image.descriptor().digest().toString());
    Path exported = temp.resolve("exported.tar");
    ctr("export", exported.toString(), name);
    for (Image copy :
        List.of(
            new OciArchive(exported).read(ImageSelector.only()),
            new DockerArchive(exported).read(ImageSelector.named(name)))) {
      assertThat(copy.manifest()).isEqualTo(image.manifest());
      assertThat(ImageValidator.check(copy)).isEmpty();
    }
  }
}
