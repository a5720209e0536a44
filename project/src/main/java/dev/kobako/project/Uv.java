package dev.kobako.project;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Packages of PyPI that uv installs. */
final class Uv implements Ecosystem {
  private static final String LOCK = "uv.lock";
  private static final CacheMount DOWNLOADS = CacheMount.of("/root/.cache/uv");
  private static final Pattern EXACT = Pattern.compile("==\\s*([0-9]{1,3}(\\.[0-9]{1,3}){2})");

  /** Reads the lock files of all versions since 0.5. */
  private static final String USUAL = "0.8.22";

  @Override
  public String word() {
    return "uv";
  }

  @Override
  public boolean isSeenIn(ProjectFolder folder) {
    return folder.has(PythonRecipe.MANIFEST) && folder.has(LOCK);
  }

  @Override
  public DependencyLayer dependencies(ProjectFolder folder, String workdir, List<String> build) {
    return layer(folder, workdir);
  }

  private static DependencyLayer layer(ProjectFolder folder, String workdir) {
    Optional<TomlFile> manifest = TomlFile.read(folder, PythonRecipe.MANIFEST);
    List<FileCopy> manifests = new ArrayList<>();
    manifests.add(new FileCopy(List.of(PythonRecipe.MANIFEST, LOCK), "./"));
    List<Pattern> members =
        manifest
            .map(file -> file.texts("tool", "uv", "workspace", "members"))
            .orElse(List.of())
            .stream()
            .map(each -> Glob.pattern(each + "/" + PythonRecipe.MANIFEST))
            .toList();
    for (String file : folder.filesEndingWith("/" + PythonRecipe.MANIFEST)) {
      if (members.stream().anyMatch(each -> each.matcher(file).matches())) {
        PlainName.require(PythonRecipe.MANIFEST, file);
        manifests.add(new FileCopy(List.of(file), file.substring(0, file.lastIndexOf('/') + 1)));
      }
    }
    List<String> commands = new ArrayList<>();
    commands.add(
        "uv sync --locked --no-dev "
            + (members.isEmpty() ? "--no-install-project" : "--no-install-workspace"));
    if (PythonRecipe.isInstalled(folder, manifest)) {
      commands.addAll(PythonRecipe.buildTools(folder, manifest));
    }
    return new DependencyLayer(
        workdir,
        manifests,
        List.of(new RunStep(List.of(DOWNLOADS, PythonRecipe.DOWNLOADS), commands)));
  }

  @Override
  public Recipe recipe(ProjectFolder folder, Choices choices) {
    PythonRecipe python = new PythonRecipe(folder, choices);
    Matcher exact =
        EXACT.matcher(
            python
                .manifest()
                .flatMap(file -> file.text("tool", "uv", "required-version"))
                .orElse(""));
    String version = exact.find() ? exact.group(1) : USUAL;
    return python.recipe(
        layer(folder, "/app"),
        List.of(
            Line.of(
                RunStep.of("python3 -m venv /uv", "/uv/bin/pip install uv==" + version)
                    .with(PythonRecipe.DOWNLOADS)),
            Line.of(
                "ENV PATH=/uv/bin:$PATH UV_PROJECT_ENVIRONMENT=/venv UV_PYTHON_DOWNLOADS=never UV_LINK_MODE=copy")),
        folder.text(PythonRecipe.MANIFEST).orElse(""));
  }
}
