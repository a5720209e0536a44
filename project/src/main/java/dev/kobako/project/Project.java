package dev.kobako.project;

import dev.kobako.diagnostic.Choice;
import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.diagnostic.PrintableText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A source project and the files by which it becomes an image.
 *
 * @param ecosystem what its dependencies are managed by
 * @param evidence what was read of it, and where
 * @param notes what its user should know or decide; sentences without a full stop
 * @param dependencies the layer of its dependencies
 * @param dockerfile the text of the Dockerfile
 * @param ignoreFile the text of {@code .dockerignore}
 */
public record Project(
    String ecosystem,
    List<Evidence> evidence,
    List<String> notes,
    DependencyLayer dependencies,
    String dockerfile,
    String ignoreFile) {
  /** Files that no build needs, whatever a project is written in. */
  private static final List<String> IGNORED =
      List.of(
          ".git",
          ".gitignore",
          ".github",
          ".idea",
          ".vscode",
          ".env",
          "*.md",
          "**/.DS_Store",
          "Dockerfile*",
          ".dockerignore",
          "compose*.y*ml",
          "docker-compose*.y*ml");

  public Project {
    evidence = List.copyOf(evidence);
    notes = List.copyOf(notes);
  }

  /** The ecosystems of a folder, in the order of {@link Ecosystem#all}. */
  public static List<Ecosystem> ecosystems(ProjectFolder folder) {
    return Ecosystem.all().stream().filter(each -> each.isSeenIn(folder)).toList();
  }

  /**
   * Reads a project.
   *
   * @param ecosystem which one its user means
   * @throws KobakoException usage, where it is of none or of several; a finding, where a manifest
   *     can't be read or says nothing of a program
   */
  public static Project read(ProjectFolder folder, Optional<String> ecosystem, Choices choices) {
    Ecosystem chosen = ecosystem.map(Project::named).orElseGet(() -> only(folder));
    if (!chosen.isSeenIn(folder)) {
      throw KobakoException.usage(
          Diagnostic.of("--ecosystem " + chosen.word(), "the folder has no manifest of it"));
    }
    Recipe recipe = chosen.recipe(folder, choices);
    return new Project(
        chosen.word(),
        recipe.evidence(),
        recipe.notes(),
        recipe.dependencies(),
        recipe.stages().stream().map(Stage::text).collect(Collectors.joining("\n")),
        ignoreFile(folder, recipe.ignored()));
  }

  private static Ecosystem named(String word) {
    return Choice.of("--ecosystem", word, Ecosystem.all(), Ecosystem::word);
  }

  private static Ecosystem only(ProjectFolder folder) {
    List<Ecosystem> seen = ecosystems(folder);
    if (seen.size() == 1) {
      return seen.getFirst();
    }
    String words =
        (seen.isEmpty() ? Ecosystem.all() : seen)
            .stream().map(Ecosystem::word).collect(Collectors.joining(", "));
    throw KobakoException.usage(
        seen.isEmpty()
            ? Diagnostic.of(
                PrintableText.of(folder.name()),
                "has no manifest at its top of " + words,
                "name the folder that has it")
            : Diagnostic.of(
                PrintableText.of(folder.name()),
                "is a project of " + words,
                "say which one the image is for: --ecosystem " + seen.getFirst().word()));
  }

  /** What every build sends in vain, and what tools of this machine have made. */
  private static String ignoreFile(ProjectFolder folder, List<String> more) {
    List<String> lines = new ArrayList<>(IGNORED);
    SortedSet<String> own = new TreeSet<>(more);
    own.removeAll(IGNORED);
    lines.addAll(own);
    if (needsTexts(folder)) {
      lines.remove("*.md");
    }
    return String.join("\n", lines) + "\n";
  }

  private static boolean isSource(String file) {
    return file.endsWith(".rs") || file.endsWith(".go") || file.endsWith(".py");
  }

  /** Whether a manifest or source names a text that a build or run then asks for. */
  private static boolean needsTexts(ProjectFolder folder) {
    List<String> manifests = List.of("Cargo.toml", "pyproject.toml", "setup.py", "setup.cfg");
    List<String> sources = folder.files().stream().filter(Project::isSource).toList();
    return folder.mentions(manifests, ".md") || folder.mentions(sources, ".md", "go:embed *");
  }
}
