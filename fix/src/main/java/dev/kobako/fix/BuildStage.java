package dev.kobako.fix;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where the last stage compiles what its image runs, it becomes one that is not shipped: what was
 * built goes into a stage on the small variant of the same system, with all that is for running.
 */
final class BuildStage implements Fix {
  private static final List<String> NAMES = List.of("build", "builder", "compile");

  private static final Pattern COMPILERS =
      Pattern.compile("gcc|g\\+\\+|cc|c\\+\\+|clang|clang\\+\\+|cmake|make|meson|ninja|mvn|gradle");

  @Override
  public Description description() {
    return new Description(
        "build-stage",
        List.of("S06"),
        "Compile in a stage of its own, and ship what was built on the small variant of its base",
        Promise.ofResult(
            "programs, copied data and settings are the same; compilers, sources and what else the"
                + " old base had are gone"));
  }

  @Override
  public List<Change> changes(FixableFile file) {
    try {
      return change(file).stream().toList();
    } catch (NotUnderstood _) {
      return List.of();
    }
  }

  @Override
  public List<Refusal> refusals(FixableFile file) {
    try {
      change(file);
      return List.of();
    } catch (NotUnderstood e) {
      return mayCompile(file) ? List.of(e.refusal()) : List.of();
    }
  }

  private static Optional<Change> change(FixableFile file) throws NotUnderstood {
    if (file.stages().isEmpty() || file.stages().getLast().parent().isPresent()) {
      return Optional.empty();
    }
    FixableStage last = file.stages().getLast();
    Optional<BuilderBase> base = BuilderBase.of(last.from().image());
    if (base.isEmpty() || isStage(file, last.from().image())) {
      return Optional.empty();
    }
    CompilingStage compiling = CompilingStage.of(file, last, base.get());
    return compiling.compiles()
        ? Optional.of(new ResultStage(compiling, freeName(file)).change())
        : Optional.empty();
  }

  private static boolean isStage(FixableFile file, String image) {
    return names(file).contains(image.toLowerCase(Locale.ROOT));
  }

  /** Whether it is worth a word that nothing was done. */
  private static boolean mayCompile(FixableFile file) {
    FixableStage last = file.stages().getLast();
    boolean toolchain =
        BuilderBase.of(last.from().image()).filter(BuilderBase::isToolchain).isPresent();
    boolean builds =
        last.scripts().stream()
            .anyMatch(script ->
                script.any(each ->
                    each.is("go", "build", "install")
                        || each.is("cargo", "build", "install")
                        || COMPILERS.matcher(each.name()).matches()));
    return toolchain || builds;
  }

  private static Set<String> names(FixableFile file) {
    return file.stages().stream()
        .flatMap(each -> each.from().stageName().stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  private static String freeName(FixableFile file) {
    Set<String> taken = names(file);
    return Stream.concat(
            NAMES.stream(), Stream.iterate(2, each -> each + 1).map(each -> "build-" + each))
        .filter(each -> !taken.contains(each))
        .findFirst()
        .orElseThrow();
  }
}
