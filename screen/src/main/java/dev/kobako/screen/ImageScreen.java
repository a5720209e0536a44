package dev.kobako.screen;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.report.ImagePlaces;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/**
 * The screen on which people look through an image. It has the terminal for itself until they leave
 * it.
 */
public final class ImageScreen {
  /** So long a terminal takes at most between the bytes of a key. */
  private static final int PAUSE_MILLIS = 40;

  private static final int MOST_EVENTS = 4096;

  private final Browser browser;
  private final Display display;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>(MOST_EVENTS);

  /** What the screen waits for. */
  private sealed interface Event {
    record Pressed(Key key) implements Event {}

    record Resized() implements Event {}

    /** No more keys come. */
    record Ended() implements Event {}
  }

  /**
   * How things are shown.
   *
   * @param colours whether there are any
   * @param unicode whether the terminal knows more than ASCII
   * @param amounts numbers of bytes as people read them
   */
  public record Manner(boolean colours, boolean unicode, LongFunction<String> amounts) {}

  /**
   * A screen for an image.
   *
   * @param title what the image is called
   */
  public ImageScreen(ImagePlaces places, String title, Manner manner) {
    this.browser = new Browser(places, title, new ShownText(manner.unicode()), manner.amounts());
    this.display = new Display(manner.colours());
  }

  /**
   * Lets people look until they have seen enough, or their terminal is gone.
   *
   * @param onResize is given what is to be called whenever the terminal has changed its size
   * @throws IOException if the terminal can't be written to
   * @throws KobakoException outside, where the terminal can't be set up
   */
  public void show(Consumer<Runnable> onResize) throws IOException {
    try (Terminal terminal = Terminal.open()) {
      onResize.accept(() -> events.offer(new Event.Resized()));
      Thread.ofPlatform().daemon().name("keys").start(() -> read(terminal.keys()));
      TerminalSize size = terminal.size();
      browser.resize(size);
      while (true) {
        terminal.write(display.update(browser.draw(), size));
        Event event = events.take();
        // All that has happened meanwhile is taken in before the screen is drawn again.
        for (; event != null; event = events.poll()) {
          switch (event) {
            case Event.Pressed(Key key) -> {
              if (!browser.press(key)) {
                return;
              }
            }
            case Event.Resized() -> {
              size = terminal.size();
              browser.resize(size);
            }
            case Event.Ended() -> {
              return;
            }
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw KobakoException.outside(Diagnostic.of("kobako", "stopped"), e);
    }
  }

  private void read(InputStream keys) {
    try {
      take(keys);
      events.put(new Event.Ended());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void take(InputStream keys) throws InterruptedException {
    KeyDecoder decoder = new KeyDecoder();
    try {
      for (int value = keys.read(); value >= 0; value = keys.read()) {
        pass(decoder.take(value));
        if (decoder.isEscaped() && keys.available() == 0) {
          Thread.sleep(PAUSE_MILLIS);
          if (keys.available() == 0) {
            pass(decoder.pause());
          }
        }
      }
    } catch (IOException _) {
      // The terminal is gone.
    }
  }

  private void pass(Optional<Key> key) throws InterruptedException {
    if (key.isPresent()) {
      events.put(new Event.Pressed(key.get()));
    }
  }
}
