package dev.kobako.slim;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The kinds of programs as one closure applies them: to each way of starting a program once. */
final class ProgramKinds {
  /**
   * Ways of starting programs that are looked at; a run may start one thing with many arguments.
   */
  private static final int MOST = 2_000;

  private final List<ProgramKind> kinds = ProgramKind.all();
  private final Set<List<String>> followed = new HashSet<>();

  /** Keeps what the program needs as one of its kind. */
  void follow(Invocation invocation, Closure closure) throws IOException {
    if (followed.size() >= MOST || !followed.add(key(invocation))) {
      return;
    }
    for (ProgramKind kind : kinds) {
      if (closure.options().allows(kind.guess()) && kind.runs(invocation, closure)) {
        kind.follow(invocation, closure);
      }
    }
  }

  private static List<String> key(Invocation invocation) {
    List<String> key = new ArrayList<>(invocation.arguments());
    key.add(invocation.program().toString());
    return key;
  }
}
