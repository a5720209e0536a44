package dev.kobako.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code kobako compare} with builds and runs in real containers. */
@Timeout(300)
class CompareCommandTest {
  @TempDir Path temp;
  private RealBuild build;
  private Kobako kobako;

  @BeforeEach
  void makeContext() throws IOException {
    build = RealBuild.in(temp);
    build.dockerfile(
        """
        ARG SIZE=1
        RUN ["/bin/busybox", "sh", "-c", "busybox head -c ${SIZE}000 /dev/zero >/made; echo $HIDDEN >>/made"]
        COPY source /source
        ENTRYPOINT ["/bin/busybox", "sh", "-c"]
        CMD ["busybox tail -n 1 /made"]
        """);
    Files.writeString(build.context().resolve("source"), "one\n");
    kobako = build.kobako().in(temp);
  }

  private void matrix(String text) throws IOException {
    Files.writeString(temp.resolve("matrix.yaml"), "context: context\n" + text);
  }

  private Kobako.Result compare(String... more) {
    List<String> words =
        Stream.concat(Stream.of("compare", "matrix.yaml"), Stream.of(more)).toList();
    return kobako.run(words);
  }

  /** The lines of a table in CSV without head, by columns. */
  private static List<List<String>> rows(String csv) {
    return csv.lines().skip(1).map(line -> List.of(line.split(",", -1))).toList();
  }

  @Test
  void everyCellIsBuiltRunAndMeasuredAndASecondCallOnlyPrints() throws IOException {
    matrix(
        """
        change: {file: source, append: "two\\n"}
        check: [{exec: "/bin/busybox true"}]
        run: {arguments: ["busybox sleep 100"]}
        start: {until-log: up, times: 2}
        axes:
          SIZE: [1, 700]
          post:
            plain: {run: {arguments: ["echo up; exec /bin/busybox sleep 100"]}}
            packed: {run: {arguments: ["echo up; exec /bin/busybox sleep 100"]}, slim: minimal}
        exclude: [{SIZE: 1, post: packed}]
        """);
    Kobako.Result first =
        compare("--format", "csv", "--svg", "plot.svg", "--html", "page.html").succeeded();
    assertThat(first.out())
        .startsWith(
            "SIZE,post,disk_bytes,pull_bytes,build_seconds,rebuild_seconds,start_seconds,memory_bytes\r\n");
    List<List<String>> rows = rows(first.out());
    assertThat(rows.stream().map(row -> row.get(0) + " " + row.get(1)).toList())
        .containsExactly("1 plain", "700 plain", "700 packed");
    assertThat(Long.parseLong(rows.get(1).get(2)) - Long.parseLong(rows.get(0).get(2)))
        .isEqualTo(699_000);
    assertThat(Long.parseLong(rows.get(2).get(2))).isLessThan(Long.parseLong(rows.get(1).get(2)));
    for (List<String> row : rows) {
      assertThat(row.subList(2, 8)).allMatch(each -> Double.parseDouble(each) > 0);
      assertThat(Long.parseLong(row.get(7))).isBetween(100_000L, 50_000_000L);
    }
    assertThat(Files.readString(temp.resolve("plot.svg"))).contains("on disk (MB)", "build (");
    assertThat(Files.readString(temp.resolve("page.html"))).endsWith("</html>\n");
    Kobako.Result second = compare("--format", "csv").succeeded();
    assertThat(second.out()).isEqualTo(first.out());
    assertThat(second.err())
        .isEqualTo(
            """
            1/3 SIZE=1 post=plain: known
            2/3 SIZE=700 post=plain: known
            3/3 SIZE=700 post=packed: known
            """);
    assertThat(build.leftBehind()).isEmpty();
  }

  @Test
  void aChangeMakesOnlyThoseCellsAgainThatItConcerns() throws IOException {
    matrix("axes: {SIZE: [1, 2]}\n");
    compare("-q").succeeded();
    matrix("axes: {SIZE: [1, 2, 3]}\n");
    assertThat(compare().succeeded().err())
        .isEqualTo(
            """
            1/3 SIZE=1: known
            2/3 SIZE=2: known
            3/3 SIZE=3
            """);
    Files.writeString(build.context().resolve("source"), "changed\n");
    assertThat(compare("--only", "SIZE=2").succeeded().err()).isEqualTo("1/1 SIZE=2\n");
    assertThat(compare("--only", "SIZE=2").succeeded().err()).isEqualTo("1/1 SIZE=2: known\n");
    assertThat(compare("--only", "SIZE=2", "--fresh").succeeded().err()).isEqualTo("1/1 SIZE=2\n");
  }

  @Test
  void cellsThatFailAreShownWithTheReasonAndEndNothing() throws IOException {
    matrix(
        """
        check: [{stdin: matrix.yaml}]
        axes:
          how:
            works:
            fails to build: {target: nothing}
            ends badly: {run: {arguments: ["echo oh; exit 3"]}}
        """);
    Kobako.Result result = compare("--format", "json");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out())
        .contains("\"how\" : \"works\"", "\"disk_bytes\"", "\"phase\" : \"prepare\"")
        .contains("\"phase\" : \"check\"", "ended with exit code 3, expected 0\\noh");
    assertThat(compare().err())
        .contains("1/3 how=works: known\n")
        .contains("3/3 how=ends badly: failed, as is known, check: the program, reading ");
  }

  @Test
  void aVariableReachesEveryRunAndIsInNoImage() throws IOException {
    matrix(
        """
        env: {HIDDEN: 'a "b" $c \\d'}
        run: {arguments: ["busybox tail -n 1 /made; busybox env"]}
        start: {until-log: 'a "b" \\$c \\\\d$', times: 1}
        axes: {SIZE: [1]}
        """);
    assertThat(compare("--format", "csv").succeeded().out()).contains("start_seconds");
    matrix(
        """
        env: {HIDDEN: found}
        run: {arguments: ["busybox env; echo end"]}
        start: {until-log: 'HIDDEN', times: 1}
        axes: {SIZE: [1]}
        """);
    Kobako.Result result = compare("-q");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out())
        .contains("start: the image: the program ended with exit code 0 before");
  }

  @Test
  void aCallThatIsKilledGoesOnBehindItsLastCellAndLeavesNothingHalfWritten() throws Exception {
    matrix(
        """
        axes:
          how:
            quick:
            slow: {args: {SIZE: "2"}, check: [{for: 60s}], run: {arguments: ["busybox sleep 90"]}}
        """);
    try (KobakoProcess process =
        KobakoProcess.start(kobako, "compare", "matrix.yaml", "--html", "page.html")) {
      process.until("the second cell is begun", () -> process.soFar().contains("2/2 how=slow"));
      process.kill();
    }
    assertThat(temp.resolve("page.html")).doesNotExist();
    matrix("axes: {how: {quick: , slow: {args: {SIZE: \"2\"}}}}\n");
    assertThat(compare().succeeded().err())
        .isEqualTo(
            """
            1/2 how=quick: known
            2/2 how=slow
            """);
    assertThat(build.leftBehind()).isEmpty();
  }

  @Test
  void wordsThatMeanNothingAreToldBeforeAnythingIsBuilt() throws IOException {
    matrix("check: [{http: somewhere}]\naxes: {SIZE: [1]}\n");
    assertThat(compare())
        .isEqualTo(
            new Kobako.Result(
                2,
                "",
                """
                kobako: matrix.yaml:2:16: http: somewhere: expected METHOD:[PORT]PATH[=STATUS]
                remedy: write http: GET:/health=200
                """));
    matrix("axes: {SIZE: [1]}\n");
    assertThat(compare("--only", "SIZE=9"))
        .isEqualTo(
            new Kobako.Result(
                2,
                "",
                """
                kobako: --only SIZE=9: no cell has these values
                remedy: look at the axes of matrix.yaml
                """));
    assertThat(compare("--jobs", "0").err())
        .isEqualTo(
            """
            kobako: --jobs 0: expected a number from 1 to 64
            remedy: write --jobs 1
            """);
  }
}
