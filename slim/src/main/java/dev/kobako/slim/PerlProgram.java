package dev.kobako.slim;

import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Follows the modules of one Perl program from file to file. */
final class PerlProgram {
  /**
   * What C code of the interpreter loads: for layers, globs, named captures, methods of handles.
   */
  private static final List<String> LOADED_BY_INTERPRETER =
      List.of(
          "Carp",
          "Errno",
          "File::Glob",
          "IO::File",
          "PerlIO::scalar",
          "PerlIO::encoding",
          "Tie::Hash::NamedCapture",
          "attributes",
          "feature",
          "strict",
          "warnings",
          "utf8",
          "mro",
          "re",
          "overloading",
          "XSLoader");

  private static final int MOST_FILES = 20_000;

  private final Closure closure;
  private final List<String> folders;
  private final Set<String> used = new HashSet<>();
  private final Deque<Step> ahead = new ArrayDeque<>();
  private boolean unicode;

  /** Whether what a text only may load counts. */
  private boolean guessing = true;

  private record Step(String path, String module) {}

  PerlProgram(Closure closure, List<String> folders) {
    this.closure = closure;
    this.folders = new ArrayList<>(folders);
  }

  /** Follows all that was asked for until nothing new comes. */
  void run() throws IOException {
    while (!ahead.isEmpty()) {
      Step step = ahead.poll();
      Optional<String> text = ScriptText.at(step.path(), closure);
      if (text.isPresent()) {
        ImagePath by = closure.tree().resolve(step.path()).place();
        follow(text.get(), by, step.module(), by.parent().orElse(by).toString());
      }
    }
  }

  /**
   * Follows what the interpreter loads by itself, after the program's own: a layer for encodings in
   * it could load all converters, which shows no need of them where the runs were seen.
   */
  void followInterpreter(Reason reason) throws IOException {
    guessing = closure.options().allows(Guess.LAZY);
    for (String name : LOADED_BY_INTERPRETER) {
      use(name, reason);
    }
    run();
  }

  /**
   * Keeps a module wherever the search path has it: the first would do, but which one that is
   * depends on how the interpreter was built.
   */
  void use(String module, Reason reason) throws IOException {
    String path = module.replace("::", "/");
    if (path.isEmpty() || path.startsWith("/") || path.contains("..") || !used.add(module)) {
      return;
    }
    for (String folder : List.copyOf(folders)) {
      if (keepFile(folder + "/" + path + ".pm", module, reason)) {
        keepAuto(folder + "/auto/" + path, reason);
      }
    }
  }

  private boolean keepFile(String path, String module, Reason reason) {
    if (!PerlKind.isFile(path, closure) || used.size() > MOST_FILES) {
      return false;
    }
    closure.keep(path, reason);
    ahead.add(new Step(path, module));
    return true;
  }

  /** The library of a module, and functions that were split off. */
  private void keepAuto(String folder, Reason reason) throws IOException {
    if (!InterpreterConstants.isFolder(folder, closure)) {
      return;
    }
    ImagePath place = closure.tree().resolve(folder).place();
    for (String name : closure.tree().names(place)) {
      if (!(closure.tree().entry(place.child(name)).orElse(null) instanceof Entry.Directory)) {
        Includes.keepInPlace(
            folder + "/" + name, closure, reason.as("part of a module " + reason.how()));
      }
    }
  }

  /**
   * Asks for what a text uses.
   *
   * @param by its file
   * @param module its name; empty for a script
   * @param here the folder that it is in
   */
  void follow(String text, ImagePath by, String module, String here) throws IOException {
    PerlSource source = PerlSource.read(text);
    for (String folder : source.folders()) {
      addFolder(folder, here);
    }
    Reason used = Reason.needed(by, "used by");
    for (String name : source.modules()) {
      use(name, used);
    }
    for (String file : source.files()) {
      keepRequired(file, here, used);
    }
    if (guessing) {
      followGuesses(source, by, module);
    }
  }

  private void followGuesses(PerlSource source, ImagePath by, String module) throws IOException {
    Reason named = Reason.guessed(by, "named in", Guess.PERL);
    for (String name : source.names()) {
      use(name, named);
      if (name.lastIndexOf("::") > 0) {
        use(name.substring(0, name.lastIndexOf("::")), named);
      }
    }
    if (source.computed() && !module.isEmpty()) {
      keepBelow(module, Reason.guessed(by, "loaded by a computed name in", Guess.PERL));
    }
    if (source.unicode()) {
      keepUnicode(Reason.guessed(by, "Unicode tables for", Guess.PERL));
    }
  }

  private void addFolder(String folder, String here) {
    String path = folder;
    for (String own : List.of("$FindBin::Bin", "$FindBin::RealBin", "${FindBin::Bin}", "$Bin")) {
      if (folder.startsWith(own)) {
        path = here + folder.substring(own.length());
      }
    }
    path = path.startsWith("/") ? path : here + "/" + path;
    if (path.startsWith("/") && path.indexOf('\0') < 0 && !folders.contains(path)) {
      if (InterpreterConstants.isFolder(path, closure)) {
        folders.addFirst(path);
      }
    }
  }

  private void keepRequired(String file, String here, Reason reason) {
    if (file.indexOf('\0') >= 0 || file.isEmpty() || !used.add("file " + here + " " + file)) {
      return;
    }
    List<String> places = new ArrayList<>();
    if (file.startsWith("/")) {
      places.add(file);
    } else {
      places.add(here + "/" + file);
      folders.forEach(folder -> places.add(folder + "/" + file));
    }
    for (String place : places) {
      if (place.startsWith("/") && keepFile(place, "", reason)) {
        return;
      }
    }
  }

  /** The modules below one that loads them by name, such as drivers and protocols. */
  private void keepBelow(String module, Reason reason) throws IOException {
    for (String folder : List.copyOf(folders)) {
      String below = folder + "/" + module.replace("::", "/");
      if (InterpreterConstants.isFolder(below, closure)) {
        for (String name : closure.tree().names(closure.tree().resolve(below).place())) {
          if (name.endsWith(".pm")) {
            use(module + "::" + name.substring(0, name.length() - 3), reason);
          }
        }
      }
    }
  }

  private void keepUnicode(Reason reason) throws IOException {
    if (unicode) {
      return;
    }
    unicode = true;
    for (String folder : List.copyOf(folders)) {
      closure.keepAll(folder + "/unicore", reason);
    }
  }
}
