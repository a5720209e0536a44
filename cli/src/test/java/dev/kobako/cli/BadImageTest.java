package dev.kobako.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kobako.image.Digest;
import dev.kobako.testkit.TarBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Images to take programs from that are damaged, or made to do harm. */
@Timeout(30)
class BadImageTest {
  private static final String LAYER = "application/vnd.oci.image.layer.v1.tar";

  @TempDir Path temp;
  private RefusedCommand refused;

  @BeforeEach
  void prepare() throws Exception {
    refused = RefusedCommand.in(temp);
  }

  @Test
  void aNameThatClimbsOutOfTheRoot() throws Exception {
    archive(LAYER, new TarBuilder().file("../../etc/cron.d/evil", 0644, "x").bytes());
    refusedFrom(
        1,
        """
        kobako: layer sha256:06567f65b435035622984514e1c53d03a03619ad085d804aaafc398a4b94fa3c at byte 0: the name '../../etc/cron.d/evil' leads out of the root
        remedy: such a layer is an attack or an accident: don't use it
        """);
  }

  @Test
  void aLinkOutOfTheRootStaysInside() throws Exception {
    archive(
        LAYER,
        new TarBuilder()
            .dir("bin/", 0755)
            .symlink("bin/prog", "../../../../../../usr/bin/env")
            .bytes());
    refusedFrom(
        2,
        """
        kobako: /bin/prog: is a link to /usr, which is not there in oci-archive:TEMP/image.tar
        remedy: check the name, or give the program's path
        """);
  }

  @Test
  void aFileThatClaimsTenGigabytes() throws Exception {
    archive(
        LAYER,
        new TarBuilder()
            .rawHeader(header -> header.type('0').name("bin/prog").mode(0755).size(10_000_000_000L))
            .data("short".getBytes(UTF_8))
            .bytes());
    refusedFrom(
        1,
        """
        kobako: layer sha256:726fe1dabd2a2d30d413ec98171ac3f4e63b712b98f018f4ed9f42f469d68851 at byte 0: a content of 10000000000 bytes, but the tar has only 1536 left
        remedy: the tar is damaged or its maker is faulty: fetch or build it again
        """);
  }

  @Test
  void aLayerOfUnknownCompression() throws Exception {
    archive(LAYER + "+gzip", ("\u00fd7zXZ\0" + "x".repeat(2000)).getBytes(ISO_8859_1));
    refusedFrom(
        1,
        """
        kobako: layer sha256:9bfb1a4a6f960b9e33c3bd1c9d5677dca00bf2b24873945577373b18bad1f54e: compressed with xz, known are none, gzip and zstd
        remedy: compress the layer again with gzip or zstd
        """);
  }

  @Test
  void aLayerOfUnknownMediaType() throws Exception {
    archive(LAYER + "+lzma", new TarBuilder().dir("bin/", 0755).bytes());
    refusedFrom(
        1,
        """
        kobako: layer sha256:302f6b317aca4c36ae3ec05b41cdf2a477533f4d468aab373511b37f6076407b: media type 'application/vnd.oci.image.layer.v1.tar+lzma', expected a layer as tar, tar+gzip or tar+zstd
        remedy: copy the image with a tool that knows this type and can convert it
        """);
  }

  @Test
  void aLayerThatIsNotTheOneThatItsDigestNames() throws Exception {
    byte[] layer = new TarBuilder().file("bin/prog", 0755, "#!/bin/sh\n").bytes();
    byte[] other = new TarBuilder().file("bin/prog", 0755, "#!/bin/su\n").bytes();
    archive(LAYER, layer, other);
    refusedFrom(
        1,
        """
        kobako: layer sha256:2c4607ce382c767c3c59e2a19dc8be38806f15979ac2f0c3ab89769676195035: has digest sha256:575824112ff3d86c282cf9b7b1533b9fdd3701f6a226c509a759f7286fbb2e08, expected sha256:2c4607ce382c767c3c59e2a19dc8be38806f15979ac2f0c3ab89769676195035
        remedy: fetch or write the image again, its content was changed
        """);
  }

  @Test
  void anArchiveThatEndsEarly() throws Exception {
    archive(LAYER, new TarBuilder().file("bin/prog", 0755, "x".repeat(5000)).bytes());
    Path file = temp.resolve("image.tar");
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, 3000));
    refusedFrom(
        1,
        """
        kobako: TEMP/image.tar: the blob sha256:9c5ffc424e9162a3808e3d8a8b0cd8befbdeb1d8133a5c6ca165d0ab4988f416 is missing
        remedy: copy the image again, with all of its layers
        """);
  }

  @Test
  void aFileThatIsNoArchive() throws Exception {
    Files.writeString(temp.resolve("image.tar"), "just text\n".repeat(200));
    refusedFrom(
        1,
        """
        kobako: TEMP/image.tar: the tar header at byte 0 is damaged
        remedy: copy or write the archive again
        """);
  }

  @Test
  void anArchiveThatIsNotThere() throws Exception {
    refusedFrom(
        1,
        """
        kobako: TEMP/image.tar: there is no such file
        remedy: check the path
        """);
  }

  private void refusedFrom(int code, String message) throws Exception {
    refused.says(
        code,
        message,
        "bundle",
        "--from",
        "oci-archive:" + temp.resolve("image.tar"),
        "/bin/prog",
        "-t",
        "after");
  }

  private void archive(String mediaType, byte[] layer) throws Exception {
    archive(mediaType, layer, layer);
  }

  /** An OCI archive of one layer, whose blob has {@code stored} in it. */
  private void archive(String mediaType, byte[] layer, byte[] stored) throws Exception {
    byte[] config =
        """
        {"architecture":"amd64","os":"linux","config":{},"rootfs":{"type":"layers","diff_ids":["%s"]}}\
        """
            .formatted(Digest.sha256(layer))
            .getBytes(UTF_8);
    byte[] manifest =
        """
        {"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json",
        "config":%s,"layers":[%s]}\
        """
            .formatted(
                descriptor("application/vnd.oci.image.config.v1+json", config),
                descriptor(mediaType, layer))
            .getBytes(UTF_8);
    byte[] index =
        """
        {"schemaVersion":2,"manifests":[%s]}\
        """
            .formatted(descriptor("application/vnd.oci.image.manifest.v1+json", manifest))
            .getBytes(UTF_8);
    Files.write(
        temp.resolve("image.tar"),
        new TarBuilder()
            .file("oci-layout", 0644, "{\"imageLayoutVersion\":\"1.0.0\"}")
            .file("index.json", 0644, index)
            .file(blob(manifest), 0644, manifest)
            .file(blob(config), 0644, config)
            .file(blob(layer), 0644, stored)
            .bytes());
  }

  private static String descriptor(String mediaType, byte[] bytes) {
    return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d}"
        .formatted(mediaType, Digest.sha256(bytes), bytes.length);
  }

  private static String blob(byte[] bytes) {
    return "blobs/" + Digest.sha256(bytes).toString().replace(':', '/');
  }
}
