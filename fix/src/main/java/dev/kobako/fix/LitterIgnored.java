package dev.kobako.fix;

import dev.kobako.dockerfile.Instruction;
import dev.kobako.lint.ShellCommand;
import dev.kobako.project.ProjectFolder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What tools and version control leave beside sources is kept away from a copy of the whole
 * context, by the context's ignore file.
 */
final class LitterIgnored implements Fix {
  private static final Set<String> WHOLE = Set.of(".", "./", "/", "*", "./*");
  private static final String CACHE = "__pycache__";
  private static final String MANY = "**/";

  /** What of it is never a source. */
  private static final List<String> ALWAYS =
      List.of(
          ".hg",
          ".svn",
          ".pytest_cache",
          ".mypy_cache",
          ".ruff_cache",
          ".tox",
          ".gradle",
          ".idea",
          ".vscode");

  /** What RUN makes anew, where it makes it. */
  private static final List<Made> MADE =
      List.of(
          new Made(
              "node_modules",
              "package.json",
              command ->
                  command.is("npm", "ci", "install", "i")
                      || command.is("pnpm", "install", "i")
                      || command.is("yarn", "install")
                      || (command.name().equals("yarn") && command.operands().isEmpty())),
          new Made("target", "Cargo.toml", command -> command.is("cargo", "build", "b")),
          new Made(
              "target",
              "pom.xml",
              command ->
                  (command.name().equals("mvn") || command.name().endsWith("/mvnw"))
                      && command.hasArgument("clean")));

  /** Environments of Python; who makes one in the image wants no other. */
  private static final List<String> ENVIRONMENTS = List.of(".venv", "venv");

  /**
   * What a RUN makes.
   *
   * @param manifest what lies beside it in the context
   * @param maker whether a command makes it
   */
  private record Made(String name, String manifest, Predicate<ShellCommand> maker) {}

  @Override
  public Description description() {
    List<String> names = new ArrayList<>();
    names.addAll(List.of(".git", CACHE, "node_modules", "target", "*.dockerignore"));
    names.addAll(ALWAYS);
    names.addAll(ENVIRONMENTS);
    names.replaceAll(name -> MANY + name);
    return new Description(
        "dockerignore",
        List.of("S09"),
        "Keep what is no source away from a copy of the whole context, by .dockerignore",
        new Promise(
            "what version control and tools leave beside sources is gone, or as RUN made it",
            names,
            names,
            false,
            false));
  }

  @Override
  public List<Change> changes(FixableFile file) {
    if (file.context().isEmpty() || file.ignoreFile().isEmpty()) {
      return List.of();
    }
    ProjectFolder context = file.context().get();
    IgnoreFile ignored = file.ignoreFile().get();
    List<Broad> broad = broad(file);
    if (broad.isEmpty()) {
      return List.of();
    }
    List<String> lines =
        new Litter(file, context, broad.stream().map(Broad::stage).distinct().toList())
            .patterns().stream().filter(each -> isLetThrough(each, ignored)).toList();
    if (lines.isEmpty()) {
      return List.of();
    }
    List<String> all = new ArrayList<>(lines);
    // copied like any file, and another one in the image as soon as it is changed
    if (isLetThrough(ignored.name(), ignored)) {
      all.add(ignored.name());
    }
    return List.of(
        new Change(
            broad.getFirst().copy().statement(),
            ignored.name() + " keeps away " + String.join(", ", lines),
            List.of(),
            all));
  }

  private static boolean makesEnvironment(ShellCommand command) {
    return command.is("uv", "sync", "venv")
        || command.is("poetry", "install")
        || command.name().equals("virtualenv")
        || command.hasArgument("venv");
  }

  private static boolean isLetThrough(String pattern, IgnoreFile ignored) {
    String name = pattern.startsWith(MANY) ? pattern.substring(MANY.length()) : pattern;
    // a pattern for any depth is there where it holds for a folder that nobody else would name
    String path = pattern.startsWith(MANY) ? "a/b/" + name : name;
    return !ignored.patterns().ignores(path) && !ignored.takesBack(name);
  }

  /** A copy of the whole context. */
  private record Broad(FixableStage stage, Instruction.Copy copy) {}

  private static List<Broad> broad(FixableFile file) {
    List<Broad> broad = new ArrayList<>();
    for (FixableStage stage : file.stages()) {
      for (Instruction.Copy copy : stage.all(Instruction.Copy.class)) {
        if (copy.from().isEmpty()
            && copy.excludes().isEmpty()
            && copy.sources().stream().anyMatch(WHOLE::contains)) {
          broad.add(new Broad(stage, copy));
        }
      }
    }
    return broad;
  }

  /** What of the context is none that anybody wants, as far as the Dockerfile tells. */
  private record Litter(FixableFile file, ProjectFolder context, List<FixableStage> copying) {
    List<String> patterns() {
      List<String> patterns = new ArrayList<>();
      if (!isNamed(".git") && !new GitNeed(file, context).isThere()) {
        patterns.add(".git");
      }
      ALWAYS.stream()
          .filter(name -> context.hasFolder(name) && !isNamed(name))
          .forEach(patterns::add);
      ENVIRONMENTS.stream()
          .filter(name -> context.has(name + "/pyvenv.cfg"))
          .filter(name ->
              !isCopied(name) && (!isNamed(name) || isMade(LitterIgnored::makesEnvironment)))
          .forEach(patterns::add);
      MADE.stream()
          .filter(made -> context.hasFolder(made.name()) && context.has(made.manifest()))
          .filter(made -> !isNamed(made.name()) && isMade(made.maker()) && isUntracked(made.name()))
          .map(Made::name)
          .forEach(patterns::add);
      if (hasCache() && !isNamed(CACHE)) {
        patterns.add(MANY + CACHE);
      }
      return patterns;
    }

    /** Whether the Dockerfile has it as a part of a path, other than one of another image. */
    private boolean isNamed(String name) {
      return file.stages().stream()
          .flatMap(stage -> stage.steps().stream())
          .map(FixableStage.Step::instruction)
          .filter(each -> !(each instanceof Instruction.Copy copy && copy.from().isPresent()))
          .anyMatch(each -> names(each.statement().original(), name));
    }

    /** Whether a COPY or ADD takes it, or a part of it, from the context. */
    private boolean isCopied(String name) {
      return file.stages().stream()
          .flatMap(stage -> stage.all(Instruction.Copy.class).stream())
          .anyMatch(copy -> copy.from().isEmpty() && names(copy.statement().original(), name));
    }

    private static boolean names(String text, String name) {
      return Pattern.compile("(?<![A-Za-z0-9_.-])" + Pattern.quote(name) + "(?![A-Za-z0-9_.=-])")
          .matcher(text)
          .find();
    }

    /** Whether each stage that copies it has a RUN that makes it. */
    private boolean isMade(Predicate<ShellCommand> maker) {
      return copying.stream()
          .allMatch(stage -> stage.scripts().stream().anyMatch(script -> script.any(maker)));
    }

    /** Whether version control leaves it out, so that nobody has written what is in it. */
    private boolean isUntracked(String name) {
      Optional<String> text = context.text(".gitignore");
      Pattern line = Pattern.compile("(\\*\\*)?/?" + Pattern.quote(name) + "(/|/\\*\\*?)?");
      return text.stream()
          .flatMap(all -> Arrays.stream(all.split("\\R")))
          .map(String::strip)
          .anyMatch(each -> line.matcher(each).matches());
    }

    private boolean hasCache() {
      return context.filesEndingWith(".py").stream()
          .map(path -> path.substring(0, path.lastIndexOf('/') + 1))
          .distinct()
          .anyMatch(folder -> context.hasFolder(folder + CACHE));
    }
  }
}
