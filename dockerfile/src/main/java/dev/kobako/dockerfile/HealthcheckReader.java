package dev.kobako.dockerfile;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;

/** Reads HEALTHCHECK. */
final class HealthcheckReader {
  private static final long SHORTEST = 1_000_000; // a millisecond

  private final StatementFaults faults;
  private final Statement statement;

  HealthcheckReader(StatementFaults faults) {
    this.faults = faults;
    this.statement = faults.statement();
  }

  Instruction read() {
    List<String> arguments = statement.arguments();
    if (arguments.isEmpty()) {
      throw faults.atKeyword(
          "HEALTHCHECK has no check", "write HEALTHCHECK CMD command, or HEALTHCHECK NONE");
    }
    String type = arguments.getFirst().toUpperCase(Locale.ROOT);
    if (type.equals("NONE")) {
      if (arguments.size() > 1) {
        throw faults.fromArgument(
            1, "HEALTHCHECK NONE takes nothing behind it", "take the rest away");
      }
      return new Instruction.Healthcheck(statement, Optional.empty()); // its flags don't count
    }
    Flags flags = Flags.read(faults, known());
    if (!type.equals("CMD")) {
      throw faults.atArgument(
          0,
          "HEALTHCHECK takes CMD or NONE, not '" + arguments.getFirst() + "'",
          "write HEALTHCHECK CMD command");
    }
    List<String> words = arguments.subList(1, arguments.size());
    if (words.isEmpty()) {
      throw faults.atArgument(0, "HEALTHCHECK CMD has no command", "write HEALTHCHECK CMD command");
    }
    Command command =
        statement.json()
            ? new Command.Exec(words)
            : new Command.Shell(String.join(" ", words), List.of());
    return new Instruction.Healthcheck(
        statement,
        Optional.of(
            new Instruction.Healthcheck.Check(
                command,
                duration(flags, "interval"),
                duration(flags, "timeout"),
                duration(flags, "start-period"),
                duration(flags, "start-interval"),
                retries(flags))));
  }

  private static SequencedMap<String, Flags.Kind> known() {
    SequencedMap<String, Flags.Kind> known = new LinkedHashMap<>();
    for (String name :
        List.of("interval", "timeout", "start-period", "start-interval", "retries")) {
      known.put(name, Flags.Kind.TEXT);
    }
    return known;
  }

  private long duration(Flags flags, String name) {
    Optional<Flag> flag = flags.text(name);
    if (flag.isEmpty()) {
      return 0;
    }
    long duration;
    try {
      duration = GoDuration.nanoseconds(flag.get().value());
    } catch (NumberFormatException e) {
      throw faults.atFlag(
          flag.get(), "--" + name + ": " + e.getMessage(), "write --" + name + "=30s or 1m30s");
    }
    if (duration != 0 && duration < SHORTEST) {
      throw faults.atFlag(
          flag.get(),
          "--" + name + " is " + flag.get().value() + ", less than 1ms",
          "write 1ms or more, or 0 for the default");
    }
    return duration;
  }

  private int retries(Flags flags) {
    Optional<Flag> flag = flags.text("retries");
    if (flag.isEmpty()) {
      return 0;
    }
    int retries;
    try {
      retries = Integer.parseInt(flag.get().value());
    } catch (NumberFormatException e) {
      retries = -1;
    }
    if (retries < 0) {
      throw faults.atFlag(
          flag.get(),
          "--retries is a number from 0 on, not '" + flag.get().value() + "'",
          "write --retries=3, or 0 for the default");
    }
    return retries;
  }
}
