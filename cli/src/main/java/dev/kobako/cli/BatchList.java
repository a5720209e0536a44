package dev.kobako.cli;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.slim.Closure;
import dev.kobako.slim.ClosureOptions;
import dev.kobako.slim.Kept;
import dev.kobako.slim.Missing;
import dev.kobako.slim.Reason;
import dev.kobako.slim.Source;
import dev.kobako.tree.Entry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Closures of many programs in one go: each by itself, but every file is read once. */
final class BatchList {
  private BatchList() {}

  /**
   * Reads programs from standard input and prints {@code PROGRAM<TAB>PATH} for every file and link.
   *
   * @return 0, or 1 where some program has no closure; the others are printed all the same
   */
  static int run(Source source, ClosureOptions options, Console console) throws IOException {
    Closure shared = new Closure(source, options);
    int code = 0;
    StringBuilder text = new StringBuilder();
    var in =
        new BufferedReader(new InputStreamReader(console.in(), StandardCharsets.UTF_8), 1 << 16);
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String program = line.strip();
      if (!program.isEmpty() && !one(shared.fresh(), program, text, console.err())) {
        code = 1;
      }
    }
    console.out().print(text);
    return code;
  }

  private static boolean one(Closure closure, String program, StringBuilder text, PrintStream err)
      throws IOException {
    try {
      String path =
          program.startsWith("/") ? program : closure.inSearchPath(program).orElse("/" + program);
      if (closure.keepProgram(path, Reason.asked("named on standard input")).isEmpty()) {
        err.println("kobako: " + program + ": is not there in " + closure.source().name());
        return false;
      }
    } catch (KobakoException e) {
      err.println("kobako: " + e.diagnostic().render());
      return false;
    }
    for (Missing missing : closure.missing()) {
      err.println(
          "kobako: " + missing.neededBy() + ": needs " + missing.name() + ": " + missing.why());
    }
    for (Kept kept : closure.keepSet().all()) {
      if (!(kept.entry() instanceof Entry.Directory)) {
        text.append(program).append('\t').append(kept.path()).append('\n');
      }
    }
    return closure.missing().isEmpty();
  }
}
