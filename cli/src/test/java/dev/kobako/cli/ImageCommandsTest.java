package dev.kobako.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.image.Artifact;
import dev.kobako.image.Compression;
import dev.kobako.image.Image;
import dev.kobako.image.OciArchive;
import dev.kobako.image.OciLayout;
import dev.kobako.image.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commands about the store and about archives, as users see them. */
@Timeout(60)
class ImageCommandsTest {
  @TempDir Path temp;
  private Kobako kobako;
  private Image image;
  private String digest;

  @BeforeEach
  void prepare() {
    kobako = Kobako.withStore(temp.resolve("home")).in(temp);
    image = SmallImages.of(temp, "linux/amd64", Compression.GZIP);
    digest = image.descriptor().digest().toString();
    new OciLayout(temp.resolve("from")).write(image, "1");
    kobako.run("copy", "-q", "oci:" + temp.resolve("from") + ":1", "app:1").done();
  }

  private String last(Kobako.Result result) {
    return result.lines().getLast().replaceAll("takes .*", "takes BYTES");
  }

  @Test
  void inspectShowsWhatRunsAndWhereTheBytesAre() {
    assertThat(kobako.run("inspect", "app:1").done().out())
        .isEqualTo(
            """
            app:1  DIGEST
            application/vnd.oci.image.manifest.v1+json
            linux/amd64, 3.0 kB on disk, COMPRESSED compressed, 2 layers, created 2026-01-02T03:04:05Z

            entrypoint  /bin/app
            workdir     /
            env         PATH=/bin

                 on disk    compressed  layers
                  3.0 kB  BASE  BASEID  COPY words /etc/words
                                        ENV PATH=/bin
                     5 B  TOPS  TOPID  COPY arch / [2J
            """
                .replace("DIGEST", digest)
                .replace("COMPRESSED", Sizes.text(size(0) + size(1)))
                .replace("BASE  ", Sizes.right(size(0)) + "  ")
                .replace("TOPS", Sizes.right(size(1)))
                .replace("BASEID", image.layers().get(0).descriptor().digest().brief())
                .replace("TOPID", image.layers().get(1).descriptor().digest().brief()));
  }

  private long size(int layer) {
    return image.layers().get(layer).descriptor().size();
  }

  @Test
  void inspectAsJsonHasBothSizesInBytes() {
    assertThat(kobako.run("inspect", "app:1", "--json").done().lines().subList(0, 7))
        .containsExactly(
            "{",
            "  \"name\" : \"app:1\",",
            "  \"size\" : 3005,",
            "  \"sizeIs\" : \"exact\",",
            "  \"compressedSize\" : " + (size(0) + size(1)) + ",",
            "  \"digest\" : \"" + digest + "\",",
            "  \"mediaType\" : \"application/vnd.oci.image.manifest.v1+json\",");
  }

  @Test
  void inspectPrintsTheBytesThemselvesWhenAskedFor() {
    assertThat(kobako.run("inspect", "app:1", "--raw").done().out())
        .isEqualTo(new String(image.manifest(), java.nio.charset.StandardCharsets.UTF_8));
    assertThat(kobako.run("inspect", "app:1", "--config").done().out())
        .isEqualTo(new String(image.config().bytes(), java.nio.charset.StandardCharsets.UTF_8));
    assertThat(kobako.run("inspect", "app:1", "-q").done().out()).isEqualTo(digest + "\n");
  }

  @Test
  void inspectDoesNotPull() {
    assertThat(kobako.run("inspect", "nosuch"))
        .isEqualTo(
            new Kobako.Result(
                1,
                "",
                """
                kobako: nosuch:latest: is not in the store
                remedy: 'kobako images' lists what is; 'kobako pull nosuch:latest' brings it
                """));
  }

  @Test
  void imagesAreListedWithWhatTheyShare() {
    kobako.run("tag", "app:1", "other:2").done();
    Kobako.Result result = kobako.run("images").done();
    long blobs = size(0) + size(1) + image.config().bytes().length + image.manifest().length;
    String row =
        "linux/amd64  %s  2026-01-02   3.0 kB  %10s     0 B  %s"
            .formatted(image.descriptor().digest().brief(), Sizes.text(blobs), Sizes.text(blobs));
    assertThat(result.lines().subList(0, 4))
        .containsExactly(
            "NAME     PLATFORM     DIGEST        CREATED     ON DISK  COMPRESSED  SHARED     OWN",
            "app:1    " + row,
            "other:2  " + row,
            "");
    assertThat(last(result)).isEqualTo("1 image, the store takes BYTES");
    assertThat(kobako.run("images", "other").done().lines()).hasSize(5);
    assertThat(kobako.run("images", "app:2").done().lines()).hasSize(3);
    assertThat(kobako.run("images", "-q").done().out()).isEqualTo(digest + "\n");
    assertThat(kobako.run("images", "--json").done().out())
        .contains("\"names\" : [ \"app:1\", \"other:2\" ]", "\"size\" : 3005,");
  }

  @Test
  void aRemovedNameLeavesTheImageToItsOtherNames() {
    kobako.run("tag", "app:1", "other:2").done();
    assertThat(kobako.run("rmi", "app:1").done().out())
        .isEqualTo("untagged app:1\nstill there as other:2\n");
    Kobako.Result gone = kobako.run("rmi", digest.substring(7, 19)).done();
    assertThat(gone.lines().getFirst()).isEqualTo("untagged other:2");
    assertThat(gone.lines().getLast()).startsWith("deleted " + digest + ", ");
    assertThat(last(kobako.run("images").done())).isEqualTo("0 images, the store takes BYTES");
  }

  @Test
  void whatIsNotThereCanBeRemovedByForceOnly() {
    Kobako.Result refused = kobako.run("rmi", "nosuch");
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err())
        .isEqualTo(
            "kobako: "
                + temp.resolve("home/store")
                + ": does not hold nosuch\n"
                + "remedy: it holds docker.io/library/app:1\n");
    assertThat(kobako.run("rmi", "-f", "nosuch").done().out())
        .isEqualTo(temp.resolve("home/store") + ": does not hold nosuch\n");
  }

  @Test
  void garbageIsNamedBeforeItGoes() throws Exception {
    String hex = "ab".repeat(32);
    Path orphan = temp.resolve("home/store/blobs/sha256").resolve(hex);
    Files.write(orphan, new byte[1234]);
    Kobako.Result dry = kobako.run("gc", "--dry-run").done();
    assertThat(dry.lines().getFirst()).isEqualTo("      1.2 kB  blob " + hex);
    assertThat(dry.lines().getLast()).startsWith("1.2 kB would go, ");
    assertThat(orphan).exists();
    assertThat(kobako.run("gc", "--json").done().out()).contains("\"freed\" : 1234,");
    assertThat(orphan).doesNotExist();
    assertThat(kobako.run("inspect", "app:1", "-q").done().out()).isEqualTo(digest + "\n");
  }

  @Test
  void anArchiveHoldsSeveralImagesAndLoadsAgain() {
    Image other = SmallImages.of(temp, "linux/arm64", Compression.NONE);
    new OciLayout(temp.resolve("from")).write(other, "2");
    kobako.run("copy", "-q", "oci:" + temp.resolve("from") + ":2", "b:1").done();
    kobako.run("tag", "app:1", "again:1").done();
    Path file = temp.resolve("all.tar");
    Kobako.Result saved = kobako.run("save", "app:1", "b:1", "again:1", "-o", "all.tar");
    assertThat(saved.err()).isEqualTo("saving app:1, b:1, again:1\n");
    assertThat(saved.lines().subList(0, 2))
        .containsExactly("app:1, again:1  " + digest, "b:1  " + other.descriptor().digest());
    assertThat(saved.lines().getLast()).startsWith(file + ", ");

    Kobako fresh = Kobako.withStore(temp.resolve("fresh"));
    Kobako.Result loaded = fresh.run("load", "-q", "-i", file.toString()).done();
    assertThat(loaded.lines()).contains(digest, other.descriptor().digest().toString());
    assertThat(fresh.run("inspect", "again:1", "-q").done().out()).isEqualTo(digest + "\n");
  }

  @Test
  void anIndexGoesIntoAnOciArchiveWhole() {
    Artifact index = SmallImages.index(temp, "linux/amd64", "linux/arm64");
    new OciLayout(temp.resolve("from")).write(index, "all", Progress.NONE);
    kobako.run("copy", "-q", "--all", "oci:" + temp.resolve("from") + ":all", "multi").done();
    kobako.run("save", "-q", "multi", "--all", "--format", "oci-archive", "-o", "multi.tar").done();
    assertThat(new OciArchive(temp.resolve("multi.tar")).list().getFirst().descriptor().digest())
        .isEqualTo(index.descriptor().digest());
    Kobako fresh = Kobako.withStore(temp.resolve("fresh"));
    fresh.run("load", "-q", "-i", temp.resolve("multi.tar").toString()).done();
    assertThat(fresh.run("inspect", "multi", "--json").done().out())
        .contains("\"platform\" : \"linux/arm64\"");
  }

  @Test
  void anArchiveWithoutANameNeedsOne() {
    new OciArchive(temp.resolve("bare.tar")).write(image, "");
    Kobako.Result refused = kobako.run("load", "-q", "-i", "bare.tar");
    assertThat(refused)
        .isEqualTo(
            new Kobako.Result(
                1,
                "",
                "kobako: "
                    + temp.resolve("bare.tar")
                    + ": the image "
                    + digest
                    + " has no complete name\nremedy: give it one with -t NAME\n"));
    kobako.run("load", "-q", "-i", "bare.tar", "-t", "named").done();
    assertThat(kobako.run("inspect", "named", "-q").done().out()).isEqualTo(digest + "\n");
  }

  @Test
  void whatIsNoArchiveIsToldSo() throws Exception {
    Files.write(temp.resolve("words.tar"), SmallImages.garbage());
    Kobako.Result refused = kobako.run("load", "-q", "-i", "words.tar");
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err()).startsWith("kobako: " + temp.resolve("words.tar"));
    assertThat(kobako.reading("some words").run("load", "-q").code()).isEqualTo(1);
    assertThat(kobako.run("images", "-q").done().out()).isEqualTo(digest + "\n");
  }

  @Test
  void imagesForSeveralPlatformsBecomeAnIndex() {
    Image other = SmallImages.of(temp, "linux/s390x", Compression.GZIP);
    new OciLayout(temp.resolve("from")).write(other, "2");
    Kobako.Result made =
        kobako
            .run(
                "index",
                "create",
                "multi",
                "app:1",
                "oci:" + temp.resolve("from") + ":2",
                "--annotation",
                "who=me")
            .done();
    assertThat(made.lines().subList(1, 3))
        .isEqualTo(
            List.of("  linux/amd64   " + digest, "  linux/s390x   " + other.descriptor().digest()));
    assertThat(kobako.run("inspect", "multi", "--raw").done().out())
        .contains("\"annotations\":{\"who\":\"me\"}");
    Kobako.Result twice = kobako.run("index", "create", "multi", "app:1", "app:1");
    assertThat(twice.code()).isEqualTo(2);
    assertThat(twice.err())
        .isEqualTo(
            "kobako: app:1: an image for linux/amd64 (DIGEST), but there is one already, from app:1 (DIGEST)\nremedy: leave one of them out, or give one another platform\n"
                .replace("DIGEST", digest));
  }
}
