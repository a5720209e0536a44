package dev.kobako.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.testkit.TarBuilder;
import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import dev.kobako.tree.TarMember;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

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

  /** What a deleted folder had is not in it when it comes back. */
  @Test
  void aFolderThatComesBackIsWhatIsInItThen() throws IOException {
    Analysis analysis =
        analysis(
            new TarBuilder().dir("a", 0755).dir("a/b", 0755).file("a/b/one", 0644, HUNDRED),
            new TarBuilder().whiteout("a"),
            new TarBuilder().dir("a", 0755).file("a/two", 0644, TEN),
            new TarBuilder().whiteout("a").whiteout("a/b"));
    // of the mark of /a 100 bytes and then 10, of that of /a/b none
    assertThat(analysis.dive().wastedBytes()).isEqualTo(110);
    assertThat(analysis.dive().efficiency()).isEqualTo(120 / 220.0, within(1e-9));
  }

  private static TarMember member(String name, @Nullable Integer size) {
    Attributes attributes = Attributes.of(0755);
    Entry entry =
        size == null
            ? new Entry.Directory(attributes)
            : new Entry.RegularFile(
                attributes, new Shipment(size, 1, 0, 0, null, null, List.of()), 0);
    return new TarMember(name, new TarMember.Item.Placed(entry), 0);
  }

  @Test
  @Timeout(60)
  void manyMarksAboveTheSameManyFilesCostLittle() {
    List<TarMember> files = new ArrayList<>();
    for (int i = 0; i < 300_000; i++) {
      files.add(member("a/a/a/a/" + i, 1));
    }
    List<TarMember> marks =
        List.of(
            member("a/a/a/.wh.a", 0),
            member("a/a/.wh.a", 0),
            member("a/.wh.a", 0),
            member(".wh.a", 0));
    DiveCount count = new DiveCount();
    count.add(new ScannedLayer("layer 0", files));
    for (int i = 1; i < 50_000; i++) {
      count.add(new ScannedLayer("layer " + i, marks));
    }
    assertThat(count.figures()).isEqualTo(new DiveFigures(1, 0, 0));
  }

  @Test
  void foldersInFoldersNeedNoStack() throws InterruptedException {
    int depth = 2047;
    DiveCount count = new DiveCount();
    List<TarMember> folders = new ArrayList<>();
    for (int i = 1; i <= depth; i++) {
      folders.add(member("a/".repeat(i), null));
    }
    folders.add(member("a/".repeat(depth) + "f", 100));
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    Thread narrow =
        new Thread(
            null,
            () -> {
              count.add(new ScannedLayer("layer 0", folders));
              count.add(new ScannedLayer("layer 1", List.of(member(".wh.a", 0))));
            },
            "narrow",
            64 << 10);
    narrow.setUncaughtExceptionHandler((_, error) -> failure.set(error));
    narrow.start();
    narrow.join();
    assertThat(failure.get()).isNull();
    assertThat(count.figures()).isEqualTo(new DiveFigures(1, 0, 0));
  }

  @Test
  void refusesMorePathsThanItCanHold() {
    DiveCount count = new DiveCount(5);
    count.add(new ScannedLayer("layer 0", List.of(member("a/b/c", 1), member("a/.wh.d", 0))));
    ScannedLayer above = new ScannedLayer("layer 1", List.of(member("a/b/e/f", 1)));
    assertThatThrownBy(() -> count.add(above))
        .isInstanceOf(KobakoException.class)
        .hasMessage(
            """
            layer 1: with it the layers name more than 5 paths
            remedy: what names so many is no ordinary image: look into it with tar\
            """);
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
