package dev.kobako.ladder;

import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/**
 * The time zone database (tzfile(5)) of the C library. {@code posix/} has the same zones once more
 * and {@code right/} counts leap seconds, which no POSIX clock does: both only where touched. So is
 * {@code tzdata.zi}, all zones as a text to be compiled.
 */
final class TimeZones implements Family {
  private static final ImagePath DATABASE = ImagePath.of("/usr/share/zoneinfo");
  private static final Set<String> TWINS = Set.of("posix", "right");
  private static final Set<String> DEAD = Set.of("posix", "right", "tzdata.zi");

  @Override
  public String name() {
    return "time-zones";
  }

  @Override
  public String about() {
    return "All zones of /usr/share/zoneinfo stay where a run opened one, without the copies in"
        + " posix/ and right/.";
  }

  @Override
  public void complete(Touched touched) throws IOException {
    for (var each : touched.openedIn(TimeZones::database).entrySet()) {
      ImagePath database = each.getKey();
      touched.keepAll(
          database,
          path -> !DEAD.contains(Ancestors.below(database, path).getFirst()),
          each.getValue());
    }
  }

  private static Optional<ImagePath> database(ImagePath path) {
    if (!path.startsWith(DATABASE) || path.equals(DATABASE)) {
      return Optional.empty();
    }
    String first = Ancestors.below(DATABASE, path).getFirst();
    return Optional.of(TWINS.contains(first) ? DATABASE.child(first) : DATABASE);
  }
}
