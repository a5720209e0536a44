package dev.kobako.project;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.diagnostic.PrintableText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The Dockerfile of a project in Python, whatever manages its packages: they are installed into
 * {@code /venv}, which the last stage takes as it is.
 */
final class PythonRecipe {
  static final String MANIFEST = "pyproject.toml";

  /** The virtual environment that ends in the image; pip itself stays out of it. */
  static final String VENV = "python3 -m venv --without-pip /venv";

  /** What installs into it. */
  static final String PIP = "pip --python /venv/bin/python";

  static final CacheMount DOWNLOADS = CacheMount.of("/root/.cache/pip");
  private static final String WORKDIR = "/app";

  /** Packages that are compiled here, with Debian's that this takes, and those that a run takes. */
  private static final Map<String, List<String>> COMPILED =
      Map.of(
          "psycopg2", List.of("libpq-dev", "libpq5"),
          "mysqlclient", List.of("default-libmysqlclient-dev", "libmariadb3"),
          "pycairo", List.of("libcairo2-dev", "libcairo2"),
          "python-ldap", List.of("libldap2-dev", "libldap-2.5-0"),
          "pyodbc", List.of("unixodbc-dev", "libodbc2"));

  /** What asks git for the version. */
  private static final String[] TAGS = {"setuptools_scm", "setuptools-scm", "hatch-vcs"};

  private final ProjectFolder folder;
  private final Choices choices;
  private final Optional<TomlFile> manifest;
  private final List<Evidence> evidence = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  PythonRecipe(ProjectFolder folder, Choices choices) {
    this.folder = folder;
    this.choices = choices;
    this.manifest = TomlFile.read(folder, MANIFEST);
  }

  Optional<TomlFile> manifest() {
    return manifest;
  }

  void note(String words) {
    notes.add(words);
  }

  /**
   * The commands by which a build later needs no network: a virtual environment with what the
   * project's own build asks for.
   */
  static List<String> buildTools(ProjectFolder folder, Optional<TomlFile> manifest) {
    String read =
        manifest.filter(file -> file.has("build-system", "requires")).isPresent()
            ? read(folder, manifest, "*file['build-system']['requires'], 'wheel'")
            : "printf 'setuptools\\nwheel\\n'";
    return List.of(
        read + " > /tmp/build.txt",
        "python3 -m venv /build",
        "/build/bin/pip install -r /tmp/build.txt");
  }

  /** The command that prints values of the manifest; for old versions, pip brings a parser. */
  static String read(ProjectFolder folder, Optional<TomlFile> manifest, String values) {
    String version = PythonVersion.of(folder, manifest, new ArrayList<>());
    boolean isOld = Integer.parseInt(version.split("\\.")[1]) < 11;
    return "python3 -c \""
        + (isOld ? "from pip._vendor import tomli as tomllib; " : "import tomllib; ")
        + "file = tomllib.load(open('pyproject.toml', 'rb')); print("
        + values
        + ", sep='\\n')\"";
  }

  /** Whether the project itself is installed as a package, since its program is a script of it. */
  static boolean isInstalled(ProjectFolder folder, Optional<TomlFile> manifest) {
    return PythonProgram.of(folder, manifest, "").filter(PythonProgram::isInstalled).isPresent();
  }

  /**
   * The whole of it.
   *
   * @param layer the dependencies
   * @param tools instructions before them
   * @param dependencies the text in which they are named
   */
  Recipe recipe(DependencyLayer layer, List<Line> tools, String dependencies) {
    PythonProgram program =
        PythonProgram.of(folder, manifest, dependencies)
            .orElseThrow(() ->
                KobakoException.finding(
                    Diagnostic.of(
                        folder.has(MANIFEST) ? MANIFEST : PrintableText.of(folder.name()),
                        "tells of no program: no script of the project, no main.py or app.py, no __main__.py",
                        "name a script in [project.scripts]")));
    String version = PythonVersion.of(folder, manifest, evidence);
    List<String> compiling = compiling(dependencies);
    String slim = "python:" + DebianSuite.tag(version, "slim");
    String builder =
        choices
            .builder()
            .orElse(compiling.isEmpty() ? slim : "python:" + DebianSuite.tag(version, ""));
    Stage stage = Stage.named("dependencies", builder);
    if (!compiling.isEmpty()) {
      evidence.add(new Evidence("compiled here: " + String.join(", ", compiling), "dependencies"));
      stage = stage.with(DebianSuite.install(packages(compiling, 0)));
    }
    if (folder.mentions(List.of(MANIFEST, "setup.py", "setup.cfg"), TAGS)) {
      note(
          "the package's version is that of a tag in git, which a build doesn't see:"
              + " set SETUPTOOLS_SCM_PRETEND_VERSION");
      stage = stage.with("ENV SETUPTOOLS_SCM_PRETEND_VERSION=0");
    }
    stage =
        stage
            .with(tools)
            .with("WORKDIR " + WORKDIR)
            .with(layer, "Installed anew only when these files change.");
    List<Stage> stages = new ArrayList<>(List.of(stage));
    String from = "dependencies";
    if (program.isInstalled()) {
      stages.add(
          Stage.named("build", "dependencies")
              .with("COPY . .")
              .with(
                  Line.of(
                      RunStep.of(
                          "/build/bin/pip wheel --no-cache-dir --no-deps --no-build-isolation --wheel-dir /wheels .",
                          PIP + " install --no-cache-dir --no-deps --no-index /wheels/*.whl"))));
      from = "build";
    }
    stages.add(last(choices.base().orElse(slim), from, program, compiling));
    return new Recipe(
        evidence,
        notes,
        layer,
        stages,
        List.of(
            "**/__pycache__",
            "**/*.pyc",
            ".venv",
            "venv",
            ".pytest_cache",
            ".mypy_cache",
            ".ruff_cache",
            ".tox"));
  }

  private Stage last(String base, String from, PythonProgram program, List<String> compiling) {
    Stage stage = Stage.last(base);
    if (!compiling.isEmpty() && choices.base().isEmpty()) {
      stage = stage.with(DebianSuite.install(packages(compiling, 1)));
    }
    stage =
        stage.with(
            "ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1",
            "WORKDIR " + WORKDIR,
            "COPY --from=" + from + " /venv /venv");
    if (!program.isInstalled()) {
      stage = stage.with("COPY . .");
    }
    stage = stage.with("USER " + NativeResult.USER);
    if (program.port().isPresent()) {
      stage = stage.with("EXPOSE " + program.port().getAsInt());
    }
    return stage.with(
        "CMD ["
            + program.command().stream()
                .map(each -> "\"" + each + "\"")
                .collect(Collectors.joining(", "))
            + "]");
  }

  private static List<String> compiling(String dependencies) {
    return COMPILED.keySet().stream()
        .sorted()
        .filter(name ->
            java.util.regex.Pattern.compile("(?i)(?<![\\w-])" + name + "(?![\\w-])")
                .matcher(dependencies)
                .find())
        .toList();
  }

  private static SortedSet<String> packages(List<String> compiling, int which) {
    SortedSet<String> packages = new TreeSet<>();
    compiling.forEach(name -> packages.add(COMPILED.getOrDefault(name, List.of()).get(which)));
    return packages;
  }
}
