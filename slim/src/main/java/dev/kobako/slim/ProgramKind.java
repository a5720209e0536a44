package dev.kobako.slim;

import java.io.IOException;
import java.util.List;

/**
 * What a kind of program needs beside what its executable's file proves: the modules that a Python
 * program imports, a Node program's packages, the jars of a Java program. One class each; {@link
 * #all()} lists them.
 */
interface ProgramKind {
  /** The language or runtime, in lower case, as users switch it off: {@code python}. */
  String name();

  /** Whether this is such a program, judged by its executable and arguments. */
  boolean runs(Invocation invocation, Closure closure) throws IOException;

  /**
   * Keeps what the program needs as far as its files prove it, with reasons that lead to what needs
   * it. Damaged files are no error: what can't be read proves nothing.
   */
  void follow(Invocation invocation, Closure closure) throws IOException;

  /** All of them. */
  static List<ProgramKind> all() {
    return List.of();
  }
}
