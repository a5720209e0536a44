package dev.kobako.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.image.Compression;
import dev.kobako.image.Digest;
import dev.kobako.image.OciLayout;
import dev.kobako.testkit.MisbehavingRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Registries that break down, lie or attack: each command ends, says why, and leaves what there was
 * as it was. That downloads and uploads which can go on do so is shown in the module registry; here
 * the fault stays.
 */
@Timeout(20)
class BadRegistryTest {
  private static final byte[] LAYER = noise();
  private static final Digest LAYER_DIGEST = Digest.sha256(LAYER);

  @TempDir Path temp;
  private MisbehavingRegistry registry;
  private Kobako kobako;

  @BeforeEach
  void prepare() {
    registry = MisbehavingRegistry.start();
    registry.putImage("app", "1", LAYER);
    new OciLayout(temp.resolve("to"))
        .write(SmallImages.of(temp.resolve("made"), "linux/amd64", Compression.GZIP), "0");
    kobako =
        Kobako.withStore(temp.resolve("home"))
            .in(temp)
            .with("HOME", temp.toString())
            .with("KOBAKO_HTTP_TIMEOUT", "1")
            .with("KOBAKO_HTTP_TRIES", "2");
    kobako.run("copy", "-q", "oci:" + temp.resolve("to") + ":0", "small").done();
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  private static byte[] noise() {
    byte[] bytes = new byte[300_000];
    new Random(1).nextBytes(bytes);
    return bytes;
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          hangs up              | 3 | GET MANIFEST: the connection ended before an answer came             | try again; what was moved completely is not moved again
          truncates             | 3 | GET MANIFEST: the connection ended after 100 of 399 bytes            | try again; what was moved completely is not moved again
          resets                | 3 | GET MANIFEST: the connection broke before an answer came             | try again; what was moved completely is not moved again
          stalls                | 3 | GET MANIFEST: nothing came or went for 1 s before an answer came     | try again; what was moved completely is not moved again
          trickles              | 3 | GET MANIFEST: fewer than 1024 bytes came in 1 s in the middle of the answer | try again; what was moved completely is not moved again
          sends fewer           | 1 | manifest not taken: GET MANIFEST: 200: its digest is sha256:e91772ccb5e6ce5f932d6417eacd9a1e031b957101cdb68be76d417defa7fd28, but the registry says DIGEST | push the image again; if it stays so, don't trust this registry
          sends others          | 1 | manifest not taken: GET MANIFEST: 200: its digest is sha256:1f977646fa1d9efbfb40c71381d5b12e91c5048762f485d66754e67c93b18ca1, but the registry says DIGEST | push the image again; if it stays so, don't trust this registry
          sends a gigabyte      | 1 | manifest not taken: GET MANIFEST: 200: more than the 4194304 bytes that are read of a manifest | check that this is an image
          never ends            | 1 | manifest not taken: GET MANIFEST: 200: more than the 4194304 bytes that are read of a manifest | check that this is an image
          answers 401           | 3 | denied: GET MANIFEST: 401 UNAUTHORIZED: who are you                  | log in with 'kobako login HOST' as someone who may
          answers 403           | 3 | denied: GET MANIFEST: 403 DENIED: not you                            | log in with 'kobako login HOST' as someone who may
          answers 404           | 1 | no such image: GET MANIFEST: 404 UNKNOWN: no such thing              | check the name; 'kobako tags docker://HOST/app' lists the tags there are
          answers 429           | 3 | GET MANIFEST: status 429, and the server asks to come back in 3600 s, later than the 60 s we wait | wait as long as the server asks
          answers 500           | 3 | GET MANIFEST: 500 UNKNOWN: oh dear                                   | the registry has trouble; try again later
          answers 502           | 3 | GET MANIFEST: 502                                                    | the registry has trouble; try again later
          redirects in a circle | 3 | GET MANIFEST?…: 307 redirects in a circle, back to GET MANIFEST?…    | ask the registry's operator; its storage is set up wrong
          redirects for ever    | 3 | GET http://HOST/v2/app/manifests/further/further/further/further/further/: 307 redirects for the 6th time, at most 5 are followed | ask the registry's operator; its storage is set up wrong
          """)
  void aManifest(String fault, int code, String fact, String remedy) {
    List<String> before = StoreContents.of(temp);
    Fault.of(fault).by(registry.on("GET", "/v2/app/manifests/.*"));
    String image = "docker://" + registry.address() + "/app:1";
    List<Kobako.Result> results =
        atOnce(
            List.of("pull", "-q", image),
            List.of("inspect", image),
            List.of("copy", "-q", image, "oci:" + temp.resolve("to") + ":1"));
    assertThat(results).containsOnly(refused(code, "docker://HOST/app:1: " + fact, remedy));
    assertThat(StoreContents.of(temp)).isEqualTo(before);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          hangs up              | 3 | IMAGE: GET LAYER: the connection ended before an answer came          | try again; what was moved completely is not moved again
          truncates             | 3 | IMAGE: GET LAYER: the connection ended after 100 of 299900 bytes      | try again; what was moved completely is not moved again
          resets                | 3 | IMAGE: GET LAYER: the connection broke before an answer came          | try again; what was moved completely is not moved again
          stalls within         | 3 | IMAGE: GET LAYER: nothing came or went for 1 s in the middle of the answer | try again; what was moved completely is not moved again
          trickles              | 3 | IMAGE: GET LAYER: fewer than 1024 bytes came in 1 s in the middle of the answer | try again; what was moved completely is not moved again
          sends more            | 1 | IMAGE: blob not taken: GET LAYER: has 400000 bytes, expected 300000   | push the image again, its content was changed
          sends fewer           | 1 | IMAGE: blob not taken: GET LAYER: has 10 bytes, expected 300000       | push the image again, its content was changed
          sends others          | 1 | blob DIGEST: has digest sha256:a1f73e2453febc13e087deac521ac357cbf8c4d110194607a7713d50f5d152cc, expected DIGEST | fetch or write the image again, its content was changed
          never ends            | 1 | blob DIGEST: has digest sha256:f159c30c50e298aa81649677887dfd996225e62eca18ac5b0a9848ffd2f04f5a, expected DIGEST | fetch or write the image again, its content was changed
          answers 401           | 3 | IMAGE: denied: GET LAYER: 401 UNAUTHORIZED: who are you               | log in with 'kobako login HOST' as someone who may
          answers 403           | 3 | IMAGE: denied: GET LAYER: 403 DENIED: not you                         | log in with 'kobako login HOST' as someone who may
          answers 404           | 1 | IMAGE: not there: GET LAYER: 404 UNKNOWN: no such thing               | check the name
          answers 429           | 3 | IMAGE: GET LAYER: status 429, and the server asks to come back in 3600 s, later than the 60 s we wait | wait as long as the server asks
          answers 500           | 3 | IMAGE: GET LAYER: 500 UNKNOWN: oh dear                                | the registry has trouble; try again later
          answers 502           | 3 | IMAGE: GET LAYER: 502                                                 | the registry has trouble; try again later
          redirects in a circle | 3 | IMAGE: GET LAYER?…: 307 redirects in a circle, back to GET LAYER?…    | ask the registry's operator; its storage is set up wrong
          """)
  void aLayer(String fault, int code, String fact, String remedy) {
    List<String> before = StoreContents.of(temp);
    Fault.of(fault).by(registry.on("GET", "/v2/app/blobs/" + LAYER_DIGEST));
    String image = "docker://" + registry.address() + "/app:1";
    List<Kobako.Result> results =
        atOnce(
            List.of("pull", "-q", image),
            List.of("copy", "-q", image, "oci:" + temp.resolve("to") + ":1"));
    assertThat(results)
        .containsOnly(
            refused(
                code,
                fact.replace("IMAGE", "docker://HOST/app:1")
                    .replace("LAYER", "http://HOST/v2/app/blobs/DIGEST")
                    .replace("DIGEST", LAYER_DIGEST.toString()),
                remedy));
    // what has arrived may stay for the next time, and is garbage until then
    assertThat(StoreContents.of(temp)).containsAll(before);
    kobako.run("gc", "-q").done();
    assertThat(StoreContents.of(kobako.home()))
        .isEqualTo(
            before.stream()
                .filter(file -> file.startsWith("home/"))
                .map(file -> file.substring("home/".length()))
                .toList());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          hangs up              | 3 | the connection ended before an answer came           | try again; what was moved completely is not moved again
          stalls                | 3 | nothing came or went for 1 s before an answer came   | try again; what was moved completely is not moved again
          answers 401           | 3 | denied: 401 UNAUTHORIZED: who are you                | log in with 'kobako login HOST' as someone who may
          answers 403           | 3 | denied: 403 DENIED: not you                          | log in with 'kobako login HOST' as someone who may
          answers 404           | 1 | not there: 404 UNKNOWN: no such thing                | check the name
          answers 429           | 3 | status 429, and the server asks to come back in 3600 s, later than the 60 s we wait | wait as long as the server asks
          answers 500           | 3 | 500 UNKNOWN: oh dear                                 | the registry has trouble; try again later
          answers 502           | 3 | 502                                                  | the registry has trouble; try again later
          redirects in a circle | 3 | 307                                                  | the registry answered what it should not; check that it is one
          """)
  void aPush(String fault, int code, String fact, String remedy) {
    List<String> before = StoreContents.of(temp);
    Fault.of(fault).by(registry.on("POST", "/v2/a/blobs/uploads/"));
    Fault.of(fault).by(registry.on("PUT", "/v2/b/blobs/uploads/.+"));
    Fault.of(fault).by(registry.on("PUT", "/v2/c/manifests/.*"));
    String target = "docker://" + registry.address();
    List<Kobako.Result> results =
        atOnce(
            List.of("push", "-q", "small", target + "/a:1"),
            List.of("copy", "-q", "oci:" + temp.resolve("to") + ":0", target + "/b:1"),
            List.of("push", "-q", "small", target + "/c:1"));
    int colon =
        fact.startsWith("denied: ") || fact.startsWith("not there: ") ? fact.indexOf(": ") + 2 : 0;
    String kind = fact.substring(0, colon);
    String rest = ": " + fact.substring(colon);
    assertThat(results)
        .containsExactly(
            refused(
                code,
                "docker://HOST/a:1: " + kind + "POST http://HOST/v2/a/blobs/uploads/" + rest,
                remedy),
            refused(
                code,
                "docker://HOST/b:1: " + kind + "PUT http://HOST/v2/b/blobs/uploads/ID?…" + rest,
                remedy),
            refused(
                code,
                "docker://HOST/c:1: " + kind + "PUT http://HOST/v2/c/manifests/1" + rest,
                remedy));
    assertThat(List.of(registry.tags("a"), registry.tags("b"), registry.tags("c")))
        .allMatch(java.util.Set::isEmpty);
    // A push asks the builds' cache for what is compressed there already, and that has a lock.
    assertThat(StoreContents.of(temp))
        .filteredOn(each -> !each.startsWith("home/build/use.lock "))
        .isEqualTo(before);
  }

  /** What all of them print, with names for what changes from run to run. */
  @SafeVarargs
  @SuppressWarnings("varargs")
  private List<Kobako.Result> atOnce(List<String>... commands) {
    List<Future<Kobako.Result>> running;
    // closing waits for all
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      running =
          java.util.Arrays.stream(commands)
              .map(command -> threads.submit(() -> kobako.run(command)))
              .toList();
    }
    return running.stream().map(Future::resultNow).map(this::named).toList();
  }

  private Kobako.Result named(Kobako.Result result) {
    return new Kobako.Result(
        result.code(),
        result.out(),
        result
            .err()
            .replace(registry.address(), "HOST")
            .replaceAll("uploads/upload-[0-9]+", "uploads/ID"));
  }

  private Kobako.Result refused(int code, String fact, String remedy) {
    String digest = Digest.sha256(registry.manifest("app", "1").orElseThrow()).toString();
    return new Kobako.Result(
        code,
        "",
        ("kobako: " + fact + "\nremedy: " + remedy + "\n")
            .replace("MANIFEST", "http://HOST/v2/app/manifests/1")
            .replace("DIGEST", digest));
  }
}
