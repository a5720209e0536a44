package dev.kobako.project;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Packages of PyPI that pip installs: from requirements files, else from what {@code
 * pyproject.toml} or {@code setup.py} and {@code setup.cfg} name.
 */
final class Pip implements Ecosystem {
  private static final List<String> REQUIREMENTS =
      List.of(
          "requirements.txt",
          "requirements/production.txt",
          "requirements/prod.txt",
          "requirements/base.txt");
  private static final Pattern INCLUDED =
      Pattern.compile("(?m)^\\s*(?:-[rc]|--(?:requirement|constraint)[ =])\\s*([^\\s#]+)");

  /** The project itself: {@code .}, {@code -e ./}, {@code --editable=.[dev]}. */
  private static final Pattern ITSELF =
      Pattern.compile(
          "(?m)^[ \\t]*(?:(?:-e|--editable)[ =]*)?\\./?(?:\\[[^\\]\\n]*\\])?[ \\t]*(?:#.*)?\\r?$");

  private static final String WITHOUT_ITSELF =
      "sed -i -E '/^[[:blank:]]*((-e|--editable)[ =]*)?\\.\\/?(\\[[^]]*\\])?[[:space:]]*(#.*)?$/d' ";
  private static final int MAX_FILES = 50;

  @Override
  public String word() {
    return "pip";
  }

  @Override
  public boolean isSeenIn(ProjectFolder folder) {
    boolean others = Poetry.manages(folder) || folder.has("uv.lock");
    return !others
        && (requirements(folder).isPresent()
            || SetupScript.isIn(folder)
            || TomlFile.read(folder, PythonRecipe.MANIFEST)
                .filter(file -> file.has("project") || file.has("build-system"))
                .isPresent());
  }

  private static Optional<String> requirements(ProjectFolder folder) {
    return REQUIREMENTS.stream().filter(folder::has).findFirst();
  }

  @Override
  public DependencyLayer dependencies(ProjectFolder folder, String workdir, List<String> build) {
    return layer(folder, workdir, TomlFile.read(folder, PythonRecipe.MANIFEST));
  }

  private static DependencyLayer layer(
      ProjectFolder folder, String workdir, Optional<TomlFile> manifest) {
    List<FileCopy> manifests = new ArrayList<>();
    List<String> commands = new ArrayList<>(List.of(PythonRecipe.VENV));
    boolean installed = PythonRecipe.isInstalled(folder, manifest);
    Optional<String> requirements = requirements(folder);
    if (requirements.isPresent()) {
      SequencedSet<String> files = included(folder, requirements.get());
      files.forEach(file ->
          manifests.add(
              new FileCopy(
                  List.of(file),
                  file.substring(0, file.lastIndexOf('/') + 1)
                      + (file.indexOf('/') < 0 ? "./" : ""))));
      List<String> naming =
          files.stream()
              .filter(file -> ITSELF.matcher(folder.text(file).orElse("")).find())
              .toList();
      if (!naming.isEmpty()) {
        commands.add(WITHOUT_ITSELF + String.join(" ", naming));
      }
      commands.add(PythonRecipe.PIP + " install -r " + requirements.get());
      if (installed) {
        manifests.add(new FileCopy(List.of(PythonRecipe.MANIFEST), "./"));
      }
    } else if (manifest.filter(file -> file.has("project")).isPresent()) {
      manifests.add(new FileCopy(List.of(PythonRecipe.MANIFEST), "./"));
      commands.add(
          PythonRecipe.read(folder, manifest, "*file['project'].get('dependencies', [])")
              + " > /tmp/requirements.txt");
      commands.add(PythonRecipe.PIP + " install -r /tmp/requirements.txt");
    } else if (SetupScript.isIn(folder)) {
      SetupScript script = new SetupScript(folder);
      manifests.addAll(script.manifests());
      commands.addAll(PythonRecipe.buildTools(folder, manifest));
      commands.addAll(script.requirements("/tmp/requirements.txt"));
      commands.add(PythonRecipe.PIP + " install -r /tmp/requirements.txt");
    }
    if (installed) {
      commands.addAll(PythonRecipe.buildTools(folder, manifest));
    }
    return new DependencyLayer(
        workdir, manifests, List.of(new RunStep(List.of(PythonRecipe.DOWNLOADS), commands)));
  }

  /** A requirements file and those that it includes. */
  private static SequencedSet<String> included(ProjectFolder folder, String first) {
    SequencedSet<String> files = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(first));
    while (!open.isEmpty() && files.size() < MAX_FILES) {
      String file = open.removeFirst();
      Optional<String> text = folder.text(file);
      if (text.isPresent() && files.add(PlainName.require(first, file))) {
        Matcher matcher = INCLUDED.matcher(text.get());
        while (matcher.find()) {
          open.addLast(
              CargoPackage.inProject(
                  file.substring(0, file.lastIndexOf('/') + 1), matcher.group(1), file));
        }
      }
    }
    return files;
  }

  @Override
  public Recipe recipe(ProjectFolder folder, Choices choices) {
    PythonRecipe python = new PythonRecipe(folder, choices);
    Optional<String> requirements = requirements(folder);
    StringBuilder dependencies = new StringBuilder();
    requirements.ifPresent(first ->
        included(folder, first).forEach(file -> dependencies.append(folder.text(file).orElse(""))));
    if (requirements.isEmpty()) {
      for (String file : List.of(PythonRecipe.MANIFEST, "setup.py", "setup.cfg")) {
        dependencies.append(folder.text(file).orElse(""));
      }
      python.note(
          "no lock file names the versions of packages, so each build may take other ones;"
              + " pip-compile or uv lock writes one");
    }
    boolean named =
        requirements.isPresent()
            || python.manifest().filter(file -> file.has("project")).isPresent();
    if (!named && SetupScript.isIn(folder)) {
      new SetupScript(folder).notes().forEach(python::note);
    } else if (requirements.isEmpty()
        && python
            .manifest()
            .filter(file -> file.texts("project", "dynamic").contains("dependencies"))
            .isPresent()) {
      python.note(
          "pyproject.toml leaves its dependencies to another file (dynamic), which isn't read:"
              + " name them there, or in requirements.txt");
    }
    return python.recipe(
        layer(folder, "/app", python.manifest()), List.of(), dependencies.toString());
  }
}
