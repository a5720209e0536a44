package dev.kobako.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.build.BuildEvents;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BuildScreenTest {
  private static final TransferBoard.Snapshot NOTHING_MOVES =
      new TransferBoard.Snapshot(List.of(), 0, new TreeMap<>(), 0, 0);

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream err = new PrintStream(bytes, true, UTF_8);
  private final ShownStep step = new ShownStep(5, "[build 2/4] RUN make", Optional.of(4));

  private String printed() {
    String text = bytes.toString(UTF_8);
    bytes.reset();
    return text;
  }

  private static BuildEvents.Outcome done() {
    return new BuildEvents.Outcome(false, Duration.ofMillis(1240), 12_300_000);
  }

  @Test
  void aLogHasALineForEachThingThatHappens() {
    BuildLog log = new BuildLog(err);
    log.begun(step);
    log.output(step, "one\ntw".getBytes(UTF_8), false);
    log.output(step, "o".getBytes(UTF_8), true);
    log.done(step, done());
    log.done(
        new ShownStep(6, "[build 3/4] COPY a b", Optional.of(5)),
        new BuildEvents.Outcome(true, Duration.ZERO, 3));
    assertThat(printed().replaceAll("[0-9]+\\.[0-9]{3} ", "T "))
        .isEqualTo(
            """
            #5 [build 2/4] RUN make
            #5 T one
            #5 T two
            #5 DONE 1.2s, 12.3 MB

            #6 [build 3/4] COPY a b
            #6 CACHED

            """);
  }

  @Test
  void whatAFailedStepHasWrittenIsShownWhole() {
    QuietBuild quiet = new QuietBuild(err);
    quiet.begun(step);
    quiet.output(step, "one\n\u001b[31mtwo\u001b[0m\nthree".getBytes(UTF_8), false);
    assertThat(printed()).isEmpty();
    quiet.failed(step, "why");
    assertThat(printed().replaceAll("[0-9]+\\.[0-9]{3} ", "T "))
        .isEqualTo(
            """
            ------
             > [build 2/4] RUN make:
            T one
            T two
            T three
            ------
            """);
  }

  @Test
  void aTerminalGetsABlockThatIsDrawnOver() {
    BuildBlock block = new BuildBlock(err, 50);
    block.output(step, "last words\n".getBytes(UTF_8), false);
    block.show(List.of(step), NOTHING_MOVES);
    assertThat(printed())
        .matches(
            """
             => \\[build 2/4\\] RUN make +[0-9.]+s\u001b\\[K
             => => # last words\u001b\\[K
            """);
    block.done(step, done());
    assertThat(printed())
        .startsWith("\r\u001b[2A => [build 2/4] RUN make ")
        .contains("12.3 MB  1.2s\u001b[K\n");
    block.end();
    assertThat(printed()).isEqualTo("\r\u001b[2A\u001b[J");
  }

  @Test
  void noRowIsWiderThanTheTerminal() {
    BuildBlock block = new BuildBlock(err, 30);
    block.output(step, "x".repeat(100).concat("\n").getBytes(UTF_8), false);
    block.show(List.of(step), NOTHING_MOVES);
    assertThat(printed().replace("\u001b[K", "").lines()).allMatch(line -> line.length() < 30);
  }

  @Test
  void machinesGetEventsInBuildKitsForm() {
    RawBuildLog raw = new RawBuildLog(err);
    raw.begun(step);
    raw.output(step, "one\n".getBytes(UTF_8), true);
    raw.failed(step, "why");
    assertThat(printed().lines().toList())
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .startsWith("{\"vertexes\":[{\"digest\":\"sha256:")
                    .contains("\"name\":\"[build 2/4] RUN make\""),
            line -> assertThat(line).contains("\"stream\":2,\"data\":\"b25lCg==\""),
            line -> assertThat(line).contains("\"error\":\"why\""));
  }

  @Test
  void onlyTheLastLinesOfVeryMuchOutputAreKept() {
    StepOutputLines lines = new StepOutputLines();
    byte[] line = "x".repeat(9_999).concat("\n").getBytes(UTF_8);
    for (int i = 0; i < 500; i++) {
      lines.add(line, 0);
    }
    assertThat(lines.all()).hasSize(400);
    assertThat(lines.forgotten()).isEqualTo(100);
  }
}
