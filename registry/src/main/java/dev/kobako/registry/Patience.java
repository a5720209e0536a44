package dev.kobako.registry;

import dev.kobako.http.Headers;
import dev.kobako.http.HttpFailure;
import java.time.Duration;

/** How often and after what rest something is tried again. */
final class Patience {
  private static final int MAX_TRIES = 4;
  private static final Duration MAX_REST = Duration.ofSeconds(60);

  private final Rest rest;

  Patience(Rest rest) {
    this.rest = rest;
  }

  /** Waits. */
  @FunctionalInterface
  interface Rest {
    void rest(Duration duration) throws InterruptedException;
  }

  Round round() {
    return new Round();
  }

  /** The attempts at one thing. */
  final class Round {
    private int tries = 1;
    private Duration next = Duration.ofMillis(200);

    /** Whether to try again after that answer. */
    boolean again(int status, Headers headers) {
      boolean passing =
          switch (status) {
            case 408, 429, 500, 502, 503, 504 -> true;
            default -> false;
          };
      if (!passing || tries >= MAX_TRIES) {
        return false;
      }
      tries++;
      return headers.first("Retry-After").map(this::asked).orElse(true);
    }

    private boolean asked(String seconds) {
      if (!seconds.matches("[0-9]{1,9}")) {
        return true;
      }
      next = Duration.ofSeconds(Long.parseLong(seconds));
      return next.compareTo(MAX_REST) <= 0;
    }

    /** Whether to try again after that failure. */
    boolean again(HttpFailure failure) {
      return failure.isTransient() && tries++ < MAX_TRIES;
    }

    /** Something went well: the count starts anew. */
    void progress() {
      tries = 1;
      next = Duration.ofMillis(200);
    }

    void rest(Call call) {
      try {
        rest.rest(next);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw Refusal.outside(call, call.display() + ": stopped", "try again");
      }
      next = next.multipliedBy(2);
    }
  }
}
