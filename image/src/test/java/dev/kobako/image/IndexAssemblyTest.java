package dev.kobako.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexAssemblyTest {
  @TempDir Path temp;

  private Artifact image(String platform) {
    return TestImages.artifact(temp, Platform.parse(platform));
  }

  private static List<String> platforms(Artifact index) {
    return Index.parse("test", index.manifestBytes()).manifests().stream()
        .map(entry -> entry.platform().map(Platform::toString).orElse("none"))
        .toList();
  }

  @Test
  void takesPlatformsFromTheConfigurationsInTheOrderGiven() {
    Artifact index =
        IndexAssembly.EMPTY
            .plus("arm", image("linux/arm64"))
            .plus("pc", image("linux/amd64"))
            .plus("pi", image("linux/arm/v6"))
            .artifact();
    assertThat(platforms(index)).containsExactly("linux/arm64", "linux/amd64", "linux/arm/v6");
    assertThat(index.descriptor().mediaType()).isEqualTo(MediaType.OCI_INDEX);
    assertThat(index.parts().getFirst().manifestBytes())
        .isEqualTo(image("linux/arm64").manifestBytes());
    assertThat(index.image("test", Platform.parse("linux/amd64")).config().platform())
        .isEqualTo(Platform.parse("linux/amd64"));
  }

  @Test
  void takesIndexesApart() {
    Artifact inner =
        IndexAssembly.EMPTY
            .plus("a", image("linux/amd64"))
            .plus("b", image("linux/arm64"))
            .annotated("note", "of the inner index")
            .artifact();
    Artifact outer =
        IndexAssembly.EMPTY.plus("s390x", image("linux/s390x")).plus("inner", inner).artifact();
    assertThat(platforms(outer)).containsExactly("linux/s390x", "linux/amd64", "linux/arm64");
    assertThat(outer.parts()).noneMatch(Artifact::isIndex);
    assertThat(new String(outer.manifestBytes(), java.nio.charset.StandardCharsets.UTF_8))
        .doesNotContain("of the inner index");
  }

  @Test
  void refusesASecondImageForAPlatformNamingBoth() {
    Artifact first = image("linux/amd64");
    IndexAssembly assembly = IndexAssembly.EMPTY.plus("docker://a", first);
    Artifact second = TestImages.index(first);
    assertThatThrownBy(() -> assembly.plus("docker://b", second))
        .hasMessage(
            "docker://b: an image for linux/amd64 ("
                + first.descriptor().digest()
                + "), but there is one already, from docker://a ("
                + first.descriptor().digest()
                + ")\nremedy: leave one of them out, or give one another platform");
    assertThat(platforms(assembly.plus("b", first, Platform.parse("linux/amd64/v3")).artifact()))
        .containsExactly("linux/amd64", "linux/amd64/v3");
  }

  @Test
  void refusesWhatIsNoImage() {
    Artifact proof = TestImages.attestation(image("linux/amd64"));
    assertThatThrownBy(() -> IndexAssembly.EMPTY.plus("docker://proof", proof))
        .hasMessage(
            "docker://proof: "
                + proof.descriptor().digest()
                + " is no image but an artifact\nremedy: name images and indexes of images");
    assertThatThrownBy(() ->
            IndexAssembly.EMPTY.plus(
                "docker://a",
                TestImages.index(image("linux/amd64")),
                Platform.parse("linux/arm64")))
        .hasMessage(
            """
            docker://a: an index of several images can't be for linux/arm64
            remedy: choose one of its images\
            """);
    assertThatThrownBy(() -> IndexAssembly.on("docker://a", image("linux/amd64")))
        .hasMessage(
            """
            docker://a: an image, expected an index of several
            remedy: start a new index with it\
            """);
  }

  @Test
  void anImageTakesItsProofsAlong() {
    Artifact pc = image("linux/amd64");
    Artifact arm = image("linux/arm64");
    Artifact index =
        TestImages.index(pc, TestImages.attestation(pc), arm, TestImages.attestation(arm));
    IndexAssembly assembly = IndexAssembly.on("docker://a", index);
    assertThat(assembly.artifact().descriptor()).isEqualTo(index.descriptor());
    assertThat(assembly.minus(Platform.parse("linux/amd64")).artifact().parts())
        .containsExactlyElementsOf(index.parts().subList(2, 4));
    assertThat(assembly.minus(arm.descriptor().digest()).artifact().parts())
        .containsExactlyElementsOf(index.parts().subList(0, 2));
    Artifact other = TestImages.artifact(temp, Platform.parse("linux/amd64"), Compression.ZSTD);
    assertThat(assembly.replacing("new", other).artifact().parts())
        .extracting(part -> part.descriptor().digest())
        .containsExactly(
            arm.descriptor().digest(),
            index.parts().get(3).descriptor().digest(),
            other.descriptor().digest());
    assertThatThrownBy(() -> assembly.minus(Platform.parse("linux/s390x")))
        .hasMessage("index: no image for linux/s390x\nremedy: there are linux/amd64, linux/arm64");
  }

  @Test
  void keepsNotesOfAnIndexThatItStartsFromAndAddsOthers() {
    Artifact base =
        IndexAssembly.EMPTY
            .plus("a", image("linux/amd64"))
            .annotated("vendor", "box")
            .annotated("wrong", "x")
            .artifact();
    Artifact index =
        IndexAssembly.on("base", base)
            .annotated("wrong", "")
            .annotated(Platform.parse("linux/amd64"), new TreeMap<>(java.util.Map.of("k", "v")))
            .artifact();
    JsonObject json = Json.object("test", index.manifestBytes());
    assertThat(json.textMap("annotations")).containsOnly(java.util.Map.entry("vendor", "box"));
    assertThat(json.objects("manifests").getFirst().textMap("annotations"))
        .containsOnly(java.util.Map.entry("k", "v"));
  }

  @Test
  void isAListOfDockersWhereAllImagesAreAndNothingIsAnnotated() {
    Artifact docker =
        Conversion.NONE.to(ImageFormat.DOCKER).apply(image("linux/amd64"), temp, Progress.NONE);
    IndexAssembly assembly = IndexAssembly.EMPTY.plus("a", docker);
    assertThat(assembly.artifact().descriptor().mediaType()).isEqualTo(MediaType.DOCKER_LIST);
    assertThat(assembly.annotated("a", "b").artifact().descriptor().mediaType())
        .isEqualTo(MediaType.OCI_INDEX);
    assertThat(assembly.plus("b", image("linux/arm64")).artifact().descriptor().mediaType())
        .isEqualTo(MediaType.OCI_INDEX);
  }

  @Test
  void dropsTheNameThatAHomeGaveAnImage() {
    OciLayout layout = new OciLayout(temp.resolve("layout"));
    layout.write(image("linux/amd64"), "v1", Progress.NONE);
    Artifact named = layout.artifact(ImageSelector.named("v1"));
    assertThat(named.descriptor().annotations()).isNotEmpty();
    assertThat(IndexAssembly.EMPTY.plus("a", named).artifact().parts().getFirst().descriptor())
        .satisfies(entry -> assertThat(entry.annotations()).isEmpty())
        .satisfies(
            entry -> assertThat(entry.platform()).isEqualTo(Optional.of(Platform.parse("amd64"))));
  }
}
