package dev.kobako.slim;

import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Resolution;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Follows what a Python interpreter is started with: the script, module or text, and the names of
 * modules among the further words and variables, as servers and frameworks take them.
 */
record PythonStart(
    Closure closure, PythonProgram program, PythonReader reader, ImagePath interpreter) {
  /** Follows them. */
  void follow(Invocation invocation, PythonCommandLine line) throws IOException {
    Reason asked = Reason.needed(interpreter, "started by");
    switch (line.start()) {
      case PythonCommandLine.Start.Nothing _ -> {}
      case PythonCommandLine.Start.Text(String text) ->
          program.follow(
              PythonSource.read(text, true), PythonKind.main(interpreter), interpreter, true);
      case PythonCommandLine.Start.Module(String name) -> {
        program.request("runpy", asked, false);
        program.request(name, asked, true);
        program.request(name + ".__main__", asked, true);
        names(invocation);
      }
      case PythonCommandLine.Start.Script(String path) -> {
        if (path.indexOf('\0') < 0) {
          script(invocation.absolute(path), asked);
        }
        names(invocation);
      }
    }
  }

  private void script(String path, Reason asked) throws IOException {
    Resolution found = closure.tree().resolve(path);
    if (found.entry().orElse(null) instanceof Entry.Directory) {
      program.request("runpy", asked, false);
      closure.keep(path, asked);
      if (closure.tree().resolve(path + "/__main__.py").file().isPresent()) {
        script(path + "/__main__.py", asked);
      }
      return;
    }
    Optional<Entry.RegularFile> file = found.file();
    if (file.isEmpty()) {
      return;
    }
    closure.keep(path, asked);
    PythonModule main = PythonKind.main(found.place());
    if (PythonArchive.isArchive(file.get())) {
      program.request("runpy", asked, false);
      program.request("zipimport", asked, false);
      for (PythonImports imports : PythonArchive.imports(file.get())) {
        program.follow(imports, main, found.place(), true);
      }
      return;
    }
    program.follow(reader.main(file.get()), main, found.place(), true);
    PythonKind.keepConventions(found.place(), closure);
  }

  private void names(Invocation invocation) throws IOException {
    List<String> words = invocation.arguments();
    for (int i = 2; i < words.size() && i < 100; i++) {
      named(words.get(i), Reason.guessed(interpreter, "named to", Guess.PYTHON));
    }
    for (var variable : invocation.environment().entrySet()) {
      if (!variable.getKey().startsWith("PYTHON")) {
        named(
            variable.getValue(),
            Reason.guessed(interpreter, "named by " + variable.getKey() + " to", Guess.PYTHON));
      }
    }
  }

  private void named(String word, Reason reason) throws IOException {
    String name = word.endsWith(".py") ? word.substring(0, word.length() - 3) : word;
    int colon = name.indexOf(':');
    if (PythonSource.couldName(name)
        && program.isOwn(colon < 0 ? name : name.substring(0, colon))) {
      program.request(colon < 0 ? name : name.substring(0, colon), reason, true);
    }
  }
}
