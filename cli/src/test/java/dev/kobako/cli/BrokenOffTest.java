package dev.kobako.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.kobako.image.Digest;
import dev.kobako.image.ImageValidator;
import dev.kobako.testkit.MisbehavingRegistry;
import dev.kobako.testkit.ReceivedRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Transfers that are killed or interrupted in the middle, and what the next run has to do. */
@Timeout(90)
class BrokenOffTest {
  private static final int ARRIVED = 2_000_000;
  private static final byte[] SMALL = noise(1, 400_000);
  private static final byte[] LARGE = noise(2, 5_000_000);
  private static final String SMALL_DIGEST = Digest.sha256(SMALL).toString();
  private static final String LARGE_DIGEST = Digest.sha256(LARGE).toString();

  @TempDir Path temp;
  private MisbehavingRegistry registry;
  private Kobako kobako;
  private String image;

  @BeforeEach
  void prepare() {
    registry = MisbehavingRegistry.start();
    registry.putImage("app", "1", SMALL, LARGE);
    image = "docker://" + registry.address() + "/app:1";
    kobako = Kobako.withStore(temp.resolve("home")).in(temp).with("HOME", temp.toString());
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  private static byte[] noise(int seed, int size) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private Path partial() {
    return temp.resolve("home/staging/partial-" + LARGE_DIGEST.replace(':', '-'));
  }

  private boolean isThere(String digest) {
    return Files.exists(temp.resolve("home/store/blobs/" + digest.replace(':', '/')));
  }

  /** The small layer is there, and of the large one all that the registry sent. */
  private boolean isInTheMiddle() {
    return partial().toFile().length() == ARRIVED && isThere(SMALL_DIGEST);
  }

  private KobakoProcess pullThatStalls(String... options) throws InterruptedException {
    registry.on("GET", "/v2/app/blobs/" + LARGE_DIGEST).once().stallAfter(ARRIVED);
    return KobakoProcess.start(kobako, List.of(), options)
        .until("half is there", this::isInTheMiddle);
  }

  @Test
  void aKilledPullGoesOnWithWhatIsMissing() throws Exception {
    try (KobakoProcess first = pullThatStalls("pull", "-q", image)) {
      first.kill();
    }
    registry.server().forgetRequests();
    Kobako.Result again = kobako.run("pull", image);
    assertThat(again.lines().getLast()).contains("3.0 MB moved, ", "2.0 MB resumed");
    assertThat(registry.requests("GET", "/v2/app/blobs/.*"))
        .filteredOn(request -> !request.path().endsWith(config()))
        .extracting(ReceivedRequest::path, request -> request.header("Range").orElse(""))
        .containsExactly(tuple("/v2/app/blobs/" + LARGE_DIGEST, "bytes=" + ARRIVED + "-"));
    assertThat(temp.resolve("home/store/blobs/" + LARGE_DIGEST.replace(':', '/')))
        .hasBinaryContent(LARGE);
    assertNothingIsLeft();
  }

  private String config() {
    return kobako
        .run("inspect", image, "--raw")
        .done()
        .out()
        .replaceAll("(?s).*config.v1\\+json\",\"digest\":\"([^\"]*)\".*", "$1");
  }

  @Test
  void aKilledPushSendsOnlyWhatIsMissing() throws Exception {
    kobako.run("pull", "-q", image).done();
    registry.on("PUT", "/v2/to/blobs/uploads/.*").after(2).once().stall();
    String to = "docker://" + registry.address() + "/to:1";
    String[] push = {"push", image.substring("docker://".length()), to, "--compression", "none"};
    try (KobakoProcess first = KobakoProcess.start(kobako, push)) {
      first.until("two blobs of three are there", () -> sent().size() == 3 && there() == 2).kill();
    }
    registry.server().behave();
    List<String> lacking =
        Stream.of(SMALL_DIGEST, LARGE_DIGEST, config())
            .filter(digest -> registry.blob("to", digest).isEmpty())
            .toList();
    registry.server().forgetRequests();
    kobako.run(push);
    assertThat(sent()).extracting(request -> request.query("digest").orElse("")).isEqualTo(lacking);
    assertThat(registry.tags("to")).containsExactly("1");
  }

  private List<ReceivedRequest> sent() {
    return registry.requests("PUT", "/v2/to/blobs/uploads/.*");
  }

  private long there() {
    return Stream.of(SMALL_DIGEST, LARGE_DIGEST, config())
        .filter(digest -> registry.blob("to", digest).isPresent())
        .count();
  }

  @Test
  void ctrlCInAPullLeavesWhatArrived() throws Exception {
    registry.on("GET", "/v2/app/blobs/" + LARGE_DIGEST).stallAfter(ARRIVED);
    KobakoProcess pull = KobakoProcess.start(kobako, "pull", image);
    assertEndsAtOnce(pull, this::isInTheMiddle, "pulling " + image);
    try (Stream<Path> staged = Files.list(temp.resolve("home/staging"))) {
      assertThat(staged).containsExactly(partial());
    }
    assertThat(kobako.run("images", "-q").done().out()).isEmpty();
  }

  @Test
  void ctrlCInACopyToALayoutLeavesWhatArrived() throws Exception {
    registry.on("GET", "/v2/app/blobs/" + LARGE_DIGEST).stallAfter(ARRIVED);
    Path to = temp.resolve("to");
    Path arrived = to.resolve(partial().getFileName());
    KobakoProcess copy = KobakoProcess.start(kobako, "copy", image, "oci:" + to + ":1");
    assertEndsAtOnce(
        copy,
        () -> arrived.toFile().length() == ARRIVED,
        "copying " + image + " to oci:" + to + ":1");
    try (Stream<Path> files = Files.list(to)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "blobs", "index.json", "oci-layout", arrived.getFileName().toString());
    }
    assertThat(to.resolve("index.json")).content().contains("\"manifests\":[]");
  }

  @Test
  void ctrlCInAPushThatCompressesLeavesWhatIsCompressedAndNothingHalf() throws Exception {
    kobako.run("pull", "-q", image).done();
    registry.on("PUT", "/v2/to/blobs/uploads/.*").stall();
    List<String> before = StoreContents.of(temp);
    String to = "docker://" + registry.address() + "/to:1";
    String stored = image.substring("docker://".length());
    KobakoProcess push = KobakoProcess.start(kobako, "push", stored, to);
    assertEndsAtOnce(push, () -> sent().size() == 3, "pushing " + stored + " to " + to);
    // What was compressed to its end is in the builds' cache, where the next push finds it.
    assertThat(StoreContents.of(temp))
        .filteredOn(each -> !each.matches("home/build/(use.lock|packed/[0-9a-f]{64}(.gzip-6)?) .*"))
        .isEqualTo(before);
    assertThat(registry.tags("to")).isEmpty();
  }

  @Test
  void ctrlCInACopyBetweenRegistriesLeavesNothing() throws Exception {
    registry.on("GET", "/v2/app/blobs/" + LARGE_DIGEST).stallAfter(ARRIVED);
    try (MisbehavingRegistry other = MisbehavingRegistry.start()) {
      String to = "docker://" + other.address() + "/to:1";
      kobako.run("images", "-q").done();
      List<String> before = StoreContents.of(temp);
      KobakoProcess copy = KobakoProcess.start(kobako, "copy", image, to, "--compression", "none");
      assertEndsAtOnce(
          copy, () -> other.requests("PUT", ".*").size() == 3, "copying " + image + " to " + to);
      assertThat(StoreContents.of(temp)).isEqualTo(before);
      assertThat(other.tags("to")).isEmpty();
    }
  }

  private static void assertEndsAtOnce(KobakoProcess process, BooleanSupplier isBusy, String said)
      throws Exception {
    try (process) {
      process.until("it is in the middle", isBusy);
      long start = System.nanoTime();
      assertThat(process.interrupt()).isEqualTo(new Kobako.Result(130, "", said + "\n"));
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    }
  }

  @Test
  void ctrlCTakesTheProgressOffTheTerminal() throws Exception {
    kobako = kobako.with("KOBAKO_TERMINALS", "2").with("TERM", "xterm");
    try (KobakoProcess pull = pullThatStalls("pull", image)) {
      pull.until("progress is shown", () -> pull.soFar().contains(" of 5.0 MB"));
      assertThat(pull.interrupt().err()).endsWith("A\033[J");
    }
  }

  /** Two at once end well, also where one cleans up. */
  @Test
  void twoPullsOfTheSameImageAndAGcEndWell() throws Exception {
    registry.on("GET", "/v2/app/blobs/" + LARGE_DIGEST).dribble(500_000, Duration.ofMillis(50));
    try (KobakoProcess one = KobakoProcess.start(kobako, "pull", "-q", image);
        KobakoProcess other = KobakoProcess.start(kobako, "pull", "-q", image)) {
      one.until("it is in the middle", () -> partial().toFile().length() > 0);
      Kobako.Result gc = kobako.run("gc", "-q");
      assertThat(gc).isEqualTo(new Kobako.Result(0, "", ""));
      assertThat(one.result().done().out()).isEqualTo(other.result().done().out());
    }
    assertThat(registry.requests("GET", "/v2/app/blobs/" + LARGE_DIGEST)).hasSize(1);
    assertNothingIsLeft();
    assertThat(ImageValidator.checkLayout(temp.resolve("home/store"))).isEmpty();
    assertThat(kobako.run("gc").done().out()).startsWith("0 B went, ");
  }

  private void assertNothingIsLeft() throws IOException {
    try (Stream<Path> staged = Files.list(temp.resolve("home/staging"))) {
      assertThat(staged).isEmpty();
    }
  }
}
