package dev.kobako.slim;

import java.io.IOException;
import java.util.List;

/**
 * One piece of knowledge about what programs load or read beside what their files prove. One class
 * each; {@link #all()} lists them. To add one: write the class, give it a {@link Guess}, list it.
 */
interface Knowledge {
  /** The name by which the user refuses it. */
  Guess guess();

  /** Keeps what the program needs, as far as this knowledge goes. */
  void apply(RunningProgram program, Closure closure) throws IOException;

  /** All of it, in the order in which it is applied. */
  static List<Knowledge> all() {
    return List.of(
        new NssKnowledge(),
        new GconvKnowledge(),
        new TlsKnowledge(),
        new TimeZoneKnowledge(),
        new TerminfoKnowledge(),
        new DlopenKnowledge(),
        new UnwinderKnowledge(),
        new ShellKnowledge(),
        new ExecKnowledge(),
        new LocaleKnowledge());
  }
}
