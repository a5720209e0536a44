package dev.kobako.registry;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The tokens that were given to us, each as long as it lasts. Of many who need the same token at
 * the same time, one asks for it and the others wait. Safe for use by many threads.
 */
final class Tokens {
  /** A token is given up before it ends, so that it doesn't end on its way. */
  private static final Duration MARGIN = Duration.ofSeconds(5);

  private final InstantSource clock;
  private final Map<Key, Slot> slots = new ConcurrentHashMap<>();

  Tokens(InstantSource clock) {
    this.clock = clock;
  }

  /** What a token is good for, and as whom. */
  record Key(TokenServer server, Optional<Credential> credential, Scope scope) {}

  /**
   * A token that lasts.
   *
   * @param refused one that turned out to be no good, and is not given again
   * @param ask asks for a new one
   */
  String token(Key key, Optional<String> refused, Supplier<Token> ask) {
    return slots.computeIfAbsent(key, _ -> new Slot()).token(refused, ask);
  }

  /** The place of one token; its lock is held while it is asked for. */
  private final class Slot {
    private @Nullable String value;
    private long endMillis;

    synchronized String token(Optional<String> refused, Supplier<Token> ask) {
      String known = value;
      if (known != null && clock.millis() < endMillis && !refused.equals(Optional.of(known))) {
        return known;
      }
      long asked = clock.millis();
      Token fresh = ask.get();
      value = fresh.value();
      endMillis = asked + fresh.lifetime().minus(margin(fresh.lifetime())).toMillis();
      return fresh.value();
    }

    private static Duration margin(Duration lifetime) {
      Duration tenth = lifetime.dividedBy(10);
      return tenth.compareTo(MARGIN) < 0 ? tenth : MARGIN;
    }
  }
}
