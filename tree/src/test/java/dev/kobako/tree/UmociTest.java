package dev.kobako.tree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.testkit.TarBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.StringJoiner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our reading of layers against an unpacker's: umoci, the reference tool of the OCI. */
class UmociTest {
  @TempDir Path temp;

  @BeforeEach
  void tools() throws IOException {
    Tools.assume("umoci");
    Tools.assumeRoot();
  }

  @Test
  void layersBecomeTheSameTree() throws Exception {
    TarBuilder lower =
        new TarBuilder()
            .dir("usr/", 0755)
            .dir("usr/lib/", 0711)
            .symlink("lib", "usr/lib")
            .symlink("abs", "/usr/lib")
            .symlink("out", "../../usr/lib")
            .file("usr/lib/old", 0644, "old")
            .file("usr/lib/gone", 0644, "gone")
            .file("d/x/y", 0644, "y")
            .file("d/z", 0600, "z")
            .file("f", 0644, "f")
            .file("linked", 0644, "linked")
            .hardlink("linked-too", "linked")
            .owner(5, 6)
            .file("owned", 04755, "owned")
            .charDevice("null", 0666, 1, 3)
            .fifo("pipe", 0600);
    TarBuilder upper =
        new TarBuilder()
            .whiteout("usr/lib/gone")
            .dir("d/", 0750)
            .opaque("d")
            .file("d/new", 0644, "new")
            .file("lib/behind", 0644, "behind")
            .file("abs/behind-abs", 0644, "a")
            .file("out/behind-out", 0644, "o")
            .dir("f/", 0755)
            .file("f/in", 0644, "in")
            .hardlink("across", "linked")
            .whiteout("linked");
    assertSameAsUmoci(lower, upper);
  }

  @Test
  void marksSpareTheirOwnLayerAndMakeNoParents() throws Exception {
    assertSameAsUmoci(
        new TarBuilder().dir("d/", 0755).file("d/old", 0644, "old").file("f", 0644, "f"),
        new TarBuilder()
            .whiteout("x/y")
            .opaque("z")
            .file("d/new", 0644, "new")
            .file("f", 0644, "F")
            .whiteout("f")
            .whiteout("d"));
  }

  @Test
  void aDiffLayerLeadsFromTheOneTreeToTheOther() throws Exception {
    TarBuilder before =
        new TarBuilder()
            .dir("a/", 0750)
            .file("a/same", 0644, "same")
            .file("a/gone", 0644, "gone")
            .file("b/c/d", 0644, "d")
            .file("kind", 0644, "")
            .dir("kind-too/", 0755)
            .file("kind-too/x", 0644, "x");
    TarBuilder after =
        new TarBuilder()
            .dir("a/", 0750)
            .file("a/same", 0644, "same")
            .file("a/new", 0644, "new")
            .hardlink("a/new-too", "a/new")
            .dir("b/", 0755)
            .dir("kind/", 0700)
            .file("kind/x", 0644, "x")
            .symlink("kind-too", "a");
    ByteArrayOutputStream diff = new ByteArrayOutputStream();
    TarWriter.writeDiff(Layers.tree(before), Layers.tree(after), TarOptions.keepTimes(), diff);
    Path root = unpack(before.bytes(), diff.toByteArray());
    assertThat(TreeDump.dump(HostTree.of(root))).isEqualTo(Layers.dump(after));
  }

  private void assertSameAsUmoci(TarBuilder... layers) throws Exception {
    byte[][] tars = new byte[layers.length][];
    for (int i = 0; i < tars.length; i++) {
      tars[i] = layers[i].bytes();
    }
    assertThat(Layers.dump(layers)).isEqualTo(TreeDump.dump(HostTree.of(unpack(tars))));
  }

  /** An OCI layout of uncompressed layers, unpacked. */
  private Path unpack(byte[]... tars) throws Exception {
    Path layout = Files.createDirectories(temp.resolve("layout/blobs/sha256"));
    StringJoiner ids = new StringJoiner(",");
    StringJoiner descriptors = new StringJoiner(",");
    for (byte[] tar : tars) {
      ids.add("\"sha256:" + digest(tar) + '"');
      descriptors.add(blob(layout, "application/vnd.oci.image.layer.v1.tar", tar));
    }
    String config =
        "{\"architecture\":\"amd64\",\"os\":\"linux\",\"config\":{},"
            + ("\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[" + ids + "]}}");
    String manifest =
        "{\"schemaVersion\":2,\"config\":"
            + blob(layout, "application/vnd.oci.image.config.v1+json", utf8(config))
            + (",\"layers\":[" + descriptors + "]}");
    String descriptor = blob(layout, "application/vnd.oci.image.manifest.v1+json", utf8(manifest));
    String named =
        descriptor.replace("}", ",\"annotations\":{\"org.opencontainers.image.ref.name\":\"t\"}}");
    Files.writeString(
        temp.resolve("layout/index.json"), "{\"schemaVersion\":2,\"manifests\":[" + named + "]}");
    Files.writeString(temp.resolve("layout/oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
    Tools.shell(temp, "umoci unpack --image layout:t bundle");
    return temp.resolve("bundle/rootfs");
  }

  private static String blob(Path blobs, String type, byte[] bytes) throws Exception {
    String digest = digest(bytes);
    Files.write(blobs.resolve(digest), bytes);
    return String.format(
        "{\"mediaType\":\"%s\",\"digest\":\"sha256:%s\",\"size\":%d}", type, digest, bytes.length);
  }

  private static String digest(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
