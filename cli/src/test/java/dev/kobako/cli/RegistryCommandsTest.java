package dev.kobako.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kobako.image.Artifact;
import dev.kobako.image.Compression;
import dev.kobako.image.Image;
import dev.kobako.image.OciLayout;
import dev.kobako.image.Platform;
import dev.kobako.image.Progress;
import dev.kobako.testkit.DistributionRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commands against Debian's docker-registry. */
@Timeout(60)
class RegistryCommandsTest {
  @TempDir Path temp;
  private Kobako kobako;
  private DistributionRegistry registry;
  private String host;

  @BeforeEach
  void start() {
    assumeTrue(
        DistributionRegistry.missing().isEmpty(),
        () -> "skipped: " + DistributionRegistry.missing().orElse(""));
    kobako =
        Kobako.withStore(temp.resolve("home"))
            .in(temp)
            .with("HOME", temp.toString())
            .with("DOCKER_CONFIG", temp.resolve("docker").toString());
    registry = DistributionRegistry.start();
    host = registry.address();
  }

  @AfterEach
  void stop() {
    if (registry != null) {
      registry.close();
    }
  }

  private Image stored(String platform, Compression compression) {
    Image image = SmallImages.of(temp, platform, compression);
    new OciLayout(temp.resolve("from")).write(image, "1");
    kobako.run("copy", "-q", "oci:" + temp.resolve("from") + ":1", "app").done();
    return image;
  }

  @Test
  void whatIsPushedIsPulledByteByByteAndMovedOnce() {
    Image image = stored("linux/amd64", Compression.GZIP);
    String digest = image.descriptor().digest().toString();
    Kobako.Result first = kobako.run("push", "app", "docker://" + host + "/app:1");
    assertThat(first.err()).isEqualTo("pushing app:latest to docker://" + host + "/app:1\n");
    assertThat(first.lines().getFirst()).isEqualTo("docker://" + host + "/app:1  " + digest);
    Kobako.Result again = kobako.run("push", "app", host + "/app:1");
    assertThat(again.lines().getLast()).contains(": 0 B moved, ", " already there, ");
    Kobako.Result elsewhere =
        kobako.run("copy", "docker://" + host + "/app:1", "docker://" + host + "/b/app:2");
    assertThat(elsewhere.lines().getLast()).contains("0 B moved, ", " mounted, ");

    Kobako fresh = Kobako.withStore(temp.resolve("fresh")).with("HOME", temp.toString());
    assertThat(fresh.run("pull", "-q", host + "/b/app:2").done().out()).isEqualTo(digest + "\n");
    assertThat(fresh.run("images", "-q").done().out()).isEqualTo(digest + "\n");
  }

  @Test
  void uncompressedLayersAreCompressedOnTheirWayToARegistry() {
    stored("linux/amd64", Compression.NONE);
    kobako.run("push", "-q", "app", host + "/app:1").done();
    assertThat(kobako.run("inspect", "docker://" + host + "/app:1", "--raw").done().out())
        .contains("tar+gzip")
        .doesNotContain("layer.v1.tar\"");
    kobako.run("push", "-q", "app", host + "/app:2", "--compression", "none").done();
    assertThat(kobako.run("inspect", "docker://" + host + "/app:2", "--raw").done().out())
        .contains("layer.v1.tar\"");
  }

  @Test
  void aBareNameThatTheStoreLacksIsPulled() {
    stored("linux/amd64", Compression.GZIP);
    kobako.run("push", "-q", "app", host + "/app:1").done();
    Kobako fresh = Kobako.withStore(temp.resolve("fresh")).with("HOME", temp.toString());
    String target = "oci:" + temp.resolve("to") + ":1";
    assertThat(fresh.run("copy", host + "/app:1", target).err())
        .isEqualTo(
            "copying HOST/app:1 to TARGET\nHOST/app:1 is not in the store: pulling docker://HOST/app:1\n"
                .replace("HOST", host)
                .replace("TARGET", target));
    assertThat(fresh.run("images", host + "/app").done().lines()).hasSize(4);
  }

  @Test
  void anIndexIsInspectedWithoutItsLayersAndPulledForOnePlatform() {
    Artifact index = SmallImages.index(temp, "linux/s390x", Platform.host().toString());
    new OciLayout(temp.resolve("from")).write(index, "all", Progress.NONE);
    kobako
        .run(
            "copy",
            "-q",
            "--all",
            "oci:" + temp.resolve("from") + ":all",
            "docker://" + host + "/multi:1")
        .done();
    String before = registry.log();
    Kobako.Result inspected =
        kobako.run("inspect", "docker://" + host + "/multi:1", "--json").done();
    assertThat(inspected.out())
        .contains("\"digest\" : \"" + index.descriptor().digest(), "\"sizeIs\" : \"estimated\"")
        .contains("\"size\" : 7680,");
    Kobako.Result pulled = kobako.run("pull", host + "/multi:1");
    assertThat(pulled.lines().getLast()).startsWith(Platform.host() + " of 2 platforms: ");
    assertThat(registry.log().substring(before.length()))
        .doesNotContain(index.parts().getFirst().descriptor().digest().toString());
  }

  @Test
  void aSmallLayerWhoseEndTellsNothingIsReadAndCounted() {
    stored("linux/amd64", Compression.ZSTD);
    kobako.run("push", "-q", "app", host + "/app:1").done();
    String local = kobako.run("inspect", "app", "--json").done().out();
    Kobako fresh = Kobako.withStore(temp.resolve("fresh")).in(temp);
    String remote = fresh.run("inspect", "docker://" + host + "/app:1", "--json").done().out();
    assertThat(sizes(remote)).hasSize(3).isEqualTo(sizes(local));
  }

  private static List<String> sizes(String json) {
    return json.lines()
        .filter(line -> line.matches("  \"(size|sizeIs|compressedSize)\" .*"))
        .toList();
  }

  @Test
  void tagsAreListedAndDeleted() {
    Image image = stored("linux/amd64", Compression.GZIP);
    kobako.run("push", "-q", "app", host + "/app:1").done();
    kobako
        .run(
            "copy",
            "-q",
            "app",
            "docker://" + host + "/app:2",
            "--additional-tag",
            "3",
            "--compression",
            "zstd")
        .done();
    assertThat(kobako.run("tags", host + "/app").done().lines()).containsExactly("1", "2", "3");
    assertThat(kobako.run("tags", host + "/app", "--json").done().out())
        .isEqualTo(
            """
            {
              "repository" : "%s/app",
              "tags" : [ "1", "2", "3" ]
            }
            """
                .formatted(host));
    assertThat(kobako.run("rmi", "docker://" + host + "/app:1").done().out())
        .isEqualTo("deleted docker://" + host + "/app:1  " + image.descriptor().digest() + "\n");
    assertThat(kobako.run("tags", host + "/app").done().lines()).containsExactly("2", "3");
  }

  @Test
  void anAttachedFileIsFoundAgain() throws Exception {
    Image image = stored("linux/amd64", Compression.GZIP);
    kobako.run("push", "-q", "app", host + "/app:1").done();
    Files.writeString(temp.resolve("bill.json"), "{}");
    Kobako.Result attached =
        kobako
            .run("attach", "-q", host + "/app:1", "bill.json", "--type", "application/spdx+json")
            .done();
    assertThat(kobako.run("referrers", host + "/app:1").done().out())
        .isEqualTo(attached.out().strip() + "  application/spdx+json\n");
    assertThat(kobako.run("referrers", host + "/app:1", "--type", "text/x").done().out()).isEmpty();
    assertThat(kobako.run("referrers", host + "/app:1", "--json").done().out())
        .contains("\"subject\" : \"" + image.descriptor().digest());
  }

  @Test
  void whatIsNotThereIsToldWithTheAnswerOfTheRegistry() {
    assertThat(kobako.run("pull", "-q", host + "/nosuch:1"))
        .isEqualTo(
            new Kobako.Result(
                1,
                "",
                """
                kobako: docker://HOST/nosuch:1: no such image: GET http://HOST/v2/nosuch/manifests/1: 404 MANIFEST_UNKNOWN: manifest unknown
                remedy: check the name; 'kobako tags docker://HOST/nosuch' lists the tags there are
                """
                    .replace("HOST", host)));
  }

  @Test
  void aLoginIsProvedBeforeItIsKept() throws Exception {
    registry.close();
    registry = DistributionRegistry.builder().password().start();
    host = registry.address();
    Path file = temp.resolve("docker/config.json");
    stored("linux/amd64", Compression.GZIP);
    Kobako.Result denied = kobako.run("push", "-q", "app", host + "/app:1");
    assertThat(denied.code()).isNotZero();
    assertThat(denied.err()).contains("kobako login " + host);

    Kobako.Result wrong =
        kobako
            .reading("wrong-secret\n")
            .run("login", host, "-u", DistributionRegistry.USER, "--password-stdin");
    assertThat(wrong.code()).isNotZero();
    assertThat(wrong.err()).doesNotContain("wrong-secret");
    assertThat(file).doesNotExist();

    Kobako.Result right =
        kobako
            .reading(DistributionRegistry.PASSWORD + "\n")
            .run("login", host, "-u", DistributionRegistry.USER, "--password-stdin");
    assertThat(right)
        .isEqualTo(
            new Kobako.Result(
                0,
                "logged in to " + host + " as " + DistributionRegistry.USER + "\n",
                "warning: the password is kept unencrypted in "
                    + file
                    + "; a credential helper (credsStore there) keeps it safer\n"));
    kobako.run("push", "-q", "app", host + "/app:1").done();

    assertThat(kobako.run("logout", host).done().out()).isEqualTo("logged out of " + host + "\n");
    assertThat(kobako.run("logout", host).done().out())
        .isEqualTo("was not logged in to " + host + "\n");
    assertThat(kobako.run("push", "-q", "app", host + "/app:2").code()).isNotZero();
  }

  @Test
  void aRegistryThatLetsEveryoneInDoesNotProveAPassword() {
    Kobako.Result result =
        kobako.reading("secret").run("login", "-q", host, "-u", "me", "--password-stdin");
    assertThat(result.err())
        .startsWith("warning: " + host + " lets everyone in and did not look at the password\n");
    assertThat(result.out()).isEmpty();
  }
}
