package dev.kobako.registry;

import dev.kobako.image.InParallel;
import java.util.List;
import java.util.function.Consumer;

/** How many exchanges with a registry run at the same time. */
final class Connections {
  /** As many as containers/image has; more gain nothing over usual lines. */
  private static final int AT_ONCE = 6;

  /**
   * What an HTTP client must allow one server: each of those at once, and as many again that read
   * from the same server what they send to it.
   */
  static final int PER_SERVER = 2 * AT_ONCE + 4;

  private Connections() {}

  /** Does what waits for the network, for a few at once. */
  static <T> void forEach(List<T> items, Consumer<T> work) {
    InParallel.map(
        items,
        AT_ONCE,
        item -> {
          work.accept(item);
          return item;
        });
  }
}
