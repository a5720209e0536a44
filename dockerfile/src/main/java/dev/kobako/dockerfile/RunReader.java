package dev.kobako.dockerfile;

import dev.kobako.diagnostic.Spelling;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** Reads RUN. */
final class RunReader {
  private static final List<String> NETWORKS = List.of("default", "none", "host");
  private static final List<String> SECURITIES = List.of("sandbox", "insecure");

  private final StatementFaults faults;
  private final Statement statement;

  RunReader(StatementFaults faults) {
    this.faults = faults;
    this.statement = faults.statement();
  }

  Instruction read() {
    SequencedMap<String, Flags.Kind> known = new LinkedHashMap<>();
    known.put("mount", Flags.Kind.TEXTS);
    known.put("network", Flags.Kind.TEXT);
    known.put("security", Flags.Kind.TEXT);
    refuseDevices();
    Flags flags = Flags.read(faults, known);
    List<Flag> mounts = flags.all("mount");
    mounts.forEach(mount -> new MountReader(faults.source(), mount).checkUnexpanded());
    return new Instruction.Run(
        statement,
        command(),
        mounts,
        oneOf("--network", flags.written("network"), NETWORKS),
        oneOf("--security", flags.written("security"), SECURITIES));
  }

  /** BuildKit's stable frontend knows the flag and refuses to use it. */
  private void refuseDevices() {
    for (int i = 0; i < statement.flags().size(); i++) {
      String flag = statement.flags().get(i);
      if (flag.equals("--device") || flag.startsWith("--device=")) {
        throw faults.atFlag(
            new Flag(flag, statement.flagSpans().get(i)),
            "RUN --device is an experiment of BuildKit's labs frontend",
            "build without the device, or with docker buildx and a labs frontend");
      }
    }
  }

  private Command command() {
    return statement.json()
        ? new Command.Exec(statement.arguments())
        : new Command.Shell(String.join(" ", statement.arguments()), statement.heredocs());
  }

  private Optional<Flag> oneOf(String name, Optional<Flag> flag, List<String> values) {
    if (flag.isPresent() && !values.contains(flag.get().value())) {
      String value = flag.get().value();
      throw faults.atFlag(
          flag.get(),
          name + " is one of " + String.join(", ", values) + ", not '" + value + "'",
          Spelling.nearest(value, values)
              .map(near -> "did you mean " + near + "?")
              .orElse("write " + name + "=" + values.getFirst()));
    }
    return flag;
  }
}
