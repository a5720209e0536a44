package dev.kobako.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Content;
import dev.kobako.testkit.TarBuilder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Layers in overlayfs's form, to and fro. */
class OverlayTest {
  private static final Map<String, String> OPAQUE = Map.of("SCHILY.xattr.user.overlay.opaque", "y");

  private static final Instant STARTED = Instant.ofEpochSecond(100);

  private static OverlayChanges.Before before(int mode) {
    return new OverlayChanges.Before(mode, 0, 0, Instant.EPOCH);
  }

  private static LayerTar layer(TarBuilder tar) {
    return new LayerTar(Content.of(tar.bytes()), "layer", "");
  }

  private static String alone(TarBuilder tar) throws IOException {
    Optional<MemoryTree> tree = OverlayTree.alone(Content.of(tar.bytes()), "layer");
    return tree.isPresent() ? TreeDump.dump(tree.get()) : "needs those below";
  }

  @Test
  void marksBecomeDevicesAndAttributes() throws IOException {
    assertThat(
            alone(
                new TarBuilder()
                    .dir("d/", 0750)
                    .opaque("d")
                    .file("d/new", 0644, "")
                    .dir("again/", 0755)
                    .whiteout("again")
                    .whiteout("gone")
                    .whiteout("put")
                    .file("put", 0600, "")
                    .file(".wh..wh.plnk", 0600, "")))
        .isEqualTo(
            """
            /again: dir 0755 user.overlay.opaque="y"
            /d: dir 0750 user.overlay.opaque="y"
            /d/new: file 0644 empty
            /gone: char 0000 0:0
            /put: file 0600 empty
            """);
  }

  @Test
  void whatLooksLikeAMarkOfOverlayfsIsLeftOut() throws IOException {
    assertThat(
            alone(
                new TarBuilder()
                    .charDevice("hides", 0600, 0, 0)
                    .charDevice("null", 0666, 1, 3)
                    .pax(
                        Map.of(
                            "SCHILY.xattr.user.overlay.redirect", "/etc",
                            "SCHILY.xattr.trusted.overlay.opaque", "y",
                            "SCHILY.xattr.user.mine", "1"))
                    .dir("d/", 0755)))
        .isEqualTo("/d: dir 0755 user.mine=\"1\"\n/null: char 0666 1:3\n");
  }

  @Test
  void aLayerThatLeavesOutADirectoryNeedsThoseBelow() throws IOException {
    assertThat(alone(new TarBuilder().file("tmp/f", 0644, ""))).isEqualTo("needs those below");
    assertThat(alone(new TarBuilder().whiteout("tmp/f"))).isEqualTo("needs those below");
    assertThat(alone(new TarBuilder().hardlink("a", "b"))).isEqualTo("needs those below");
  }

  @Test
  void overOthersADirectoryKeepsItsModeAndLinksAreFollowed() throws IOException {
    LayerTar below =
        layer(
            new TarBuilder()
                .dir("tmp/", 01777)
                .file("tmp/old", 0644, "")
                .dir("usr/", 0755)
                .dir("usr/lib/", 0711)
                .file("usr/lib/a", 0644, "a")
                .symlink("lib", "usr/lib"));
    LayerTar layer =
        layer(
            new TarBuilder()
                .file("tmp/new", 0644, "")
                .file("lib/b", 0600, "")
                .hardlink("lib/c", "lib/a")
                .whiteout("tmp/old"));

    assertThat(TreeDump.dump(OverlayTree.over(List.of(below), layer)))
        .isEqualTo(
            """
            /tmp: dir 1777
            /tmp/new: file 0644 empty
            /tmp/old: char 0000 0:0
            /usr: dir 0755
            /usr/lib: dir 0711
            /usr/lib/a: file 0644 ca978112
            /usr/lib/b: file 0600 empty
            /usr/lib/c: = /usr/lib/a
            """);
  }

  private static String changes(TarBuilder upper, Map<String, OverlayChanges.Before> before)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    boolean any =
        OverlayChanges.write(
            new ByteArrayInputStream(upper.bytes()),
            new OverlayChanges.Lower(before, STARTED),
            TarOptions.clampTo(Instant.ofEpochSecond(5)),
            out);
    StringBuilder names = new StringBuilder();
    try (TarReader reader = new TarReader(Content.of(out.toByteArray()), "changes")) {
      for (var next = reader.next(); next.isPresent(); next = reader.next()) {
        names.append(next.get().name());
        switch (next.get().item()) {
          case TarMember.Item.Placed(Entry entry) -> {
            names.append(' ').append(Integer.toOctalString(entry.attributes().mode()));
            names.append(' ').append(entry.attributes().mtime().getEpochSecond());
            entry.attributes().xattrs().keySet().forEach(each -> names.append(' ').append(each));
            if (entry instanceof Entry.RegularFile file) {
              names.append(' ').append(new String(file.content().bytes(), StandardCharsets.UTF_8));
            }
          }
          case TarMember.Item.HardLink(String target, _) -> names.append(" = ").append(target);
        }
        names.append('\n');
      }
    }
    assertThat(any).isEqualTo(!names.isEmpty());
    return names.toString();
  }

  @Test
  void whatOverlayfsWroteBecomesALayer() throws IOException {
    TarBuilder upper =
        new TarBuilder()
            .dir("./", 0755)
            .pax(new TreeMap<>(OPAQUE))
            .dir("./d/", 0755)
            .charDevice("./d/gone", 0, 0, 0)
            .mtime(3)
            .file("./d/new", 0644, "text")
            .hardlink("./e", "./d/new")
            .mtime(9)
            .pax(
                Map.of(
                    "SCHILY.xattr.security.capability", "c",
                    "SCHILY.xattr.security.selinux", "s",
                    "SCHILY.xattr.user.overlay.origin", "o",
                    "SCHILY.xattr.user.mine", "m"))
            .file("./f", 04755, "")
            .symlink("./l", "/d")
            .dir("./same/", 0700)
            .dir("./same/below/", 0755)
            .file("./same/below/x", 0600, "");
    Map<String, OverlayChanges.Before> before =
        Map.of(
            "d", before(0755),
            "same", before(0700),
            "same/below", before(0755));

    assertThat(changes(upper, before))
        .isEqualTo(
            """
            d/ 755 0
            d/.wh..wh..opq 0 0\s
            d/.wh.gone 0 0\s
            d/new 644 3 text
            e = d/new
            f 4755 5 security.capability user.mine\s
            l 777 5
            same/ 700 5
            same/below/ 755 5
            same/below/x 600 5\s
            """);
  }

  @Test
  void aDirectoryThatIsNewOrDifferentIsTold() throws IOException {
    TarBuilder upper = new TarBuilder().dir("new/", 0755).dir("mode/", 0700).dir("same/", 0755);
    Map<String, OverlayChanges.Before> before =
        Map.of(
            "mode", before(0755),
            "same", before(0755));

    assertThat(changes(upper, before)).isEqualTo("new/ 755 0\nmode/ 700 0\n");
  }

  @Test
  void aDirectorysTimeCountsWhereItWasSet() throws IOException {
    TarBuilder upper = new TarBuilder().mtime(99).dir("set/", 0755).mtime(100).dir("used/", 0755);
    Map<String, OverlayChanges.Before> before = Map.of("set", before(0755), "used", before(0755));

    assertThat(changes(upper, before)).isEqualTo("set/ 755 5\n");
  }

  @Test
  void whatIsSeenThroughALinkBelowWasNotThere() throws IOException {
    TarBuilder upper = new TarBuilder().dir("lib/", 0755).dir("lib/x/", 0755);

    assertThat(changes(upper, Map.of("lib/x", before(0755))))
        .isEqualTo("lib/ 755 0\nlib/x/ 755 0\n");
  }

  @Test
  void aLargeFileComesThroughWhole() throws IOException {
    byte[] large = new byte[3_000_000];
    for (int i = 0; i < large.length; i++) {
      large[i] = (byte) ('a' + i % 23);
    }
    TarBuilder upper = new TarBuilder().file("large", 0644, large).file("small", 0644, "end");

    assertThat(changes(upper, Map.of()))
        .startsWith("large 644 0 abc")
        .endsWith("\nsmall 644 0 end\n")
        .hasSize("large 644 0 ".length() + large.length + "\nsmall 644 0 end\n".length());
  }

  @Test
  void aNameThatWouldBeReadAsAMarkIsRefused() {
    assertThatThrownBy(() -> changes(new TarBuilder().file("d/.wh.x", 0644, ""), Map.of()))
        .isInstanceOf(KobakoException.class)
        .hasMessage(
            "/d/.wh.x: a name that starts with .wh. can't be in a layer: it would be read as a"
                + " whiteout\n"
                + "remedy: let the command use another name, or remove the file before it ends");
  }

  /** A stream that gives all that is wanted at once must not push out what is read next. */
  @Test
  void manyFilesOfAllSizesPassThroughInOneStream() throws IOException {
    TarBuilder upper = new TarBuilder();
    StringBuilder expected = new StringBuilder();
    for (int i = 0; i < 3000; i++) {
      String text = "x".repeat(i * 37 % 3000) + i;
      upper.file("f" + i, 0644, text);
      expected.append("f").append(i).append(" 644 0 ").append(text).append('\n');
    }

    assertThat(changes(upper, Map.of())).isEqualTo(expected.toString());
  }
}
