package dev.kobako.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Image;
import dev.kobako.image.Layer;
import dev.kobako.packages.Ecosystem;
import dev.kobako.packages.NamedPackage;
import dev.kobako.testkit.TarBuilder;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ImageAnalysisTest {
  private static final String METADATA = "Metadata-Version: 2.1\nName: a\nVersion: 1\n";

  private static final byte[] HUNDRED = new byte[100];

  @Test
  void saysWhatEachLayerDoes() throws IOException {
    Analysis analysis =
        ImageAnalysis.of(
            TestImages.of(
                new TarBuilder()
                    .dir("opt", 0755)
                    .file("opt/a", 0644, HUNDRED)
                    .file("opt/b", 0644, new byte[50]),
                new TarBuilder()
                    .dir("opt", 0755)
                    .file("opt/a", 0755, HUNDRED)
                    .whiteout("opt/b")
                    .file("opt/c", 0644, "c")));
    assertThat(analysis.layers())
        .extracting(
            LayerAnalysis::instruction,
            LayerAnalysis::bytes,
            LayerAnalysis::changes,
            LayerAnalysis::hiddenBytes,
            LayerAnalysis::causedWaste)
        .containsExactly(
            tuple("RUN 0", 150L, new LayerAnalysis.Changes(3, 0, 0), 150L, 0L),
            tuple("RUN 1", 101L, new LayerAnalysis.Changes(1, 2, 1), 0L, 150L));
    assertThat(analysis.waste())
        .extracting(Object::toString)
        .containsExactly(
            "Waste[path=/opt/a, bytes=100, shippedBy=0, hiddenBy=1, fate=ATTRIBUTES_CHANGED]",
            "Waste[path=/opt/b, bytes=50, shippedBy=0, hiddenBy=1, fate=DELETED]");
  }

  @Test
  void sumsUpFoldersKindsAndPackages() throws IOException {
    Analysis analysis =
        ImageAnalysis.of(
            TestImages.of(
                new TarBuilder()
                    .file(
                        "./var/lib/dpkg/status",
                        0644,
                        """
                        Package: git
                        Status: install ok installed
                        Architecture: amd64
                        Version: 1

                        """)
                    .file("./var/lib/dpkg/info/git.list", 0644, "/usr/bin/git\n")
                    .file("usr/bin/git", 0755, HUNDRED)
                    .hardlink("usr/bin/git-same", "usr/bin/git")
                    .file("usr/share/doc/git/README", 0644, new byte[30])
                    .file("srv/a/b/c/d/e", 0644, new byte[20])
                    .file("srv/.git/index", 0644, new byte[10])));
    Contents contents = analysis.contents();
    assertThat(contents.files()).isEqualTo(6);
    assertThat(contents.folders())
        .contains(
            new Portion("/usr/bin", 1, 100),
            new Portion("/usr/share/doc", 1, 30),
            new Portion("/srv/a/b", 1, 20));
    assertThat(contents.kinds())
        .contains(new Portion("documentation", 1, 30), new Portion("version control", 1, 10));
    assertThat(contents.packages())
        .containsExactly(
            new PackagePortion(new NamedPackage(Ecosystem.DEBIAN, "git", "1"), 1, 100));
    assertThat(contents.unowned()).isEqualTo(new Portion("no package", 5, contents.bytes() - 100));
  }

  @Test
  void weighsDebugSectionsOfProgramsOfAnySize() throws IOException {
    byte[] program = ElfFiles.withDebug(2 << 20, 5000);
    Analysis analysis = ImageAnalysis.of(TestImages.of(new TarBuilder().file("x", 0755, program)));
    assertThat(analysis.contents().debugBytes()).isBetween(5000L, 5200L);
  }

  @Test
  void refusesMoreEntriesThanItCanHold() {
    TarBuilder tar = new TarBuilder();
    for (int i = 0; i < 11; i++) {
      tar.file("f" + i, 0644, "");
    }
    Image image = TestImages.of(tar);
    assertThatThrownBy(() -> ImageAnalysis.of(image, 10))
        .isInstanceOf(KobakoException.class)
        .hasMessage(
            "layer "
                + image.layers().getFirst().descriptor().digest()
                + ": with it the image has more than 10 entries in its layers\n"
                + "remedy: what makes so many files is no ordinary image: look into it with tar");
  }

  @Test
  void refusesMoreNamesTargetsAndAttributesThanItCanHold() throws IOException {
    TarBuilder tar =
        new TarBuilder()
            .symlink("a", "b".repeat(40))
            .pax(Map.of("SCHILY.xattr.user.a", "c".repeat(100)))
            .file("d", 0644, "e");
    Layer layer = TestImages.of(tar).layers().getFirst();
    ScanAllowance enough = new ScanAllowance(2, 1 + 40 + 1 + 6 + 100 + 128);
    assertThat(ScannedLayer.of(layer, 0, enough).members()).hasSize(2);
    ScanAllowance less = new ScanAllowance(2, 1 + 40 + 1 + 6 + 100 + 127);
    assertThatThrownBy(() -> ScannedLayer.of(layer, 0, less))
        .isInstanceOf(KobakoException.class)
        .hasMessage(
            """
            layer %s: with it the image has more than 275 characters in names, link targets and extended attributes of its layers
            remedy: what makes so many files is no ordinary image: look into it with tar\
            """
                .formatted(layer.descriptor().digest()));
  }

  @Test
  void databasesOfPackagesThatAreEmptyOrLieBehindLinksTellNothing() throws IOException {
    Image image =
        TestImages.of(
            new TarBuilder()
                .file("opt/apk/db/installed", 0644, "P:a\nV:1\n")
                .symlink("lib/apk", "/opt/apk")
                .file("usr/lib/apk/db/installed", 0644, "")
                .file("var/lib/dpkg/status", 0644, "")
                .file("var/lib/dpkg/arch", 0644, "amd64\ni386\n")
                .file("usr/lib/python3/dist-packages/a-1.dist-info/METADATA", 0644, METADATA)
                .file("usr/lib/python3/dist-packages/a-1.dist-info/RECORD", 0644, "")
                .file("usr/lib/python3/dist-packages/b-1.dist-info/METADATA", 0644, METADATA)
                .file("opt/record", 0644, "b.py,,\n")
                .symlink("usr/lib/python3/dist-packages/b-1.dist-info/RECORD", "/opt/record")
                .file("x/specifications/...gemspec", 0644, "Gem::Specification.new"));
    assertThat(ImageAnalysis.of(image).contents().files()).isEqualTo(9);
  }

  @Test
  void anInventoryTakesReasonsAsFarAsThereAreAny() throws IOException {
    Image image = TestImages.of(new TarBuilder().file("a", 0644, "1").file("b", 0644, "22"));
    Inventory inventory =
        ImageAnalysis.survey(image, ImageAnalysis.Wishes.NONE)
            .inventory()
            .because(path -> path.name().equals("b") ? "NEEDED" : "");
    assertThat(inventory.files())
        .extracting(each -> each.path() + " " + each.bytes() + " " + each.reason())
        .containsExactly("/a 1 ", "/b 2 NEEDED");
  }

  @Test
  void refusesALayerThatIsCutOff() {
    byte[] whole = new TarBuilder().file("a", 0644, new byte[300_000]).bytes();
    List<byte[]> cut = List.of(Arrays.copyOf(whole, 200_000));
    assertThatThrownBy(() -> ImageAnalysis.of(TestImages.of(cut, false)))
        .isInstanceOf(KobakoException.class)
        .hasMessageContaining("a content of 300000 bytes, but the tar has only 199488 left");
    assertThatThrownBy(() -> ImageAnalysis.of(TestImages.of(cut, true)))
        .isInstanceOf(KobakoException.class)
        .hasMessageContaining("in the middle of a file");
  }
}
