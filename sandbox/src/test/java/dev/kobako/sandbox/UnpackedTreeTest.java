package dev.kobako.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kobako.image.Content;
import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.MemoryTree;
import dev.kobako.tree.Resolution;
import dev.kobako.tree.Tree;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What unpacked layers show together, as overlayfs has it. */
class UnpackedTreeTest {
  @TempDir Path folder;

  private final List<LayerFolders.Unpacked> layers = new ArrayList<>();

  @Test
  void whatLiesOnTopCountsAndFoldersShowWhatIsBelow() throws Exception {
    write(layer("lower"), "etc/passwd", "below");
    write(layer("lower"), "etc/group", "group");
    write(layer("upper"), "etc/passwd", "above");
    write(layer("upper"), "bin", "a file over nothing");

    Tree tree = UnpackedTree.of(layers);

    assertThat(text(tree, "/etc/passwd")).isEqualTo("above");
    assertThat(text(tree, "/etc/group")).isEqualTo("group");
    assertThat(tree.names(ImagePath.of("/etc"))).containsExactly("group", "passwd");
    assertThat(tree.names(ImagePath.ROOT)).containsExactly("bin", "etc");
    assertThat(tree.names(ImagePath.of("/bin"))).isEmpty();
    assertThat(tree.entry(ImagePath.of("/etc/none"))).isEmpty();
    assertThat(tree.entry(ImagePath.of("/bin/none"))).isEmpty();
  }

  @Test
  void aFolderOverAFileAndAFileOverAFolderShowNothingOfIt() throws Exception {
    write(layer("lowest"), "a/hidden", "x");
    write(layer("middle"), "a", "a file");
    write(layer("upper"), "a/seen", "y");

    Tree tree = UnpackedTree.of(layers);

    assertThat(tree.names(ImagePath.of("/a"))).containsExactly("seen");
    assertThat(tree.entry(ImagePath.of("/a/hidden"))).isEmpty();
  }

  @Test
  void anOpaqueFolderShowsNothingOfThoseBelow() throws Exception {
    write(layer("lower"), "etc/deep/passwd", "below");
    write(layer("lower"), "etc/group", "below");
    write(layer("upper"), "etc/own", "own");
    UserDefinedFileAttributeView view =
        Files.getFileAttributeView(
            layer("upper").resolve("etc"), UserDefinedFileAttributeView.class);
    assumeTrue(
        Files.getFileStore(folder).supportsFileAttributeView(UserDefinedFileAttributeView.class),
        "the folder for temporary files has no extended attributes");
    view.write("overlay.opaque", ByteBuffer.wrap(new byte[] {'y'}));

    Tree tree = UnpackedTree.of(layers);

    assertThat(tree.names(ImagePath.of("/etc"))).containsExactly("own");
    assertThat(tree.entry(ImagePath.of("/etc/deep/passwd"))).isEmpty();
    assertThat(tree.entry(ImagePath.of("/etc/group"))).isEmpty();
  }

  @Test
  void whatALayerHasDeletedIsNotThere() throws Exception {
    assumeTrue("root".equals(System.getProperty("user.name")), "the test needs to be root");
    write(layer("lower"), "etc/passwd", "below");
    write(layer("lower"), "var/lib/file", "below");
    write(layer("upper"), "etc/group", "group");
    whiteout(layer("upper").resolve("etc/passwd"));
    whiteout(layer("upper").resolve("var"));

    Tree tree = UnpackedTree.of(layers);

    assertThat(tree.entry(ImagePath.of("/etc/passwd"))).isEmpty();
    assertThat(tree.names(ImagePath.of("/etc"))).containsExactly("group");
    assertThat(tree.entry(ImagePath.of("/var/lib/file"))).isEmpty();
    assertThat(tree.names(ImagePath.ROOT)).containsExactly("etc");
  }

  @Test
  void aLinkLeadsToNothingOfTheHosts() throws Exception {
    Path outside = Files.createDirectory(folder.resolve("outside"));
    write(outside, "passwd", "the host's");
    Files.createSymbolicLink(layer("lower").resolve("etc"), outside);
    write(layer("lower"), "conf/passwd", "the image's");
    Files.createSymbolicLink(layer("lower").resolve("linked"), Path.of("/conf"));

    Tree tree = UnpackedTree.of(layers);

    assertThat(tree.entry(ImagePath.of("/etc/passwd"))).isEmpty();
    assertThat(tree.resolve("/etc/passwd").outcome()).isEqualTo(new Resolution.Outcome.Missing());
    assertThat(text(tree, "/linked/passwd")).isEqualTo("the image's");
  }

  @Test
  void aUserIsLookedUpInThemAndInTheWholeTreeWhereTheyCanNotBeSeen() throws Exception {
    write(layer("lower"), "etc/passwd", "app:x:1000:1001::/:\n");
    write(layer("upper"), "etc/group", "staff:x:50:app\n");
    ContainerUser app = new ContainerUser(1000, 1001, List.of(50));

    assertThat(
            Accounts.user(
                "app",
                layers,
                () -> {
                  throw new AssertionError("the whole tree is not needed");
                }))
        .isEqualTo(app);
    MemoryTree whole =
        MemoryTree.builder()
            .put(
                ImagePath.of("/etc/passwd"),
                new Entry.RegularFile(
                    Attributes.of(0644),
                    Content.of("app:x:7:8::/:\n".getBytes(StandardCharsets.UTF_8)),
                    0))
            .build();
    List<LayerFolders.Unpacked> gone = List.of(new LayerFolders.Unpacked(folder.resolve("gone")));
    assertThat(Accounts.user("app", gone, () -> whole))
        .isEqualTo(new ContainerUser(7, 8, List.of()));
  }

  private static void whiteout(Path place) throws Exception {
    Process mknod = new ProcessBuilder("mknod", place.toString(), "c", "0", "0").start();
    assumeTrue(mknod.waitFor() == 0, "mknod can't make a device here");
  }

  /** A layer over those that were named before. */
  private Path layer(String name) throws IOException {
    Path place = folder.resolve(name);
    if (!Files.exists(place)) {
      Files.createDirectory(place);
      layers.add(new LayerFolders.Unpacked(place));
    }
    return place;
  }

  private static void write(Path layer, String path, String text) throws IOException {
    Path file = layer.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static String text(Tree tree, String path) throws IOException {
    return new String(
        tree.resolve(path).file().orElseThrow().content().bytes(), StandardCharsets.UTF_8);
  }
}
