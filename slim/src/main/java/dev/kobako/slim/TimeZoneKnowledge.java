package dev.kobako.slim;

import dev.kobako.tree.ImagePath;
import java.util.List;
import java.util.Optional;

/**
 * Local time: {@code localtime} reads {@code /etc/localtime}, or the file that TZ names below
 * {@code /usr/share/zoneinfo} (tzset(3)). {@code --tz} replaces what the source has.
 */
final class TimeZoneKnowledge implements Knowledge {
  static final String DATABASE = "/usr/share/zoneinfo/";

  @Override
  public Guess guess() {
    return Guess.TZ;
  }

  @Override
  public void apply(RunningProgram program, Closure closure) {
    Optional<LoadedObject> caller =
        program.caller(List.of("localtime", "localtime_r", "tzset", "mktime"));
    if (caller.isEmpty() || closure.options().timeZone().isPresent()) {
      return;
    }
    ImagePath by = caller.get().path();
    String zone = closure.source().environment().getOrDefault("TZ", "");
    String name = zone.startsWith(":") ? zone.substring(1) : zone;
    if (name.startsWith("/")) {
      closure.keep(name, Reason.guessed(by, "TZ names it for localtime of", guess()));
    } else if (!name.isEmpty() && !name.contains("..")) {
      closure.keep(DATABASE + name, Reason.guessed(by, "TZ names it for localtime of", guess()));
    }
    if (closure.tree().resolve("/etc/localtime").file().isPresent()) {
      closure.keep("/etc/localtime", Reason.guessed(by, "read for localtime of", guess()));
    }
  }
}
