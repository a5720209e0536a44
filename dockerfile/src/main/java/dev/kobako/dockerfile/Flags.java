package dev.kobako.dockerfile;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.diagnostic.Spelling;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/** The flags of one statement, checked against those that its instruction has. */
final class Flags {
  /** What a flag may be. */
  enum Kind {
    /** {@code --name=value}, once. */
    TEXT,
    /** {@code --name=value}, any number of times. */
    TEXTS,
    /** {@code --name}, {@code --name=true} or {@code --name=false}, once. */
    SWITCH
  }

  private final StatementFaults faults;
  private final SequencedMap<String, List<Flag>> given = new TreeMap<>();

  private Flags(StatementFaults faults) {
    this.faults = faults;
  }

  /**
   * Reads them.
   *
   * @param known in the order that messages name them
   * @throws KobakoException a finding at a flag that is unknown, twice there or has a wrong value
   */
  static Flags read(StatementFaults faults, SequencedMap<String, Kind> known) {
    Flags flags = new Flags(faults);
    Statement statement = faults.statement();
    for (int i = 0; i < statement.flags().size(); i++) {
      flags.add(statement.flags().get(i), statement.flagSpans().get(i), known);
    }
    return flags;
  }

  private void add(String written, Span span, SequencedMap<String, Kind> known) {
    int equals = written.indexOf('=');
    String name = written.substring(2, equals < 0 ? written.length() : equals);
    Flag flag = new Flag(equals < 0 ? "" : written.substring(equals + 1), span);
    Kind kind = known.get(name);
    if (kind == null) {
      throw unknown(name, flag, known);
    }
    List<Flag> before = given.computeIfAbsent(name, _ -> new ArrayList<>());
    if (!before.isEmpty() && kind != Kind.TEXTS) {
      throw faults.atFlag(flag, "--" + name + " is given twice", "keep one of them");
    }
    if (kind == Kind.SWITCH) {
      checkSwitch(name, flag, equals >= 0);
    } else if (equals < 0) {
      throw faults.atFlag(flag, "--" + name + " has no value", "write --" + name + "=VALUE");
    }
    before.add(flag);
  }

  private void checkSwitch(String name, Flag flag, boolean hasValue) {
    String value = lower(flag.value());
    if (hasValue && !value.equals("true") && !value.equals("false")) {
      throw faults.atFlag(
          flag,
          "--" + name + " is true or false, not '" + flag.value() + "'",
          "write --" + name + ", --" + name + "=true or --" + name + "=false");
    }
  }

  private KobakoException unknown(String name, Flag flag, SequencedMap<String, Kind> known) {
    List<String> names = List.copyOf(known.sequencedKeySet());
    String remedy =
        Spelling.nearest(lower(name), names)
            .map(near -> "did you mean --" + near + "?")
            .orElse(
                names.isEmpty()
                    ? faults.keyword()
                        + " takes no flags; put -- before arguments that begin with --"
                    : faults.keyword() + " takes --" + String.join(", --", names));
    return faults.atFlag(flag, faults.keyword() + " has no flag --" + name, remedy);
  }

  /** A flag whose empty value is the same as none. */
  Optional<Flag> text(String name) {
    return written(name).filter(flag -> !flag.value().isEmpty());
  }

  /** A flag, also where its value is empty. */
  Optional<Flag> written(String name) {
    return all(name).stream().findFirst();
  }

  /** All of a name, in their order. */
  List<Flag> all(String name) {
    return given.getOrDefault(name, List.of());
  }

  /** What a switch says, where it is there. */
  Optional<Boolean> stated(String name) {
    return written(name).map(flag -> !lower(flag.value()).equals("false"));
  }

  /** Whether a switch is on; it is off where it isn't there. */
  boolean on(String name) {
    return stated(name).orElse(false);
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
