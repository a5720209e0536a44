package dev.kobako.base;

import dev.kobako.tree.ImagePath;
import java.util.stream.Stream;

/**
 * The time zone of the system, UTC, where tzdata is there. Left out are the zones told once more
 * under {@code posix} and, counting leap seconds, under {@code right}: nothing reads them unless
 * {@code TZ} names them so, and Debian itself has moved them out of tzdata.
 */
final class TimeZone implements Effect {
  private static final String ZONES = "/usr/share/zoneinfo";

  @Override
  public String standsFor() {
    return "tzdata";
  }

  @Override
  public void apply(Draft draft) {
    if (!draft.has(ZONES + "/Etc/UTC")) {
      return;
    }
    ImagePath zones = ImagePath.of(ZONES);
    draft.drop(
        Stream.of(zones.child("posix"), zones.child("right"))
            .filter(place -> draft.tree().entry(place).isPresent())
            .toList(),
        "second copies of time zones");
    if (!draft.has("/etc/localtime")) {
      draft.link("/etc/localtime", ZONES + "/Etc/UTC");
    }
    if (!draft.has("/etc/timezone")) {
      draft.file("/etc/timezone", "Etc/UTC\n");
    }
  }
}
