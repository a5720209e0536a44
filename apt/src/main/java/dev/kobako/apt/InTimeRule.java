package dev.kobako.apt;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A release is neither from the future nor expired: an old one that is replayed would bring back
 * packages whose faults are known.
 */
final class InTimeRule {
  /** How far a clock may lag behind the archive's: apt's Acquire::Max-FutureTime. */
  private static final Duration MOST_FUTURE = Duration.ofSeconds(10);

  private final AskedRelease asked;

  InTimeRule(AskedRelease asked) {
    this.asked = asked;
  }

  void require(Release release, Instant now) {
    if (release.date().isAfter(now.plus(MOST_FUTURE))) {
      throw asked.refused(
          "was made on %s, which is in the future: it is %s here"
              .formatted(release.date(), seconds(now)),
          "set this machine's clock");
    }
    Optional<Instant> end = release.validUntil();
    if (asked.source().checkValidUntil() && end.isPresent() && !end.get().isAfter(now)) {
      throw asked.refused(
          "expired on %s: it is %s here".formatted(end.get(), seconds(now)),
          "set this machine's clock, or use a mirror that is kept up to date; for an archive of old"
              + " days, write check-valid-until=no (Check-Valid-Until: no) in "
              + asked.place());
    }
  }

  private static Instant seconds(Instant now) {
    return Instant.ofEpochSecond(now.getEpochSecond());
  }
}
