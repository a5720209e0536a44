package dev.kobako.image;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a container is asked whether it is well; an extension of Docker's to the configuration.
 *
 * @param test {@code NONE}, or {@code CMD} and arguments, or {@code CMD-SHELL} and a command line
 * @param interval between two tests
 * @param timeout after which a test has failed
 * @param startPeriod in which failures don't count
 * @param startInterval between two tests in the start period
 * @param retries failures in a row that make a container unhealthy
 */
public record Healthcheck(
    List<String> test,
    Optional<Duration> interval,
    Optional<Duration> timeout,
    Optional<Duration> startPeriod,
    Optional<Duration> startInterval,
    Optional<Long> retries) {
  public Healthcheck {
    test = List.copyOf(test);
  }

  static Healthcheck of(JsonObject json) {
    return new Healthcheck(
        json.texts("Test"),
        json.number("Interval").map(Duration::ofNanos),
        json.number("Timeout").map(Duration::ofNanos),
        json.number("StartPeriod").map(Duration::ofNanos),
        json.number("StartInterval").map(Duration::ofNanos),
        json.number("Retries"));
  }

  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("Test", test);
    interval.ifPresent(time -> json.put("Interval", time.toNanos()));
    timeout.ifPresent(time -> json.put("Timeout", time.toNanos()));
    startPeriod.ifPresent(time -> json.put("StartPeriod", time.toNanos()));
    startInterval.ifPresent(time -> json.put("StartInterval", time.toNanos()));
    retries.ifPresent(count -> json.put("Retries", count));
    return json;
  }
}
