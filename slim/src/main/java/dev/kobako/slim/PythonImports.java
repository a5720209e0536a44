package dev.kobako.slim;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a Python module's text says about other modules.
 *
 * @param statements its imports, in order
 * @param texts string constants that could name a module or something in one
 * @param computed names of packages out of which it imports by a name that it computes; the empty
 *     name where nothing of the name is known
 * @param groups entry-point groups that it asks for
 * @param libraries names for {@code ctypes.util.find_library}
 */
record PythonImports(
    List<Statement> statements,
    Set<String> texts,
    Set<String> computed,
    Set<String> groups,
    Set<String> libraries) {
  /** Nothing. */
  static final PythonImports NONE =
      new PythonImports(List.of(), Set.of(), Set.of(), Set.of(), Set.of());

  /**
   * One imported module.
   *
   * @param level how many dots come before the name
   * @param module the dotted name; may be empty after dots
   * @param names what is taken out of it, which may be modules too; a star is one of them
   * @param lazy whether it is in a function, and so not run by the import of this module
   */
  record Statement(int level, String module, List<String> names, boolean lazy) {
    Statement {
      names = List.copyOf(names);
    }
  }

  PythonImports {
    statements = List.copyOf(statements);
    texts = new LinkedHashSet<>(texts);
    computed = new LinkedHashSet<>(computed);
    groups = new LinkedHashSet<>(groups);
    libraries = new LinkedHashSet<>(libraries);
  }
}
