package dev.kobako.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.config.Yaml;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.findings.FindingReport;
import dev.kobako.image.Image;
import dev.kobako.image.ImageAssembly;
import dev.kobako.image.ImageConfig;
import dev.kobako.image.Platform;
import dev.kobako.testkit.TarBuilder;
import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BudgetCheckTest {
  private static final Image IMAGE =
      TestImages.of(
          new TarBuilder()
              .file("opt/a", 0644, new byte[1000])
              .file("usr/bin/su", 04755, new byte[100])
              .file("root/.ssh/id", 0600, Secrets.privateKey(new Random(1)))
              .file("srv/.git/index", 0644, new byte[50]),
          new TarBuilder().file("opt/a", 0755, new byte[1000]).whiteout("root/.ssh/id"));

  private static BudgetFile yaml(String text) {
    return BudgetFile.read(Yaml.read(".kobako.yaml", text.getBytes(UTF_8)).orElseThrow());
  }

  private static BudgetFile dive(String text) {
    return BudgetFile.readDive(Yaml.read(".dive-ci", text.getBytes(UTF_8)));
  }

  private static List<String> findings(List<Budget> budgets, OptionalLong before)
      throws IOException {
    return findings(IMAGE, budgets, before);
  }

  private static List<String> findings(Image image, List<Budget> budgets, OptionalLong before)
      throws IOException {
    Analysis analysis = ImageAnalysis.of(image, BudgetCheck.wishes(budgets));
    FindingReport report = new BudgetCheck("app:1", analysis, before).report(budgets, "0.1.0");
    return report.findings().stream()
        .map(each -> each.rule() + "  " + each.place() + "  " + each.fact())
        .toList();
  }

  @Test
  void tellsEverythingThatIsAgainstABudget() throws IOException {
    BudgetFile file =
        yaml(
            """
            max-size: 2 kB
            max-compressed: 3000
            max-waste: 40 %
            max-growth: 10 %
            against: app:0
            forbid: [secrets, setuid, version-control, /root/.ssh/**, "*.pem"]
            """);
    assertThat(file.against()).isEqualTo("app:0");
    assertThat(findings(file.budgets(), OptionalLong.of(2000)))
        .containsExactly(
            "max-size  app:1  2373 bytes in files, expected at most 2000",
            "max-compressed  app:1  8704 bytes in blobs, 2 of 2 layers not compressed, expected at"
                + " most 3000",
            "max-waste  app:1  1223 bytes that nobody can see, expected at most 949",
            "max-growth  app:1  373 bytes in files more than the image it is compared with,"
                + " expected at most 200",
            "forbid-secrets  app:1/root/.ssh/id  holds what looks like this: private key"
                + " (layer 0, hidden since, but still in the layer)",
            "forbid-setuid  app:1/usr/bin/su  runs as its owner or group (setuid or setgid)"
                + " (layer 0)",
            "forbid-kind  app:1  1 file of the kind version-control with 50 bytes, expected none",
            "forbid-path  app:1/root/.ssh/id  is at a path that /root/.ssh/** forbids (layer 0,"
                + " hidden since, but still in the layer)");
  }

  @Test
  void aPatternThatIsGivenTwiceIsToldOnce() throws IOException {
    BudgetFile once = yaml("forbid: [/srv/.git/**]");
    BudgetFile again = yaml("forbid: [/srv/.git/**]");
    List<Budget> budgets = List.of(once.budgets().getFirst(), again.budgets().getFirst());
    assertThat(findings(budgets, OptionalLong.empty()))
        .containsExactly(
            "forbid-path  app:1/srv/.git/index  is at a path that /srv/.git/** forbids (layer 0)");
  }

  @Test
  void eachPatternTellsOfAThousandPathsAndThatThereAreMore() throws IOException {
    TarBuilder tar = new TarBuilder();
    for (int i = 0; i < 1500; i++) {
      tar.file("many/" + i, 0644, "");
    }
    for (int i = 0; i < 1000; i++) {
      tar.file("srv/%d.pem".formatted(i), 0644, "");
    }
    Image image = TestImages.of(tar.file("srv/id", 0644, ""), new TarBuilder().whiteout("srv/id"));
    List<String> findings =
        findings(
            image, yaml("forbid: [/many/**, '*.pem', /srv/id]").budgets(), OptionalLong.empty());
    assertThat(findings).hasSize(1000 + 1 + 1000 + 1);
    assertThat(findings.get(1000))
        .isEqualTo(
            "forbid-path  app:1  there are more than these 1000 paths that /many/** forbids, which"
                + " are not listed");
    assertThat(findings.subList(1001, 2001))
        .allMatch(each -> each.endsWith(".pem  is at a path that *.pem forbids (layer 0)"));
    assertThat(findings.getLast())
        .isEqualTo(
            "forbid-path  app:1/srv/id  is at a path that /srv/id forbids (layer 0, hidden since,"
                + " but still in the layer)");
  }

  @Test
  void tellsSecretsOfTheConfigurationByTheirPlace() throws IOException {
    String token = "glpat-" + "a1B2c3D4e5F6g7H8i9J0";
    Image image =
        ImageAssembly.scratch(
                ImageConfig.builder()
                    .platform(Platform.parse("linux/amd64"))
                    .env(List.of("TOKEN=" + token))
                    .build())
            .image(Instant.EPOCH);
    assertThat(findings(image, yaml("forbid: [secrets]").budgets(), OptionalLong.empty()))
        .containsExactly(
            "forbid-secrets  app:1  config: ENV TOKEN holds what looks like this: GitLab token");
  }

  @Test
  void saysNothingWhereAllIsKept() throws IOException {
    BudgetFile file =
        yaml("{max-size: 1 MB, max-compressed: 1 MiB, max-waste: 60%, forbid: [headers, /opt/b]}");
    assertThat(findings(file.budgets(), OptionalLong.empty())).isEmpty();
  }

  @Test
  void readsWhatWasWrittenForDiveAsDiveDoes() throws IOException {
    DiveFigures figures = ImageAnalysis.of(IMAGE).dive();
    assertThat(figures.wastedBytes()).isEqualTo(2223);
    assertThat(findings(dive("").budgets(), OptionalLong.empty()))
        .containsExactly(
            "dive-lowest-efficiency  app:1  dive's efficiency is 48.46 %, expected at least"
                + " 90.00 %",
            "dive-highest-user-wasted-percent  app:1  dive counts 222.30 % of the layers above"
                + " the lowest as wasted, expected at most 10.00 %");
    assertThat(
            findings(
                dive("""
                other: {unknown: 1}
                rules:
                  lowestEfficiency: 0.4
                  highestWastedBytes: 2KB
                  highestUserWastedPercent: disabled
                """)
                    .budgets(),
                OptionalLong.empty()))
        .containsExactly(
            "dive-highest-wasted-bytes  app:1  2223 bytes that dive counts as wasted, expected at"
                + " most 2000");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "max-size: 5 %|.kobako.yaml:1:11: max-size: '5 %', expected bytes, as 200 MB, 64 MiB or"
            + " 1000000",
        "max-waste: many|.kobako.yaml:1:12: max-waste: 'many', expected bytes as 200 MB, or a part"
            + " as 5 %",
        "max-sice: 5|.kobako.yaml:1:1: 'max-sice' is no field, expected max-size, max-compressed,"
            + " max-waste, max-growth, against, forbid"
      })
  void tellsWhereABudgetIsWrong(String text, String message) {
    assertThatThrownBy(() -> yaml(text))
        .isInstanceOf(KobakoException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void tellsTheNearestWordThatCanBeForbidden() {
    assertThatThrownBy(() -> yaml("forbid: [secret]"))
        .isInstanceOf(KobakoException.class)
        .hasMessage(
            ".kobako.yaml:1:10: forbid: 'secret', expected a path as /root/.ssh/** or *.pem, or one"
                + " of secrets, setuid, version-control, cache, debug-files, locale, documentation,"
                + " headers, static-libraries, source-maps, test-data\n"
                + "remedy: did you mean 'secrets'?");
  }

  @Test
  void refusesARuleOfDivesThatDiveWouldNotTake() {
    assertThatThrownBy(() -> dive("rules: {lowestEfficiency: 95}"))
        .isInstanceOf(KobakoException.class)
        .hasMessage(
            ".dive-ci:1:27: rules.lowestEfficiency: '95', expected a part from 0 to 1, or"
                + " disabled\nremedy: write it as in 0.9");
  }

  @ParameterizedTest
  @CsvSource({
    "1000, 1000",
    "20MB, 20000000",
    "1.5 kB, 1500",
    "64 MiB, 67108864",
    "2g, 2000000000",
    "-1, ",
    "1e9, ",
    "5 parsecs, ",
    "., ",
    "'', "
  })
  void readsSizesWithUnits(String text, Long bytes) {
    assertThat(Amount.bytes(text)).isEqualTo(Optional.ofNullable(bytes));
  }

  @ParameterizedTest
  @CsvSource({
    "/root/.ssh/**, /root/.ssh/id, true",
    "/root/.ssh/**, /root/.ssh, false",
    "/root/**/id, /root/id, true",
    "/root/**/id, /root/a/b/id, true",
    "*.pem, /etc/ssl/x.pem, true",
    "*.pem, /x.pem/y, false",
    "/etc/[a-c]?.conf, /etc/b1.conf, true",
    "/etc/[!a-c]?.conf, /etc/b1.conf, false",
    "/etc/*, /etc/a/b, false",
    "/a+(b), /a+(b), true"
  })
  void patternsMatchWholePaths(String pattern, String path, boolean matches) {
    assertThat(PathPattern.parse(pattern).orElseThrow().matches(ImagePath.of(path)))
        .isEqualTo(matches);
  }
}
