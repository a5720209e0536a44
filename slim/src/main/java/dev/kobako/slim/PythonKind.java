package dev.kobako.slim;

import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Resolution;
import dev.kobako.tree.Tree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Python programs: what starting the interpreter imports, and from the script, module or text that
 * it is given every module that is imported, with the packages' data and metadata.
 */
final class PythonKind implements ProgramKind {
  /** Folders beside a program that frameworks read by convention. */
  private static final List<String> CONVENTIONS =
      List.of("templates", "static", "locale", "translations");

  private static final long LONGEST_PATH_FILE = 1 << 16;

  private @Nullable PythonReader reader;

  @Override
  public Guess guess() {
    return Guess.PYTHON;
  }

  @Override
  public boolean runs(Invocation invocation, Closure closure) throws IOException {
    return PythonInstallation.isPython(invocation.program(), closure.tree())
        && closure.elfAt(invocation.program().toString()).isPresent();
  }

  @Override
  public void follow(Invocation invocation, Closure closure) throws IOException {
    Optional<PythonInstallation> found = PythonInstallation.of(invocation, closure);
    if (found.isEmpty()) {
      return;
    }
    PythonInstallation python = found.get();
    ImagePath interpreter = closure.tree().resolve(invocation.program()).place();
    Reason started = Reason.needed(interpreter, "imported when it starts by");
    python
        .configuration()
        .ifPresent(path -> closure.keep(path, Reason.needed(interpreter, "read by")));
    closure.keep(python.library() + "/lib-dynload", Reason.needed(interpreter, "looked for by"));
    PythonCommandLine line = PythonCommandLine.of(invocation.arguments());
    PathFiles pathFiles = PathFiles.of(python, closure, started);
    List<String> searchPath = searchPath(invocation, line, python, pathFiles, closure.tree());
    if (reader == null) {
      reader = new PythonReader(closure);
    }
    PythonProgram program =
        new PythonProgram(
            closure,
            python,
            new PythonModules(closure.tree(), searchPath, python.version()),
            reader,
            new PythonDistributions(closure.tree(), python.packages()));
    for (String name : PythonExtras.IMPORTED_BY_C) {
      program.request(name, started, false);
    }
    for (PathFiles.Code code : pathFiles.code()) {
      program.follow(PythonSource.read(code.line(), false), main(code.file()), code.file(), false);
    }
    program.run();
    new PythonStart(closure, program, reader, interpreter).follow(invocation, line);
    program.run();
  }

  static PythonModule main(ImagePath file) {
    return new PythonModule("", PythonModule.Form.SOURCE, file.toString(), List.of());
  }

  private static List<String> searchPath(
      Invocation invocation,
      PythonCommandLine line,
      PythonInstallation python,
      PathFiles pathFiles,
      Tree tree) {
    Set<String> folders = new LinkedHashSet<>();
    if (line.start() instanceof PythonCommandLine.Start.Script(String path)
        && path.indexOf('\0') < 0) {
      Resolution script = tree.resolve(invocation.absolute(path));
      boolean isFolder = script.entry().orElse(null) instanceof Entry.Directory;
      folders.add(
          (isFolder ? script.place() : script.place().parent().orElse(script.place())).toString());
    }
    if (!line.isolated()) {
      for (String each : invocation.environment().getOrDefault("PYTHONPATH", "").split(":")) {
        if (!each.isEmpty()) {
          folders.add(invocation.absolute(each));
        }
      }
    }
    boolean here = !(line.start() instanceof PythonCommandLine.Start.Script);
    if (here && !line.isolated()) {
      folders.add(invocation.workingDirectory());
    }
    folders.addAll(python.libraryFolders());
    folders.addAll(python.packages());
    folders.addAll(pathFiles.folders());
    // Servers that are given an application's name look for it where they were started.
    folders.add(invocation.workingDirectory());
    return folders.stream().map(each -> each.length() > 1 ? each : "").toList();
  }

  /**
   * The {@code .pth} files beside packages.
   *
   * @param folders that they add to the search path
   * @param code their lines that are run
   */
  record PathFiles(List<String> folders, List<Code> code) {
    /** A line that begins with an import. */
    record Code(ImagePath file, String line) {}

    static PathFiles of(PythonInstallation python, Closure closure, Reason reason)
        throws IOException {
      List<String> folders = new ArrayList<>();
      List<Code> code = new ArrayList<>();
      for (String packages : python.packages()) {
        ImagePath place = closure.tree().resolve(packages).place();
        for (String name : closure.tree().names(place)) {
          Optional<Entry.RegularFile> file =
              name.endsWith(".pth")
                  ? closure.tree().resolve(place.child(name)).file()
                  : Optional.empty();
          if (file.isEmpty() || file.get().content().size() > LONGEST_PATH_FILE) {
            continue;
          }
          closure.keep(place.child(name).toString(), reason.as("read when it starts by"));
          String text = new String(file.get().content().bytes(), StandardCharsets.UTF_8);
          for (String each : text.lines().map(String::strip).toList()) {
            if (each.startsWith("import ") || each.startsWith("import\t")) {
              code.add(new Code(place.child(name), each));
            } else if (!each.isEmpty() && !each.startsWith("#") && each.indexOf('\0') < 0) {
              folders.add(each.startsWith("/") ? each : packages + "/" + each);
            }
          }
        }
      }
      return new PathFiles(folders, code);
    }
  }

  /** Folders beside a program's file that frameworks read by convention. */
  static void keepConventions(ImagePath script, Closure closure) throws IOException {
    ImagePath folder = script.parent().orElse(script);
    for (String name : CONVENTIONS) {
      Resolution found = closure.tree().resolve(folder.child(name));
      if (found.entry().orElse(null) instanceof Entry.Directory) {
        closure.keepAll(
            folder.child(name).toString(),
            Reason.guessed(script, "a folder of this name beside", Guess.PYTHON));
      }
    }
  }
}
