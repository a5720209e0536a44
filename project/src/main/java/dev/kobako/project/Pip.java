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
 * pyproject.toml} or {@code setup.py} names.
 */
final class Pip implements Ecosystem {
  private static final String SETUP = "setup.py";
  private static final List<String> REQUIREMENTS =
      List.of(
          "requirements.txt",
          "requirements/production.txt",
          "requirements/prod.txt",
          "requirements/base.txt");
  private static final Pattern INCLUDED =
      Pattern.compile("(?m)^\\s*(?:-r|-c|--requirement|--constraint)[ =]\\s*([^\\s#]+)");
  private static final Pattern ITSELF = Pattern.compile("(?m)^\\s*(?:-e\\s*)?\\.\\s*$");
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
            || folder.has(SETUP)
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
      commands.add(install(folder, requirements.get(), commands));
      if (installed) {
        manifests.add(new FileCopy(List.of(PythonRecipe.MANIFEST), "./"));
      }
    } else if (manifest.filter(file -> file.has("project")).isPresent()) {
      manifests.add(new FileCopy(List.of(PythonRecipe.MANIFEST), "./"));
      commands.add(
          PythonRecipe.read(folder, manifest, "*file['project'].get('dependencies', [])")
              + " > /tmp/requirements.txt");
      commands.add(PythonRecipe.PIP + " install -r /tmp/requirements.txt");
    } else if (folder.has(SETUP)) {
      manifests.add(new FileCopy(setupFiles(folder), "./"));
      commands.addAll(PythonRecipe.buildTools(folder, manifest));
      commands.add("/build/bin/python setup.py -q egg_info --egg-base /tmp");
      commands.add(
          "find /tmp -name requires.txt -exec sed '/^\\[/,$d' {} ';' > /tmp/requirements.txt");
      commands.add(PythonRecipe.PIP + " install -r /tmp/requirements.txt");
    }
    if (installed) {
      commands.addAll(PythonRecipe.buildTools(folder, manifest));
    }
    return new DependencyLayer(
        workdir, manifests, List.of(new RunStep(List.of(PythonRecipe.DOWNLOADS), commands)));
  }

  /** The command, after one that leaves out the project itself where the file names it. */
  private static String install(ProjectFolder folder, String requirements, List<String> commands) {
    if (!ITSELF.matcher(folder.text(requirements).orElse("")).find()) {
      return PythonRecipe.PIP + " install -r " + requirements;
    }
    commands.add("sed -i '/^ *\\(-e *\\)\\?\\. *$/d' " + requirements);
    return PythonRecipe.PIP + " install -r " + requirements;
  }

  private static List<String> setupFiles(ProjectFolder folder) {
    return folder.files().stream()
        .filter(file ->
            file.equals(SETUP)
                || file.equals("setup.cfg")
                || file.equals("VERSION")
                || (file.startsWith("README") && PlainName.is(file)))
        .toList();
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
      dependencies.append(
          folder.text(PythonRecipe.MANIFEST).or(() -> folder.text(SETUP)).orElse(""));
      python.note(
          "no lock file names the versions of packages, so each build may take other ones;"
              + " pip-compile or uv lock writes one");
    }
    return python.recipe(
        layer(folder, "/app", python.manifest()), List.of(), dependencies.toString());
  }
}
