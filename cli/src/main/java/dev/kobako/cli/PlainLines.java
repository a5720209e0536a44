package dev.kobako.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;

/** Progress where lines can't be taken back: a log, a pipe. */
record PlainLines(PrintStream err) implements ProgressDisplay.Screen {
  private static final Duration PACE = Duration.ofSeconds(5);

  @Override
  public Duration pace() {
    return PACE;
  }

  @Override
  public void note(String text) {
    err.println(text);
  }

  @Override
  public void show(TransferBoard.Snapshot now, Duration elapsed) {
    if (now.moving().isEmpty()) {
      // Other work goes on, which is no news of transfers.
      return;
    }
    err.println(summary(now, elapsed));
  }

  @Override
  public void end() {}

  /** {@code 12.3 MB of 40.0 MB, 6.1 MB/s, 3 done, 1.0 MB already there}. */
  static String summary(TransferBoard.Snapshot now, Duration elapsed) {
    long spared = now.spared().values().stream().mapToLong(Long::longValue).sum();
    StringBuilder text = new StringBuilder();
    text.append(Sizes.text(now.moved()))
        .append(" of ")
        .append(Sizes.text(Math.max(now.moved(), now.announced() - spared)))
        .append(", ")
        .append(Sizes.rate(now.moved(), elapsed))
        .append(", ")
        .append(now.done())
        .append(" done");
    for (Map.Entry<String, Long> entry : now.spared().entrySet()) {
      text.append(", ").append(Sizes.text(entry.getValue())).append(' ').append(entry.getKey());
    }
    return text.toString();
  }
}
