package dev.kobako.project;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a project in Python starts.
 *
 * @param command words
 * @param isInstalled whether it is a script of the package that the project is, so that the package
 *     has to be installed and the sources are not needed
 * @param port what it listens on
 */
record PythonProgram(List<String> command, boolean isInstalled, OptionalInt port) {
  private static final int PORT = 8000;
  private static final List<String> USUAL =
      List.of("main.py", "app.py", "server.py", "run.py", "wsgi.py", "asgi.py");
  private static final Pattern APPLICATION =
      Pattern.compile(
          "(?m)^([A-Za-z_][A-Za-z0-9_]{0,60})\\s*(?::[^=\\n]{1,60})?=\\s*(FastAPI|Flask|Starlette)\\(");

  /** FastAPI's extras bring it as well. */
  private static final Pattern UVICORN =
      Pattern.compile("uvicorn|fastapi-cli|fastapi\\s{0,9}\\[[\\w, -]{0,99}(?:standard|all)");

  PythonProgram {
    command = List.copyOf(command);
  }

  /**
   * The program; empty where nothing tells of one.
   *
   * @param dependencies the text in which they are named
   */
  static Optional<PythonProgram> of(
      ProjectFolder folder, Optional<TomlFile> manifest, String dependencies) {
    Optional<PythonProgram> script =
        manifest.flatMap(PythonProgram::script).map(name -> installed(folder, name));
    return script
        .or(() -> django(folder, dependencies))
        .or(() -> application(folder, dependencies))
        .or(() -> file(folder));
  }

  private static Optional<String> script(TomlFile manifest) {
    List<String> names = manifest.names("project", "scripts");
    if (names.isEmpty()) {
      names = manifest.names("tool", "poetry", "scripts");
    }
    return names.stream().filter(PlainName::is).findFirst();
  }

  private static PythonProgram installed(ProjectFolder folder, String script) {
    return new PythonProgram(
        List.of(script), true, ListeningPort.in(folder, folder.filesEndingWith(".py")));
  }

  private static PythonProgram serving(String... command) {
    return new PythonProgram(List.of(command), false, OptionalInt.of(PORT));
  }

  private static Optional<PythonProgram> django(ProjectFolder folder, String dependencies) {
    if (!folder.has("manage.py")) {
      return Optional.empty();
    }
    Optional<String> module =
        folder.filesEndingWith("/wsgi.py").stream()
            .filter(PlainName::is)
            .map(file -> file.substring(0, file.length() - ".py".length()).replace('/', '.'))
            .findFirst();
    return Optional.of(
        module.isPresent() && dependencies.contains("gunicorn")
            ? serving("gunicorn", "--bind", "0.0.0.0:" + PORT, module.get() + ":application")
            : serving("python3", "manage.py", "runserver", "0.0.0.0:" + PORT));
  }

  private static Optional<PythonProgram> application(ProjectFolder folder, String dependencies) {
    for (String file : folder.filesEndingWith(".py")) {
      Matcher matcher = APPLICATION.matcher(folder.searchable(file).orElse(""));
      if (!file.contains("test") && PlainName.is(file) && matcher.find()) {
        String module =
            file.substring(0, file.length() - ".py".length())
                .replaceFirst("/__init__$", "")
                .replace('/', '.');
        String name = module + ":" + matcher.group(1);
        boolean isFlask = matcher.group(2).equals("Flask");
        if (!isFlask && UVICORN.matcher(dependencies).find()) {
          return Optional.of(
              serving("uvicorn", name, "--host", "0.0.0.0", "--port", String.valueOf(PORT)));
        }
        if (isFlask && dependencies.contains("gunicorn")) {
          return Optional.of(serving("gunicorn", "--bind", "0.0.0.0:" + PORT, name));
        }
        if (isFlask) {
          return Optional.of(
              serving(
                  "flask",
                  "--app",
                  name,
                  "run",
                  "--host",
                  "0.0.0.0",
                  "--port",
                  String.valueOf(PORT)));
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<PythonProgram> file(ProjectFolder folder) {
    List<String> files = folder.filesEndingWith(".py");
    OptionalInt port = ListeningPort.in(folder, files);
    Optional<String> usual =
        USUAL.stream()
            .flatMap(name -> List.of(name, "src/" + name).stream())
            .filter(folder::has)
            .findFirst();
    if (usual.isPresent()) {
      return Optional.of(new PythonProgram(List.of("python3", usual.get()), false, port));
    }
    return files.stream()
        .filter(each -> each.endsWith("/__main__.py") && PlainName.is(each))
        .map(each -> each.substring(0, each.length() - "/__main__.py".length()))
        .filter(each -> each.indexOf('/') < 0)
        .findFirst()
        .map(module -> new PythonProgram(List.of("python3", "-m", module), false, port));
  }
}
