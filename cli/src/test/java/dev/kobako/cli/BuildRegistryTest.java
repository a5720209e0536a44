package dev.kobako.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kobako.testkit.DistributionRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Builds of two machines that meet in a real registry. */
@Timeout(60)
class BuildRegistryTest {
  @TempDir Path temp;
  private Path context;
  private Kobako here;
  private Kobako there;
  private DistributionRegistry registry;

  @BeforeEach
  void startRegistry() throws IOException {
    assumeTrue(
        DistributionRegistry.missing().isEmpty(),
        () -> "skipped: " + DistributionRegistry.missing().orElse(""));
    context = Files.createDirectory(temp.resolve("context"));
    Files.writeString(context.resolve("a"), "one\n");
    Files.writeString(
        context.resolve("Dockerfile"),
        """
        FROM scratch AS files
        COPY a /kept/a
        FROM scratch
        COPY --from=files /kept/a /b
        """);
    here = Kobako.withStore(temp.resolve("here")).in(context);
    there = Kobako.withStore(temp.resolve("there")).in(context);
    registry = DistributionRegistry.start();
  }

  @AfterEach
  void stopRegistry() {
    if (registry != null) {
      registry.close();
    }
  }

  @Test
  void whatIsPushedIsWhatWasBuilt() {
    String name = registry.address() + "/app:1";
    String built = here.run("build", "-q", "-t", name, "--push", ".").done().out();
    assertThat(there.run("pull", "-q", name).done().out()).isEqualTo(built);
    assertThat(there.run("inspect", "--raw", name).done())
        .isEqualTo(here.run("inspect", "--raw", name).done());
    assertThat(there.run("inspect", "--config", name).done())
        .isEqualTo(here.run("inspect", "--config", name).done());
  }

  @Test
  void digestsInFilesAreThoseOfWhatWasPushed() throws IOException {
    String name = registry.address() + "/app:1";
    Path id = temp.resolve("id");
    Path metadata = temp.resolve("metadata.json");
    here.run(
            "build",
            "-q",
            "-o",
            "type=oci,tar=false,compression=uncompressed,dest=" + temp.resolve("layout"),
            "-o",
            "type=registry,name=" + name,
            "--iidfile=" + id,
            "--metadata-file=" + metadata,
            ".")
        .done();
    String pulled = there.run("pull", "-q", name).done().out().strip();
    assertThat(id).hasContent(pulled);
    assertThat(metadata)
        .content()
        .contains(
            "\"containerimage.digest\" : \"" + pulled + "\"", "\"image.name\" : \"" + name + "\"");
  }

  @Test
  void aSecondPushOfTheSameImageSendsAndCompressesNothing() {
    String name = registry.address() + "/app:1";
    String first = here.run("build", "-q", "--push", "-t", name, ".").done().out();
    assertThat(here.run("build", "-q", "--push", "-t", name, ".").done().out()).isEqualTo(first);
    assertThat(
            here.run("build", "--progress", "plain", "--push", "-t", name, ".").succeeded().err())
        .isEqualTo(
            """
            #1 [files 2/2] COPY a /kept/a
            #1 CACHED

            #2 [stage-1 2/2] COPY --from=files /kept/a /b
            #2 CACHED

            pushing docker://%s
            layers for %s
                  2.0 kB  COPY /kept/a /b # buildkit
                  2.0 kB  in all
            """
                .formatted(name, dev.kobako.image.Platform.host()));
  }

  @Test
  void layersOfAnImageThatWasBuiltAreCompressedOnceHoweverItIsPushed() throws IOException {
    here.run("build", "-q", "-t", "app", ".").done();
    String pushed = push("app", "app:1");
    Map<String, Object> packed = packed();
    assertThat(packed).hasSize(2); // one layer, and the note of what it was made of

    assertThat(push("app", "other:1")).isEqualTo(pushed);
    String third = registry.address() + "/third:1";
    assertThat(here.run("build", "-q", "-t", third, "--push", ".").done().out()).isEqualTo(pushed);
    assertThat(packed()).isEqualTo(packed);
  }

  private String push(String image, String name) {
    return here.run("push", "-q", image, "docker://" + registry.address() + "/" + name)
        .done()
        .out();
  }

  /** The files of compressed layers, by name: which of that name it is. */
  private Map<String, Object> packed() throws IOException {
    Map<String, Object> files = new TreeMap<>();
    try (Stream<Path> all = Files.list(temp.resolve("here/build/packed"))) {
      for (Path each : all.toList()) {
        files.put(
            each.getFileName().toString(),
            Files.readAttributes(each, BasicFileAttributes.class).fileKey());
      }
    }
    return files;
  }

  @ParameterizedTest
  @CsvSource({
    "'type=registry,mode=max,ref=%s/cache:1', 'type=registry,ref=%s/cache:1'",
    "type=inline, 'type=registry,ref=%s/app:1'"
  })
  void everyStepOfTheResultIsCachedOnTheOtherMachine(String to, String from) {
    String name = registry.address() + "/app:1";
    String cacheTo = to.replace("%s", registry.address());
    String cacheFrom = from.replace("%s", registry.address());
    here.run("build", "-q", "-t", name, "--push", "--cache-to", cacheTo, ".").done();
    assertThat(
            there
                .run("build", "-t", "app", "--progress", "plain", "--cache-from", cacheFrom, ".")
                .succeeded()
                .err())
        .contains("COPY a /kept/a\n#1 CACHED\n", "COPY --from=files /kept/a /b\n#2 CACHED\n");
  }
}
