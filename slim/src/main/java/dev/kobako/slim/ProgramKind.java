package dev.kobako.slim;

import java.io.IOException;
import java.util.List;

/**
 * What a kind of program needs beside what its executable's file proves: the modules that a Python
 * program imports, a Node program's packages, the jars of a Java program. One class each; {@link
 * #all()} lists them. An object serves one closure and may remember what it has followed.
 */
interface ProgramKind {
  /** The name by which the user refuses it, which is that of the language or runtime. */
  Guess guess();

  /** Whether this is such a program, judged by its executable and arguments. */
  boolean runs(Invocation invocation, Closure closure) throws IOException;

  /**
   * Keeps what the program needs as far as its files prove it, with reasons that lead to what needs
   * it. Damaged files are no error: what can't be read proves nothing. The executable itself and
   * what its loader maps are kept already.
   */
  void follow(Invocation invocation, Closure closure) throws IOException;

  /** All of them, new. */
  static List<ProgramKind> all() {
    return List.of(
        new PythonKind(),
        new PerlKind(),
        new RubyKind(),
        new PhpKind(),
        new NodeKind(),
        new JavaKind());
  }
}
