package dev.kobako.fix;

import dev.kobako.dockerfile.Flag;
import dev.kobako.dockerfile.Instruction;
import dev.kobako.dockerfile.SourceText;
import dev.kobako.project.ProjectFolder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The stages that a build makes. Of fixes in others no build can show whether promises hold.
 *
 * @param target the stage that is asked for, by name or number; the last one where there is none
 */
public record BuiltStages(Optional<String> target) {
  /** The same fixes, without what they would change in stages that are not built. */
  public List<Fix> only(List<Fix> fixes) {
    return fixes.stream().<Fix>map(fix -> new InBuilt(fix, this)).toList();
  }

  /** What the others would change. */
  public List<Verified.Dropped> leftOut(
      List<Fix> fixes,
      SourceText source,
      Optional<ProjectFolder> context,
      Optional<IgnoreFile> ignoreFile) {
    FixableFile file = FixableFile.of(source, context, ignoreFile);
    List<Verified.Dropped> dropped = new ArrayList<>();
    for (Fix fix : fixes) {
      List<String> stages =
          fix.changes(file).stream()
              .filter(change -> !isBuilt(file, change))
              .flatMap(change -> stage(file, change).stream())
              .map(BuiltStages::name)
              .distinct()
              .toList();
      if (!stages.isEmpty()) {
        dropped.add(new Verified.Dropped(fix, "not built: " + String.join(", ", stages)));
      }
    }
    return dropped;
  }

  private static String name(FixableStage stage) {
    return "stage " + stage.from().stageName().orElseGet(() -> String.valueOf(stage.number()));
  }

  private boolean isBuilt(FixableFile file, Change change) {
    return stage(file, change).filter(stage -> !numbers(file).contains(stage.number())).isEmpty();
  }

  private static Optional<FixableStage> stage(FixableFile file, Change change) {
    return file.stages().stream()
        .filter(stage ->
            stage.from().statement().equals(change.statement())
                || stage.steps().stream()
                    .anyMatch(step -> step.instruction().statement().equals(change.statement())))
        .findFirst();
  }

  /** The stage that is asked for, those that it stands on, and those that they take from. */
  private Set<Integer> numbers(FixableFile file) {
    Set<Integer> reached = new TreeSet<>();
    Deque<FixableStage> open = new ArrayDeque<>();
    if (!file.stages().isEmpty()) {
      open.add(
          target
              .flatMap(name -> named(file.stages(), name).stream().findFirst())
              .orElse(file.stages().getLast()));
    }
    while (!open.isEmpty()) {
      FixableStage stage = open.removeFirst();
      if (reached.add(stage.number())) {
        List<FixableStage> before = file.stages().subList(0, stage.number());
        open.addAll(named(before, stage.from().image()));
        stage.steps().stream()
            .flatMap(step -> sources(step.instruction()).stream())
            .forEach(name -> open.addAll(named(before, name)));
      }
    }
    return reached;
  }

  /** The names behind {@code --from} and {@code from=}. */
  private static List<String> sources(Instruction instruction) {
    return switch (instruction) {
      case Instruction.Copy copy -> copy.from().map(Flag::value).stream().toList();
      case Instruction.Run run ->
          run.mounts().stream()
              .flatMap(mount -> List.of(mount.value().split(",")).stream())
              .filter(field -> field.startsWith("from="))
              .map(field -> field.substring("from=".length()))
              .toList();
      default -> List.of();
    };
  }

  /** The last stage of a name; all that it could be where variables make the name. */
  private static List<FixableStage> named(List<FixableStage> stages, String name) {
    if (name.indexOf('$') >= 0) {
      return stages;
    }
    String small = name.toLowerCase(Locale.ROOT);
    return stages.reversed().stream()
        .filter(stage ->
            stage.from().stageName().filter(small::equals).isPresent()
                || String.valueOf(stage.number()).equals(small))
        .limit(1)
        .toList();
  }

  /** A fix that leaves stages alone that are not built. */
  private record InBuilt(Fix fix, BuiltStages stages) implements Fix {
    @Override
    public Description description() {
      return fix.description();
    }

    @Override
    public List<Change> changes(FixableFile file) {
      return fix.changes(file).stream().filter(each -> stages.isBuilt(file, each)).toList();
    }

    @Override
    public List<Refusal> refusals(FixableFile file) {
      return fix.refusals(file);
    }
  }
}
