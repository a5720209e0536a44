package dev.kobako.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.testkit.DistributionRegistry;
import dev.kobako.testkit.MisbehavingRegistry;
import dev.kobako.testkit.TarBuilder;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Layers may come from far away: {@code kobako explain} reads each of them once. */
@Timeout(60)
class ExplainOnceTest {
  @TempDir Path temp;
  private MisbehavingRegistry registry;
  private Kobako kobako;

  @BeforeEach
  void start() {
    registry = MisbehavingRegistry.start();
    registry.putImage(
        "app",
        "1",
        new TarBuilder().file("opt/a", 0644, new byte[3000]).bytes(),
        new TarBuilder().file("opt/b", 0644, new byte[500]).bytes());
    registry.putImage("app", "0", new TarBuilder().file("opt/a", 0644, new byte[2000]).bytes());
    kobako = Kobako.withStore(temp.resolve("home")).in(temp).with("HOME", temp.toString());
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  private String image(String tag) {
    return "docker://" + registry.address() + "/app:" + tag;
  }

  /** How often each blob was fetched, by its length; configurations are left out. */
  private Map<Integer, Integer> fetched() {
    Map<Integer, Integer> counts = new TreeMap<>();
    registry
        .requests("GET", "/v2/app/blobs/.+")
        .forEach(request -> {
          String path = request.path();
          byte[] blob =
              registry.blob("app", path.substring(path.lastIndexOf('/') + 1)).orElseThrow();
          if (blob.length > 0 && blob[0] != '{') {
            counts.merge(blob.length, 1, Integer::sum);
          }
        });
    return counts;
  }

  private static int tar(int file) {
    return 512 + (file + 511) / 512 * 512 + 1024;
  }

  @Test
  void forAPageAndJsonTogether() {
    Kobako.Result result =
        kobako.run("explain", "--insecure", "-q", image("1"), "--html", "a.html", "--json");
    assertThat(result.code()).isZero();
    assertThat(result.out()).contains("\"size\" : 3500,");
    assertThat(temp.resolve("a.html")).isNotEmptyFile();
    assertThat(fetched()).isEqualTo(Map.of(tar(3000), 1, tar(500), 1));
  }

  @Test
  void forAPageThatComparesAndBudgetsTogether() {
    Kobako.Result result =
        kobako.run(
            "explain",
            "--insecure",
            "-q",
            image("1"),
            "--html",
            "a.html",
            "--against",
            image("0"),
            "--max-growth",
            "1kB",
            "--max-size",
            "1MB");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out())
        .isEqualTo(
            """
            IMAGE: 2 budgets, 1 finding
            IMAGE: 1500 bytes in files more than the image it is compared with, expected at most 1000 [max-growth]
            remedy: see what could go: kobako explain IMAGE --advice
            """
                .replace("IMAGE", image("1")));
    assertThat(fetched()).isEqualTo(Map.of(tar(3000), 1, tar(500), 1, tar(2000), 1));
  }

  @Test
  void theOtherImageOnlyWhereItsSizeMatters() {
    Kobako.Result kept =
        kobako.run(
            "explain",
            "--insecure",
            "-q",
            image("1"),
            "--against",
            image("0"),
            "--max-size",
            "1MB");
    assertThat(kept.out()).isEqualTo(image("1") + ": 1 budget, all kept\n");
    assertThat(fetched()).isEqualTo(Map.of(tar(3000), 1, tar(500), 1));
    assertThat(registry.requests("GET", "/v2/app/manifests/0")).isEmpty();
  }

  @Test
  void theSameOfAnArchiveAndOfARealRegistry() {
    DistributionRegistry.missing().ifPresent(why -> Assumptions.abort(why));
    String archive = "docker-archive:" + temp.resolve("app.tar") + ":app:1";
    kobako.run("copy", "--insecure", "-q", image("1"), archive).done();
    String text = kobako.run("explain", archive).done().out();
    assertThat(text).contains("3.5 kB on disk", "/opt/a  layer 0", "/opt/b  layer 1");
    try (DistributionRegistry real = DistributionRegistry.start()) {
      String there = "docker://" + real.address() + "/app:1";
      kobako.run("copy", "--insecure", "-q", archive, there, "--compression", "none").done();
      String remote = kobako.run("explain", "--insecure", "-q", there).done().out();
      assertThat(lines(remote)).isEqualTo(lines(text));
      assertThat(
              real.log()
                  .lines()
                  .filter(line -> line.contains("http.request.method=GET"))
                  .filter(line -> line.contains("response completed"))
                  .filter(line -> line.contains("/blobs/"))
                  .count())
          .as("two layers and the configuration")
          .isEqualTo(3);
    }
  }

  /** All but the first, which has the name and the digest. */
  private static String lines(String page) {
    return page.substring(page.indexOf('\n'));
  }
}
