package dev.kobako.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.image.Artifact;
import dev.kobako.image.Compression;
import dev.kobako.image.Image;
import dev.kobako.image.ImageSelector;
import dev.kobako.image.ImageValidator;
import dev.kobako.image.OciLayout;
import dev.kobako.image.Platform;
import dev.kobako.image.Progress;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kobako copy} between homes on disk. */
class CopyCommandTest {
  @TempDir Path temp;
  private Kobako kobako;
  private Artifact index;

  @BeforeEach
  void prepare() {
    kobako = Kobako.withStore(temp.resolve("home")).in(temp);
    index = SmallImages.index(temp, Platform.host().toString(), "linux/s390x", "linux/riscv64");
    new OciLayout(temp.resolve("from")).write(index, "1", Progress.NONE);
  }

  private String from() {
    return "oci:" + temp.resolve("from") + ":1";
  }

  private String to() {
    return "oci:" + temp.resolve("to");
  }

  private Artifact written(String name) {
    return new OciLayout(temp.resolve("to")).artifact(ImageSelector.named(name));
  }

  @Test
  void ofAnIndexTheImageForThisMachineIsTaken() {
    Kobako.Result result = kobako.run("copy", from(), to() + ":a");
    Artifact taken = written("a");
    assertThat(taken.descriptor().digest())
        .isEqualTo(index.parts().getFirst().descriptor().digest());
    assertThat(result.err()).isEqualTo("copying " + from() + " to " + to() + ":a\n");
    assertThat(result.lines().getFirst()).isEqualTo(to() + ":a  " + taken.descriptor().digest());
    assertThat(result.lines().getLast())
        .startsWith(Platform.host() + " of 3 platforms: ")
        .contains(" moved, ");
  }

  @Test
  void aNamedPlatformIsTaken() {
    kobako.run("copy", "-q", from(), to() + ":a", "--platform", "linux/s390x").done();
    assertThat(written("a").descriptor().digest())
        .isEqualTo(index.parts().get(1).descriptor().digest());
  }

  @Test
  void severalPlatformsMakeASmallerIndexInTheOldOrder() {
    kobako
        .run(
            "copy",
            "-q",
            from(),
            to() + ":a",
            "--platform",
            "linux/riscv64",
            "--platform",
            "linux/s390x")
        .done();
    Artifact smaller = written("a");
    assertThat(smaller.parts())
        .extracting(Artifact::descriptor)
        .isEqualTo(index.parts().subList(1, 3).stream().map(Artifact::descriptor).toList());
    new OciLayout(temp.resolve("to"))
        .list()
        .forEach(entry ->
            assertThat(entry.descriptor().digest()).isEqualTo(smaller.descriptor().digest()));
  }

  @Test
  void allPlatformsKeepTheIndexByteByByte() {
    Kobako.Result result = kobako.run("copy", "-q", from(), to() + ":a", "--all").done();
    assertThat(result.out()).isEqualTo(index.descriptor().digest() + "\n");
    assertThat(written("a").manifestBytes()).isEqualTo(index.manifestBytes());
    assertThat(written("a").parts()).hasSize(3);
  }

  @Test
  void aPlatformThatIsNotThereIsToldWithThoseThatAre() {
    Kobako.Result result =
        kobako.run("copy", "-q", from(), to() + ":a", "--platform", "linux/mips");
    assertThat(result)
        .isEqualTo(
            new Kobako.Result(
                1,
                "",
                "kobako: "
                    + from()
                    + ": no image for linux/mips, there are "
                    + Platform.host()
                    + ", linux/s390x, linux/riscv64\n"
                    + "remedy: choose one of them with --platform\n"));
    assertThat(temp.resolve("to")).doesNotExist();
  }

  @Test
  void anImageForAnotherPlatformThanTheNamedOneIsRefused() {
    kobako.run("copy", "-q", from(), to() + ":a", "--platform", "linux/s390x").done();
    Kobako.Result result =
        kobako.run("copy", "-q", to() + ":a", to() + ":b", "--platform", "linux/riscv64");
    assertThat(result)
        .isEqualTo(
            new Kobako.Result(
                1,
                "",
                "kobako: "
                    + to()
                    + ":a: an image for linux/s390x, expected one for linux/riscv64\n"
                    + "remedy: leave --platform out to take it as it is\n"));
  }

  @Test
  void severalTargetsAndTagsGetTheSameImage() {
    Kobako.Result result =
        kobako.run("copy", "-q", from(), to() + ":a", "app", "--additional-tag", "b").done();
    assertThat(result.lines()).hasSize(4).containsOnly(result.lines().getFirst());
    assertThat(written("b")).isNotNull();
    kobako.run("copy", "-q", "app:b", to() + ":c").done();
  }

  @Test
  void layersArePackedAnewWhenItIsAskedFor() {
    kobako.run("copy", "-q", from(), to() + ":a", "--compression", "zstd:3").done();
    Image image = new OciLayout(temp.resolve("to")).read(ImageSelector.named("a"));
    assertThat(image.layers()).allMatch(layer -> layer.compression() instanceof Compression.Zstd);
    ImageValidator.require(image);
  }

  @Test
  void theSameDigestsAndAConversionContradictEachOther() {
    Kobako.Result result =
        kobako.run("copy", from(), to() + ":a", "--preserve-digests", "--to-format", "docker");
    assertThat(result)
        .isEqualTo(
            new Kobako.Result(
                2,
                "",
                "kobako: "
                    + from()
                    + ": asked for a conversion and for the same digests\n"
                    + "remedy: leave out either --preserve-digests, or format and compression\n"));
  }

  @Test
  void aDockerArchiveCannotKeepTheDigestsOfZstdLayers() {
    kobako.run("copy", "-q", from(), to() + ":a", "--compression", "zstd").done();
    String target = "docker-archive:" + temp.resolve("a.tar");
    String layer =
        new OciLayout(temp.resolve("to"))
            .read(ImageSelector.named("a"))
            .layers()
            .getFirst()
            .descriptor()
            .digest()
            .toString();
    Kobako.Result result = kobako.run("copy", "-q", to() + ":a", target, "--preserve-digests");
    assertThat(result)
        .isEqualTo(
            new Kobako.Result(
                1,
                "",
                "kobako: "
                    + target
                    + ": can't hold layer "
                    + layer
                    + " as it is, since not every docker reads zstd\n"
                    + "remedy: leave out --preserve-digests, or write an oci-archive\n"));
    assertThat(temp.resolve("a.tar")).doesNotExist();
  }

  @Test
  void whatIsThereAlreadyIsCountedAsSpared() throws Exception {
    kobako.run("copy", "-q", from(), to() + ":a").done();
    Kobako.Result result = kobako.run("copy", from(), to() + ":b", "--json");
    assertThat(result.out())
        .contains("\"moved\" : 0,", "\"already there\" : ", "\"offered\" : [ \"" + Platform.host());
  }

  @Test
  void theStoreIsTakenBeforeAnyRegistry() {
    kobako.run("copy", "-q", from(), "app").done();
    Kobako.Result result = kobako.run("inspect", "app", "--json").done();
    assertThat(result.out())
        .contains("\"name\" : \"app:latest\"", "\"size\" : 3005,", "\"sizeIs\" : \"exact\"");
  }
}
