package dev.kobako.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.image.Progress;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ProgressDisplayTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream err = new PrintStream(bytes, true, UTF_8);

  private String printed() {
    String text = bytes.toString(UTF_8);
    bytes.reset();
    return text;
  }

  private static TransferBoard.Snapshot twoMoving() {
    return new TransferBoard.Snapshot(
        List.of(
            new TransferBoard.Line(
                "sha256:" + "0123456789ab".repeat(5) + "cdef", 5_000_000, 10_000_000),
            new TransferBoard.Line("config", 0, 0)),
        5_000_000,
        Map.of("already there", 2_000_000L),
        12_000_000,
        3);
  }

  @Test
  void aLogGetsOneLineWithTheSums() {
    new PlainLines(err).show(twoMoving(), Duration.ofSeconds(2));
    assertThat(printed()).isEqualTo("5.0 MB of 10.0 MB, 2.5 MB/s, 3 done, 2.0 MB already there\n");
  }

  @Test
  void aLogIsNotToldThatNothingMoves() {
    new PlainLines(err)
        .show(
            new TransferBoard.Snapshot(List.of(), 5, new TreeMap<>(), 5, 1), Duration.ofSeconds(2));
    assertThat(printed()).isEmpty();
  }

  @Test
  void aTerminalGetsALineForEachBlobWhichIsDrawnOverAndGoesInTheEnd() {
    LiveBlock block = new LiveBlock(err, 80);
    block.show(twoMoving(), Duration.ofSeconds(2));
    assertThat(printed())
        .isEqualTo(
            """
              0123456789ab [==========          ] 5.0 MB of 10.0 MB\u001b[K
              config       [====================] 0 B of 0 B\u001b[K
            5.0 MB of 10.0 MB, 2.5 MB/s, 3 done, 2.0 MB already there\u001b[K
            """);
    block.note("a word");
    assertThat(printed())
        .startsWith("\r\u001b[3Aa word\u001b[K\n  0123456789ab [")
        .endsWith(" already there\u001b[K\n");
    block.end();
    assertThat(printed()).isEqualTo("\r\u001b[3A\u001b[J");
  }

  @Test
  void noLineIsWiderThanTheTerminal() {
    new LiveBlock(err, 30).show(twoMoving(), Duration.ofSeconds(2));
    assertThat(printed().replace("\u001b[K", "").lines())
        .hasSize(3)
        .allMatch(line -> line.length() < 30);
  }

  @Test
  void manyBlobsAreNotAllShown() {
    TransferBoard board = new TransferBoard();
    for (int i = 0; i < 20; i++) {
      board.start("blob " + i, 10);
    }
    new LiveBlock(err, 80).show(board.snapshot(), Duration.ofSeconds(1));
    assertThat(printed().lines()).hasSize(10).contains("  and 12 more\u001b[K");
  }

  @Test
  void theBoardAddsUpWhatMovesAndForgetsWhatHasArrived() {
    TransferBoard board = new TransferBoard();
    Progress.Transfer one = board.start("one", 10);
    Progress.Transfer two = board.start("two", 20);
    one.moved(4);
    one.spared(6, "resumed");
    one.end();
    two.moved(5);
    assertThat(board.snapshot())
        .isEqualTo(
            new TransferBoard.Snapshot(
                List.of(new TransferBoard.Line("two", 5, 20)),
                9,
                new TreeMap<>(Map.of("resumed", 6L)),
                30,
                1));
  }

  @Test
  void quietMeansSilence() {
    Console console =
        new Console(
            err,
            err,
            InputStream.nullInputStream(),
            new TreeMap<>(Map.of("TERM", "xterm")),
            "/",
            Set.of(Console.Standard.ERR));
    try (ProgressDisplay display = ProgressDisplay.on(console, true)) {
      display.note("a word");
      display.start("blob", 10).moved(5);
    }
    assertThat(printed()).isEmpty();
  }

  @Test
  void aDumbTerminalGetsPlainLines() {
    Console console =
        new Console(
            err,
            err,
            InputStream.nullInputStream(),
            new TreeMap<>(Map.of("TERM", "dumb")),
            "/",
            Set.of(Console.Standard.ERR));
    try (ProgressDisplay display = ProgressDisplay.on(console, false)) {
      display.note("a word");
    }
    assertThat(printed()).isEqualTo("a word\n");
  }
}
