package dev.kobako.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kobako.diagnostic.KobakoException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a matrix.yaml says, and what is said to a wrong one. */
class MatrixFileTest {
  private static Matrix read(String text) {
    return MatrixFile.read("m.yaml", text.getBytes(StandardCharsets.UTF_8));
  }

  private static String message(String text) {
    return catchThrowableOfType(KobakoException.class, () -> read(text).cells())
        .diagnostic()
        .render();
  }

  private static List<String> names(String text) {
    return read(text).cells().stream().map(Cell::fullName).toList();
  }

  @Test
  void theLastAxisVariesFastest() {
    assertThat(names("axes: {base: [scratch, busybox], SIZE: [1, 2]}"))
        .containsExactly(
            "base=scratch SIZE=1",
            "base=scratch SIZE=2",
            "base=busybox SIZE=1",
            "base=busybox SIZE=2");
  }

  @Test
  void anAxisThatIsCalledAsASettingGivesThatAndAnyOtherABuildArgument() {
    CellSettings settings =
        read("axes: {base: [busybox], LTO: [fat], compression: ['zstd:19'], upx: [default]}")
            .cells()
            .getFirst()
            .settings();
    assertThat(settings.words())
        .containsEntry("base", "busybox")
        .containsEntry("args.LTO", "fat")
        .containsEntry("compression", "zstd:19")
        .containsEntry("upx", "");
  }

  @Test
  void aValueSaysMoreThanTheTopAndALaterAxisMoreThanAnEarlierOne() {
    CellSettings settings =
        read("""
        args: {A: top, B: top, C: top}
        strip: true
        axes:
          one: {x: {args: {B: one, C: one}}}
          two: {y: {args: {C: two}, strip: false}}
        """)
            .cells()
            .getFirst()
            .settings();
    assertThat(settings.build().args())
        .containsEntry("A", "top")
        .containsEntry("B", "one")
        .containsEntry("C", "two");
    assertThat(settings.post().isStripped()).isFalse();
  }

  @Test
  void excludeTakesCellsAwayAndIncludeBringsOneBackOrSaysMoreOfSome() {
    String text =
        """
        axes: {base: [a, b, c], SIZE: [1, 2]}
        exclude:
          - {base: [a, b], SIZE: 2}
          - {base: c}
        include:
          - {base: c, SIZE: 2, with: {note: brought back}}
          - {base: b, with: {note: more}}
        """;
    assertThat(names(text)).containsExactly("base=a SIZE=1", "base=b SIZE=1", "base=c SIZE=2");
    assertThat(read(text).cells().stream().map(each -> each.settings().note().orElse("")).toList())
        .containsExactly("", "more", "brought back");
  }

  @Test
  void allThatAMatrixCanSayIsRead() {
    Matrix matrix =
        read(
            """
            title: All of it
            images: {tools: {dockerfile: Dockerfile, target: tools, args: {A: b}}}
            dockerfile: Dockerfile
            context: src
            target: app
            env: {FLAGS: -O2 -s}
            change: {file: main.c, append: "\\n"}
            run: {entrypoint: [/app], arguments: [-v], environment: {A: b}, user: app, workdir: /srv}
            check: [{exec: /app --version}, {http: "GET:8080/=200"}]
            start: {until-port: 8080, times: 3}
            plot: {x: start, y: pull}
            axes: {compression: [gzip:9]}
            """);
    assertThat(matrix.title()).isEqualTo("All of it");
    assertThat(matrix.images().getFirst().build().target().orElseThrow().text()).isEqualTo("tools");
    assertThat(matrix.change()).contains(new Change("main.c", "\n"));
    assertThat(matrix.plot()).contains(new PlotAxes(Measure.START, Measure.PULL));
    assertThat(matrix.cells().getFirst().settings().words())
        .hasToString(
            "{check.0=exec: /app --version, check.1=http: GET:8080/=200, compression=gzip:9,"
                + " env.FLAGS=-O2 -s, run.arguments=[\"-v\"], run.entrypoint=[\"/app\"],"
                + " run.environment.A=b, run.user=app, run.workdir=/srv, start=3 times until-port:"
                + " 8080, target=app}");
  }

  @Test
  void aFieldThatNobodyKnowsIsCorrected() {
    assertThat(message("axis: {a: [b]}"))
        .isEqualTo(
            """
            m.yaml:1:1: 'axis' is no field, expected title, images, axes, exclude, include, change, plot, base, dockerfile, context, target, args, env, slim, bundle, strip, upx, compression, run, check, start, note
            remedy: did you mean 'axes'?\
            """);
  }

  @Test
  void nothingToCompareIsTold() {
    String expected =
        """
        m.yaml: has no axes
        remedy: write axes: and below it, for each, NAME: [VALUE, …]\
        """;
    assertThat(message("# nothing\n")).isEqualTo(expected);
    assertThat(message("title: x")).isEqualTo(expected);
    assertThat(message("axes: {}")).isEqualTo(expected);
  }

  @Test
  void axesOfAnotherKindAreTold() {
    assertThat(message("axes: [a]"))
        .isEqualTo(
            """
            m.yaml:1:7: axes: a list, expected a mapping of names to values
            remedy: write axes: and below it, for each, NAME: [VALUE, …]\
            """);
    assertThat(message("axes: {a: b}"))
        .isEqualTo(
            """
            m.yaml:1:11: axes.a: the text 'b', expected a list of texts or a mapping of names to settings
            remedy: write a: […]\
            """);
    assertThat(message("axes: {a: []}"))
        .isEqualTo(
            """
            m.yaml:1:8: axes.a: no values, expected at least one
            remedy: add one\
            """);
    assertThat(message("axes: {a-b: [c]}"))
        .isEqualTo(
            """
            m.yaml:1:14: axes.a-b: 'c', expected settings, since no build argument can be called 'a-b'
            remedy: write the axis as a mapping, as in a-b: {small: {args: {…}}}\
            """);
    assertThat(message("axes: {A: [x, x]}"))
        .isEqualTo(
            """
            m.yaml:1:15: axes.A: 'x', expected a value that is not there yet
            remedy: remove one of them\
            """);
    assertThat(message("axes: {A: ['x,y']}"))
        .isEqualTo(
            """
            m.yaml:1:12: axes.A: 'x,y', expected a name without commas, = and control characters
            remedy: give it a name, as in small: VALUE\
            """);
  }

  @Test
  void settingsThatMeanNothingAreTold() {
    assertThat(message("axes: {slim: [tiny]}"))
        .isEqualTo(
            """
            m.yaml:1:15: axes.slim: 'tiny', expected none or repack or clean or package or minimal or proven
            remedy: write none or repack or clean or package or minimal or proven\
            """);
    assertThat(message("axes: {upx: [10]}"))
        .isEqualTo(
            """
            m.yaml:1:14: axes.upx: '10', expected none, default, fast, best or 1 to 9
            remedy: write upx: best\
            """);
    assertThat(message("axes: {compression: ['gzip:99']}"))
        .isEqualTo(
            """
            m.yaml:1:22: axes.compression: 'gzip:99', expected none, gzip, zstd, or one of these with a level
            remedy: write zstd:19\
            """);
    assertThat(message("axes: {a: {b: {env: {'A B': c}}}}"))
        .isEqualTo(
            """
            m.yaml:1:22: a.b.env: 'A B', expected names of letters, digits and _
            remedy: write NAME: VALUE\
            """
                .replace("a.b.env", "b.env"));
    assertThat(message("check: [{exec: a, http: b}]\naxes: {A: [b]}"))
        .isEqualTo(
            """
            m.yaml:1:9: a check with exec and http, expected one of exec, http, stdin, check, until-port, until-log, for
            remedy: write each behind a dash of its own\
            """);
    assertThat(message("start: {times: 3}\naxes: {A: [b]}"))
        .isEqualTo(
            """
            m.yaml:1:8: start: nothing to wait for, expected one of exit, until-port, until-log
            remedy: write start: {exit: true} or start: {until-port: 8080}\
            """);
    assertThat(message("start: {exit: true, times: 0}\naxes: {A: [b]}"))
        .isEqualTo(
            """
            m.yaml:1:28: start.times: '0', expected a number from 1 to 100
            remedy: leave start out where nothing is to be timed\
            """);
    assertThat(message("change: {file: ../x}\naxes: {A: [b]}"))
        .isEqualTo(
            """
            m.yaml:1:16: change.file: '../x', expected a path in the context
            remedy: write it as in src/main.rs\
            """);
  }

  @Test
  void rulesForValuesThatAreNotThereAreTold() {
    assertThat(message("axes: {A: [x, y]}\nexclude: [{A: z}]"))
        .isEqualTo(
            """
            m.yaml:2:15: exclude.A: 'z', expected a value of that axis: 'x', 'y'
            remedy: write one of them\
            """);
    assertThat(message("axes: {A: [x], B: [y]}\ninclude: [{A: x}]"))
        .isEqualTo(
            """
            m.yaml:2:11: include: names no value of 'B', and says nothing
            remedy: name a value of every axis to add a cell, or say under with: what holds for these\
            """);
    assertThat(message("axes: {A: [x]}\nexclude: [{A: x}]"))
        .isEqualTo(
            """
            m.yaml: excludes all of its cells
            remedy: leave out an entry of exclude\
            """);
  }

  @Test
  void imagesThatAreMadeOfNothingAreTold() {
    assertThat(message("images: {tools: {args: {A: b}}}\naxes: {A: [b]}"))
        .isEqualTo(
            """
            m.yaml:1:10: images.tools: nothing to make it of, expected base or dockerfile
            remedy: write base: FILE.yaml, or dockerfile: FILE\
            """);
    assertThat(message("images: {Tools: {base: a.yaml}}\naxes: {A: [b]}"))
        .isEqualTo(
            """
            m.yaml:1:10: images: 'Tools', expected a name of small letters, digits and single . _ -
            remedy: choose another name\
            """);
  }

  @Test
  void tooManyCellsAreRefusedBeforeTheyAreMade() {
    String values =
        IntStream.range(0, 17).mapToObj(Integer::toString).collect(Collectors.joining(","));
    assertThat(message("axes: {A: [" + values + "], B: [" + values + "]}"))
        .isEqualTo(
            """
            m.yaml: its axes have 289 combinations, expected at most 256
            remedy: leave out values, or compare in several files\
            """);
    String axes =
        IntStream.range(0, 8)
            .mapToObj(i -> "A" + i + ": [" + values + "]")
            .collect(Collectors.joining(", "));
    assertThat(message("axes: {" + axes + "}"))
        .startsWith("m.yaml: its axes have more than 2147483647 combinations, expected");
  }
}
