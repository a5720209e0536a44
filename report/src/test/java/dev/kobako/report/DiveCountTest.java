package dev.kobako.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kobako.testkit.TarBuilder;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The figures are those that dive v0.12 prints for the same images. */
class DiveCountTest {
  private static final byte[] HUNDRED = new byte[100];
  private static final byte[] TEN = new byte[10];

  private static Analysis analysis(TarBuilder... layers) throws IOException {
    return ImageAnalysis.of(TestImages.of(layers));
  }

  @Test
  void agreesWhereEveryPathIsThereOnce() throws IOException {
    Analysis analysis =
        analysis(
            new TarBuilder().dir("a", 0755).file("a/one", 0644, HUNDRED),
            new TarBuilder().file("a/two", 0644, TEN));
    assertThat(analysis.dive()).isEqualTo(new DiveFigures(1, 0, 0));
    assertThat(analysis.wastedBytes()).isZero();
  }

  @Test
  void agreesOnAFileThatIsDeletedAlone() throws IOException {
    Analysis analysis =
        analysis(
            new TarBuilder().file("one", 0644, HUNDRED).file("two", 0644, HUNDRED),
            new TarBuilder().whiteout("one"));
    assertThat(analysis.dive().wastedBytes()).isEqualTo(100);
    assertThat(analysis.dive().efficiency()).isEqualTo(0.5, within(1e-9));
    assertThat(analysis.wastedBytes()).isEqualTo(100);
  }

  /** Of a path that two layers have dive counts both copies, one of which is needed. */
  @Test
  void divesWasteHasTheVisibleCopyToo() throws IOException {
    Analysis analysis =
        analysis(
            new TarBuilder().file("one", 0644, HUNDRED), new TarBuilder().file("one", 0644, TEN));
    assertThat(analysis.dive().wastedBytes()).isEqualTo(110);
    assertThat(analysis.dive().efficiency()).isEqualTo(10 / 110.0, within(1e-9));
    assertThat(analysis.dive().wastedUserPart()).isEqualTo(11, within(1e-9));
    assertThat(analysis.wastedBytes()).isEqualTo(100);
  }

  /** dive sees the mark of the folder only, and only folders that a layer writes down. */
  @Test
  void divesWasteLacksFilesThatAreDeletedWithTheirFolder() throws IOException {
    Analysis analysis =
        analysis(
            new TarBuilder().dir("a", 0755).file("a/one", 0644, HUNDRED),
            new TarBuilder().whiteout("a"));
    assertThat(analysis.dive().wastedBytes()).isZero();
    assertThat(analysis.dive().efficiency()).isEqualTo(1, within(1e-9));
    assertThat(analysis.wastedBytes()).isEqualTo(100);
  }

  /** A file with two names has its size once, and stays as long as one of them does. */
  @Test
  void divesWasteHasAFileThatKeepsAnotherName() throws IOException {
    Analysis analysis =
        analysis(
            new TarBuilder().file("one", 0644, HUNDRED).hardlink("two", "one"),
            new TarBuilder().whiteout("one"));
    assertThat(analysis.dive().wastedBytes()).isEqualTo(100);
    assertThat(analysis.wastedBytes()).isZero();
  }

  /** Marks of opaque folders are not looked at. */
  @Test
  void divesWasteLacksWhatAnOpaqueFolderHides() throws IOException {
    Analysis analysis =
        analysis(
            new TarBuilder().dir("a", 0755).file("a/one", 0644, HUNDRED),
            new TarBuilder().dir("a", 0755).opaque("a").file("a/two", 0644, TEN));
    assertThat(analysis.dive()).isEqualTo(new DiveFigures(1, 0, 0));
    assertThat(analysis.wastedBytes()).isEqualTo(100);
  }
}
