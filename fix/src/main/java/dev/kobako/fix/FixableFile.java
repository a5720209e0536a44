package dev.kobako.fix;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.dockerfile.Dockerfile;
import dev.kobako.dockerfile.Instruction;
import dev.kobako.dockerfile.Part;
import dev.kobako.dockerfile.SourceText;
import dev.kobako.dockerfile.Span;
import dev.kobako.dockerfile.Statement;
import dev.kobako.dockerfile.SyntaxTree;
import dev.kobako.lint.Words;
import dev.kobako.project.ProjectFolder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A Dockerfile as fixes see it: its stages, and in them the scripts of RUN.
 *
 * @param syntax exactly as written
 * @param stages in their order
 * @param context the folder that COPY takes files from, where that is known
 * @param ignoreFile what keeps some of that away, where it may be changed
 */
public record FixableFile(
    SyntaxTree syntax,
    List<FixableStage> stages,
    Optional<ProjectFolder> context,
    Optional<IgnoreFile> ignoreFile) {
  public FixableFile {
    stages = List.copyOf(stages);
  }

  /**
   * Reads a Dockerfile.
   *
   * @throws KobakoException a finding with line and caret, where no build would read it
   */
  public static FixableFile of(
      SourceText source, Optional<ProjectFolder> context, Optional<IgnoreFile> ignoreFile) {
    Dockerfile dockerfile = Dockerfile.parse(source);
    List<FixableStage> stages = new ArrayList<>();
    Map<String, Integer> byName = new HashMap<>();
    List<Instruction> instructions = dockerfile.instructions();
    int at = 0;
    while (at < instructions.size()) {
      int end = at + 1;
      while (end < instructions.size() && !(instructions.get(end) instanceof Instruction.From)) {
        end++;
      }
      if (instructions.get(at) instanceof Instruction.From from) {
        Optional<FixableStage> parent =
            Optional.ofNullable(byName.get(from.image().toLowerCase(Locale.ROOT))).map(stages::get);
        byName.put(String.valueOf(stages.size()), stages.size());
        from.stageName().ifPresent(name -> byName.put(name, stages.size()));
        stages.add(
            FixableStage.of(
                dockerfile.syntax(), stages.size(), parent, instructions.subList(at, end)));
      }
      at = end;
    }
    return new FixableFile(dockerfile.syntax(), stages, context, ignoreFile);
  }

  /** The stages whose layers are in the image: the last one, and those that it stands on. */
  List<FixableStage> shipped() {
    return stages.isEmpty() ? List.of() : chain(stages.getLast());
  }

  /** A stage and those that it stands on, the lowest first. */
  List<FixableStage> chain(FixableStage top) {
    List<FixableStage> chain = new ArrayList<>();
    OptionalInt next = OptionalInt.of(top.number());
    while (next.isPresent()) {
      FixableStage stage = stages.get(next.getAsInt());
      chain.addFirst(stage);
      next = stage.parent();
    }
    return chain;
  }

  /**
   * The variables that ENV sets in a stage and in those that it stands on, as written; what the
   * base image sets is not known.
   */
  Map<String, String> environment(FixableStage stage) {
    Map<String, String> environment = new HashMap<>();
    for (FixableStage each : chain(stage)) {
      for (Instruction.Env env : each.all(Instruction.Env.class)) {
        env.variables().forEach(pair -> environment.put(pair.name(), Words.unquoted(pair.value())));
      }
    }
    return environment;
  }

  /** The scripts of all RUNs that run behind one of them in its stage, or in a stage upon it. */
  List<FixableStage.Step> behind(FixableStage stage, Instruction.Run run) {
    List<FixableStage.Step> behind = new ArrayList<>();
    boolean reached = false;
    for (FixableStage.Step step : stage.steps()) {
      if (reached) {
        behind.add(step);
      }
      reached |= step.instruction().equals(run);
    }
    for (FixableStage other : stages) {
      if (other.number() > stage.number() && standsOn(other, stage)) {
        behind.addAll(other.steps());
      }
    }
    return behind;
  }

  /** Whether one of them stands on the other, or they are the same. */
  boolean areOneImage(FixableStage one, FixableStage other) {
    return one.number() == other.number() || standsOn(one, other) || standsOn(other, one);
  }

  private boolean standsOn(FixableStage stage, FixableStage base) {
    FixableStage at = stage;
    while (at.number() > base.number()) {
      if (mayBeAnyStage(at.from().image())) {
        return true;
      }
      if (at.parent().isEmpty()) {
        return false;
      }
      at = stages.get(at.parent().getAsInt());
    }
    return at.number() == base.number();
  }

  /** Whether variables may make the name of a stage, which has neither colon nor slash. */
  private static boolean mayBeAnyStage(String image) {
    String plain = image.replaceAll("\\$\\{[^}]*\\}", "");
    return image.indexOf('$') >= 0 && plain.indexOf(':') < 0 && plain.indexOf('/') < 0;
  }

  /** The lines of an instruction, with the comments right above it. */
  Span lines(Statement statement) {
    List<Part> parts = syntax.parts();
    for (int i = 0; i < parts.size(); i++) {
      if (parts.get(i) instanceof Part.Instructed(Span lines, Statement found)
          && found.equals(statement)) {
        int first = i;
        while (first > 0 && parts.get(first - 1) instanceof Part.Comment) {
          first--;
        }
        return parts.get(first).lines().to(lines);
      }
    }
    throw new IllegalArgumentException("a statement of another file");
  }

  /** The frontend that it names in {@code # syntax}. */
  Optional<Frontend> frontend() {
    return syntax.directives().stream()
        .filter(each -> each.name().equals("syntax"))
        .map(each -> new Frontend(each.value()))
        .findFirst();
  }

  /** The character that continues lines. */
  char escape() {
    return syntax.escape();
  }

  /** What lines end with. */
  String lineEnd() {
    int feed = syntax.source().text().indexOf('\n');
    return feed > 0 && syntax.source().text().charAt(feed - 1) == '\r' ? "\r\n" : "\n";
  }
}
