package dev.kobako.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The end of what a program writes. */
class RunOutputTest {
  private final List<String> lines = new ArrayList<>();

  @Test
  void theTailIsKeptHoweverItComes() throws Exception {
    byte[] all = new byte[200_000];
    new Random(7).nextBytes(all);
    for (int limit : List.of(1, 100, 4096, 5000, 65_536, 300_000)) {
      RunOutput output = new RunOutput(limit, _ -> {});
      Random sizes = new Random(limit);
      int at = 0;
      try (OutputStream stream = output.stream()) {
        while (at < all.length) {
          int length = Math.min(all.length - at, sizes.nextInt(1, 9000));
          stream.write(all, at, length);
          at += length;
        }
      }
      int kept = Math.min(limit, all.length);
      byte[] tail = java.util.Arrays.copyOfRange(all, all.length - kept, all.length);
      assertThat(output.bytes()).as("limit %d", limit).isEqualTo(tail);
    }
  }

  @Test
  void linesOfTwoStreamsAreNotMixedAndLongOnesAreParted() throws Exception {
    RunOutput output = new RunOutput(100, lines::add);
    try (OutputStream one = output.stream();
        OutputStream two = output.stream()) {
      one.write("first ".getBytes(StandardCharsets.UTF_8));
      two.write("other\r\n".getBytes(StandardCharsets.UTF_8));
      one.write("line\nrest".getBytes(StandardCharsets.UTF_8));
      two.write("x".repeat(20_000).getBytes(StandardCharsets.UTF_8));
    }

    assertThat(lines.subList(0, 2)).containsExactly("other", "first line");
    assertThat(lines).contains("rest");
    assertThat(lines).allMatch(line -> line.length() <= 8193);
    assertThat(String.join("", lines)).hasSize("otherfirst linerest".length() + 20_000);
  }

  @Test
  void whatIsShownSteersNoTerminal() throws Exception {
    RunOutput output = new RunOutput(1000, _ -> {});
    try (OutputStream stream = output.stream()) {
      stream.write("\u001b[31mred\u001b[0m\u0007\nnext\n".getBytes(StandardCharsets.UTF_8));
    }

    assertThat(output.shown()).isEqualTo("red\nnext");
  }
}
