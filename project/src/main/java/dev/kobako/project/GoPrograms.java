package dev.kobako.project;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The programs that {@code go build} makes of a project's modules.
 *
 * @param folders by the programs' names, relative to the project, with a slash at the end
 */
record GoPrograms(SortedMap<String, String> folders) {
  private static final Pattern MAIN = Pattern.compile("(?m)^package main\\s*(//.*)?$");

  /**
   * The programs of modules.
   *
   * @param sources all files of Go that are no tests
   * @param evidence gets a line for each
   * @throws KobakoException a finding, where there is none
   */
  static GoPrograms in(
      ProjectFolder folder,
      SortedMap<String, GoModule> modules,
      List<String> sources,
      List<Evidence> evidence) {
    SortedSet<String> mains = new TreeSet<>();
    for (String source : sources) {
      if (isBuilt(source)
          && isOwn(folder, source)
          && folder.searchable(source).filter(GoPrograms::isMain).isPresent()) {
        mains.add(source.substring(0, source.lastIndexOf('/') + 1));
      }
    }
    SortedMap<String, String> programs = new TreeMap<>();
    for (String main : mains) {
      GoModule module = modules.get(main);
      String[] parts = main.split("/");
      String name = module != null ? module.program().orElse("app") : parts[parts.length - 1];
      PlainName.require(main + "*.go", main.isEmpty() ? name : main);
      programs.putIfAbsent(PlainName.require(main + Go.MODULE, name), main);
      evidence.add(new Evidence("program " + name, main.isEmpty() ? "main.go" : main));
    }
    if (programs.isEmpty()) {
      throw KobakoException.finding(
          Diagnostic.of(
              folder.has(Go.MODULE) ? Go.MODULE : Go.WORKSPACE,
              "no package main was found, so there is nothing that an image could run",
              "run kobako init in the folder of a module with a program"));
    }
    return new GoPrograms(programs);
  }

  /**
   * Whether it is of the module at the top, or of the workspace: {@code go build} takes no other.
   */
  private static boolean isOwn(ProjectFolder folder, String source) {
    String where = source;
    do {
      int slash = where.lastIndexOf('/', where.length() - 2);
      where = where.substring(0, slash + 1);
    } while (!where.isEmpty() && !folder.has(where + Go.MODULE));
    Optional<GoModule> workspace = GoModule.read(folder, Go.WORKSPACE);
    return workspace.isPresent() ? workspace.get().used().contains(where) : where.isEmpty();
  }

  /** Whether a file counts for {@code go build}; examples and tools are not what is shipped. */
  private static boolean isBuilt(String source) {
    for (String part : source.split("/")) {
      if (part.startsWith("_")
          || Set.of("testdata", "examples", "example", "tools", "scripts", "hack").contains(part)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isMain(String text) {
    return MAIN.matcher(text).find() && !text.contains("//go:build ignore");
  }

  /** Their names, that of the module at the top first. */
  List<String> names(Optional<GoModule> top) {
    List<String> names = new ArrayList<>(folders.keySet());
    top.flatMap(GoModule::program).filter(names::remove).ifPresent(names::addFirst);
    return names;
  }
}
