package dev.kobako.ladder;

import static dev.kobako.ladder.MadeImage.opened;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.kobako.check.Trace;
import dev.kobako.image.Content;
import dev.kobako.slim.KeepSet;
import dev.kobako.slim.Kept;
import dev.kobako.slim.Reason;
import dev.kobako.testkit.IcuDataBuilder;
import dev.kobako.testkit.TarBuilder;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnitsTest {
  private static final String DATA = "/icu/icudt72l.dat/icudt72l";

  @TempDir Path folder;

  private Original original;

  @BeforeEach
  void makeImage() {
    original =
        new MadeImage(folder)
            .layer(
                "RUN make",
                new TarBuilder()
                    .dir("etc/", 0755)
                    .file("etc/passwd", 0644, "root:x:0:0::/:/bin/sh\n")
                    .dir("opt/", 0755)
                    .dir("opt/app/", 0755)
                    .file("opt/app/a", 0644, "aa")
                    .hardlink("opt/app/also-a", "opt/app/a")
                    .symlink("opt/app/link", "a")
                    .dir("opt/app/deep/", 0755)
                    .file("opt/app/deep/b", 0644, "bbb")
                    .dir("opt/read/", 0755)
                    .file("opt/read/c", 0644, "c"))
            .original();
  }

  private Units units(KeepRules rules, Trace trace) throws IOException {
    return Units.of(
        KeepSet.of(original.tree(), Reason.asked("all")), original, rules, trace, _ -> Set.of());
  }

  private static List<String> paths(KeepSet keepSet) {
    return keepSet.all().stream().map(Kept::path).map(ImagePath::toString).toList();
  }

  private static Unit at(Units units, String path) {
    return units.at(List.of(ImagePath.of(path))).iterator().next();
  }

  @Test
  void areFilesWithAllTheirNamesAndLinks() throws IOException {
    Units units = units(KeepRules.NONE, Trace.NONE);

    assertThat(units.all())
        .extracting(Unit::paths)
        .containsExactly(
            List.of(ImagePath.of("/opt/app/a"), ImagePath.of("/opt/app/also-a")),
            List.of(ImagePath.of("/opt/app/deep/b")),
            List.of(ImagePath.of("/opt/app/link")),
            List.of(ImagePath.of("/opt/read/c")));
    assertThat(at(units, "/opt/app/also-a").bytes()).isEqualTo(2);
  }

  @Test
  void takeFoldersWithTheLastOfWhatIsInThem() throws IOException {
    Units units = units(KeepRules.NONE, Trace.NONE);

    KeepSet rest = units.without(Set.of(at(units, "/opt/app/deep/b"), at(units, "/opt/app/a")));

    assertThat(paths(rest))
        .contains("/opt/app/link", "/opt/read/c", "/etc/passwd")
        .doesNotContain("/opt/app/deep", "/opt/app/a", "/opt/app/also-a");
  }

  @Test
  void leaveFoldersThatARunAskedFor() throws IOException {
    Units units = units(KeepRules.NONE, opened("/opt/read"));

    KeepSet rest = units.without(new HashSet<>(units.all()));

    assertThat(paths(rest)).contains("/opt/read").doesNotContain("/opt/read/c", "/opt/app");
  }

  @Test
  void leaveWhatTheUserKeepsAndWhatEveryImageKeeps() throws IOException {
    KeepRules rules = new KeepRules(List.of("/opt/app/deep"), List.of(), false, Set.of());
    Units units = units(rules, Trace.NONE);

    KeepSet rest = units.without(new HashSet<>(units.all()));

    assertThat(paths(rest))
        .contains("/opt/app/deep/b", "/etc/passwd", "/etc", "/opt")
        .doesNotContain("/opt/app/a", "/opt/read");
  }

  @Test
  void knowWhatRunsAskedFor() throws IOException {
    Units units = units(KeepRules.NONE, opened("/opt/app/link"));

    assertThat(at(units, "/opt/app/link").asked()).isTrue();
    assertThat(at(units, "/opt/app/a").asked()).isTrue();
    assertThat(at(units, "/opt/read/c").asked()).isFalse();
  }

  private Original imageWithMembers() {
    byte[] data =
        new IcuDataBuilder()
            .item("icudt72l/root.res", "root")
            .item("icudt72l/coll/ja.res", "ja".repeat(20))
            .item("icudt72l/coll/zh.res", "zh".repeat(20))
            .build();
    return new MadeImage(folder)
        .layer("RUN icu", new TarBuilder().dir("icu/", 0755).file("icu/icudt72l.dat", 0644, data))
        .original();
  }

  private Units unitsOfMembers(String... asked) throws IOException {
    original = imageWithMembers();
    return Units.of(
        KeepSet.of(original.tree(), Reason.asked("all")),
        original,
        KeepRules.NONE,
        opened(asked),
        _ -> Set.of(ImagePath.of("/icu/icudt72l.dat/icudt72l/root.res")));
  }

  @Test
  void areMembersOfFilesThatARunAskedFor() throws IOException {
    Units units = unitsOfMembers("/icu/icudt72l.dat");

    assertThat(units.all())
        .extracting(each -> each.path().toString(), Unit::owner, Unit::asked, Unit::shown)
        .containsExactly(
            tuple("/icu/icudt72l.dat/icudt72l/coll/ja.res", DATA, false, false),
            tuple("/icu/icudt72l.dat/icudt72l/coll/zh.res", DATA, false, false),
            tuple("/icu/icudt72l.dat/icudt72l/root.res", DATA, true, false));
    ImagePath data = ImagePath.of("/icu/icudt72l.dat");
    assertThat(units.without(Set.of()).tree().entry(data)).isEqualTo(original.tree().entry(data));
  }

  @Test
  void areFilesAsAWholeThatNoRunAskedFor() throws IOException {
    assertThat(unitsOfMembers().all())
        .extracting(each -> each.path().toString())
        .containsExactly("/icu/icudt72l.dat");
  }

  @Test
  void leaveFilesWithTheOtherMembersUntilNoneIsLeft() throws IOException {
    Units units = unitsOfMembers("/icu/icudt72l.dat");
    Unit chinese = at(units, "/icu/icudt72l.dat/icudt72l/coll/zh.res");

    KeepSet rest = units.without(Set.of(chinese));
    KeepSet none = units.without(Set.copyOf(units.all()));

    byte[] expected =
        new IcuDataBuilder()
            .item("icudt72l/root.res", "root")
            .item("icudt72l/coll/ja.res", "ja".repeat(20))
            .build();
    assertThat(rest.at(ImagePath.of("/icu/icudt72l.dat")).orElseThrow().entry())
        .isInstanceOfSatisfying(
            Entry.RegularFile.class,
            file -> assertThat(file.content()).extracting(UnitsTest::bytes).isEqualTo(expected));
    assertThat(paths(none)).doesNotContain("/icu/icudt72l.dat");
  }

  private static byte[] bytes(Content content) {
    try {
      return content.bytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
