package dev.kobako.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/**
 * When an exchange is tried again, and after what pause: after failures that pass and the statuses
 * 408, 429, 500, 502, 503 and 504; never after what can't succeed. Pauses double, with a random
 * part so that many clients don't come back at once; a server's Retry-After (RFC 9110, 10.2.3) goes
 * before. Whether an exchange may be repeated at all is for the caller to know.
 *
 * @param limits how often and how long
 * @param clock what time it is
 * @param sleeper what waits
 * @param random numbers from 0 to 1
 */
public record Retry(Limits limits, InstantSource clock, Sleeper sleeper, DoubleSupplier random) {
  /**
   * How much patience there is.
   *
   * @param attempts all tries, the first included
   * @param firstPause before the second try
   * @param longestPause between two tries, also if the server asks for more
   * @param total from the first try to the beginning of the last
   */
  public record Limits(int attempts, Duration firstPause, Duration longestPause, Duration total) {
    /** Five tries within three minutes, a minute apart at most. */
    public static final Limits USUAL =
        new Limits(5, Duration.ofMillis(250), Duration.ofSeconds(60), Duration.ofMinutes(3));

    /** The same with another number of tries. */
    public Limits withAttempts(int number) {
      return new Limits(number, firstPause, longestPause, total);
    }

    public Limits {
      if (attempts < 1 || firstPause.isNegative() || longestPause.compareTo(firstPause) < 0) {
        throw new IllegalArgumentException("limits that leave no try");
      }
    }
  }

  /** Waits. */
  @FunctionalInterface
  public interface Sleeper {
    void sleep(Duration duration) throws InterruptedException;
  }

  /** One try. */
  @FunctionalInterface
  public interface Exchange {
    Response send() throws IOException;
  }

  /** What is made of an answer; where reading it fails, there can be another try. */
  @FunctionalInterface
  public interface Reading<T> {
    T of(Response response) throws IOException;
  }

  /** With the usual limits, in real time. */
  public static Retry usual() {
    return within(Limits.USUAL);
  }

  /** With these limits, in real time. */
  public static Retry within(Limits limits) {
    return new Retry(
        limits,
        InstantSource.system(),
        Thread::sleep,
        () -> ThreadLocalRandom.current().nextDouble());
  }

  /**
   * Tries until there is an answer that is worth having, or no try left.
   *
   * @param place method and URL for the message
   * @return the last answer, of whatever status, which the caller closes
   * @throws HttpFailure of the last try; of kind BUSY where the server asks for too long a pause
   */
  public Response send(String place, Exchange exchange) throws IOException {
    Series series = begin(place);
    while (true) {
      try {
        Response response = exchange.send();
        if (!series.pausesAfter(response)) {
          return response;
        }
      } catch (HttpFailure failure) {
        series.pauseAfter(failure);
      }
    }
  }

  /**
   * The same, with the answer read: tries until one that stays the same came whole.
   *
   * @param place method and URL for the message
   * @param reading which needn't close the answer
   * @throws HttpFailure as above
   */
  public <T> T read(String place, Exchange exchange, Reading<T> reading) throws IOException {
    Series series = begin(place);
    while (true) {
      try (Response response = exchange.send()) {
        if (!series.pausesAfter(response)) {
          return reading.of(response);
        }
      } catch (HttpFailure failure) {
        series.pauseAfter(failure);
      }
    }
  }

  /** The tries of one exchange, for those who try in their own loop. */
  public Series begin(String place) {
    return new Series(this, place, clock.instant());
  }

  /** Tries that belong together. Used by one thread. */
  public static final class Series {
    private final Retry retry;
    private final String place;
    private final Instant began;
    private int tried;

    private Series(Retry retry, String place, Instant began) {
      this.retry = retry;
      this.place = place;
      this.began = began;
    }

    /**
     * After a failed try: returns when the next is due.
     *
     * @throws HttpFailure the failure itself, where there is no use in another try
     */
    public void pauseAfter(HttpFailure failure) throws IOException {
      tried++;
      Duration pause = ownPause();
      if (!failure.isTransient() || !mayPause(pause)) {
        throw failure;
      }
      sleep(pause);
    }

    /**
     * After an answer: whether there is to be another try, which is then due; the answer is closed.
     *
     * @throws HttpFailure of kind BUSY where the server asks for too long a pause
     */
    public boolean pausesAfter(Response response) throws IOException {
      if (!isPassing(response.status())) {
        return false;
      }
      tried++;
      Optional<Duration> asked = response.headers().first("Retry-After").flatMap(this::duration);
      Duration longest = retry.limits.longestPause();
      if (asked.isPresent() && asked.get().compareTo(longest) > 0) {
        int status = response.status();
        response.close();
        String fact =
            "status %d, and the server asks to come back in %d s, later than the %d s we wait"
                .formatted(status, asked.get().toSeconds(), longest.toSeconds());
        throw new HttpFailure(HttpFailure.Kind.BUSY, place, fact, null);
      }
      Duration pause = asked.orElseGet(this::ownPause);
      if (!mayPause(pause)) {
        return false;
      }
      response.close();
      sleep(pause);
      return true;
    }

    private boolean mayPause(Duration pause) {
      Instant next = retry.clock.instant().plus(pause);
      return tried < retry.limits.attempts() && !next.isAfter(began.plus(retry.limits.total()));
    }

    /** Between half and all of what doubles with each try. */
    private Duration ownPause() {
      Duration longest = retry.limits.longestPause();
      Duration full = retry.limits.firstPause();
      for (int i = 1; i < tried && full.compareTo(longest) < 0; i++) {
        full = full.multipliedBy(2);
      }
      long nanos = Math.min(full.toNanos(), longest.toNanos());
      return Duration.ofNanos((long) (nanos * (0.5 + retry.random.getAsDouble() / 2)));
    }

    private void sleep(Duration pause) throws InterruptedIOException {
      try {
        retry.sleeper.sleep(pause);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException(place + ": interrupted between two tries");
      }
    }

    /** Seconds, or a date; what can't be read counts as not said. */
    private Optional<Duration> duration(String value) {
      try {
        if (!value.isEmpty() && Character.isDigit(value.charAt(0))) {
          return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
        }
        Instant date = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
        Duration left = Duration.between(retry.clock.instant(), date);
        return Optional.of(left.isNegative() ? Duration.ZERO : left);
      } catch (NumberFormatException | DateTimeException e) {
        return Optional.empty();
      }
    }
  }

  private static boolean isPassing(int status) {
    return switch (status) {
      case 408, 429, 500, 502, 503, 504 -> true;
      default -> false;
    };
  }
}
