package dev.kobako.screen;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The terminal of this process while a program has all of its screen: keys come as they are
 * pressed, nothing is echoed, and what was on the screen before comes back with {@link #close},
 * which happens at the latest when the JVM ends.
 *
 * <p>What POSIX has for that is {@code stty}.
 */
final class Terminal implements AutoCloseable {
  private static final File DEVICE = new File("/dev/tty");
  private static final int PATIENCE_SECONDS = 20;

  /** Another screen, without a cursor and without wrapping of long lines (xterm's DECSET). */
  private static final String ENTER = "\u001b[?1049h\u001b[?25l\u001b[?7l\u001b[2J";

  private static final String LEAVE = "\u001b[0m\u001b[?7h\u001b[?25h\u001b[?1049l";

  private final String settings;
  private final InputStream in;
  private final OutputStream out;
  private final Thread atExit;
  private boolean open = true;

  private Terminal(String settings, InputStream in, OutputStream out) {
    this.settings = settings;
    this.in = in;
    this.out = out;
    this.atExit = new Thread(this::restore);
  }

  /**
   * Takes the terminal over.
   *
   * @throws KobakoException usage, where the process has none; outside, where it can't be set up
   */
  static Terminal open() {
    try {
      Terminal terminal =
          new Terminal(
              stty("-g").strip(), new FileInputStream(DEVICE), new FileOutputStream(DEVICE));
      Runtime.getRuntime().addShutdownHook(terminal.atExit);
      stty("raw", "-echo");
      terminal.write(ENTER);
      return terminal;
    } catch (IOException e) {
      throw KobakoException.outside(
          Diagnostic.of(
              "terminal",
              String.valueOf(e.getMessage()),
              "run kobako in a terminal that stty (coreutils) can set up, or leave out --tui"),
          e);
    }
  }

  /** How large it is now. */
  TerminalSize size() throws IOException {
    return TerminalSize.parse(stty("size"));
  }

  /** The bytes of the keys. */
  InputStream keys() {
    return in;
  }

  /** Sends text and control sequences at once. */
  void write(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  @Override
  public void close() {
    restore();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException _) {
      // The JVM is ending; then the hook does nothing any more.
    }
  }

  private synchronized void restore() {
    if (!open) {
      return;
    }
    open = false;
    try {
      write(LEAVE);
      stty(settings);
    } catch (IOException _) {
      // The terminal is gone.
    }
  }

  private static String stty(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("stty"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectInput(DEVICE).redirectErrorStream(true).start();
    try {
      // What it says fits into the pipe, so nobody has to read while it is waited for.
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("stty does not end");
      }
      String output =
          new String(process.getInputStream().readNBytes(4096), StandardCharsets.US_ASCII);
      if (process.exitValue() != 0) {
        throw new IOException("stty says: " + output.strip());
      }
      return output;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted");
    } finally {
      process.destroy();
    }
  }
}
