package dev.kobako.lint;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.dockerfile.Dockerfile;
import dev.kobako.dockerfile.Instruction;
import dev.kobako.dockerfile.SourceText;
import dev.kobako.dockerfile.Statement;
import dev.kobako.dockerfile.SyntaxTree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A Dockerfile as rules see it. It may have faults that keep it from being built, as long as its
 * syntax holds: a rule may be about just that. For one thread.
 */
public final class LintedFile {
  private final SyntaxTree syntax;
  private final List<LintedInstruction> instructions;
  private final List<LintedInstruction> withTriggers;
  private final Optional<LintedContext> context;
  private @Nullable List<LayerEffects> layers;

  private LintedFile(
      SyntaxTree syntax,
      List<LintedInstruction> instructions,
      List<LintedInstruction> withTriggers,
      Optional<LintedContext> context) {
    this.syntax = syntax;
    this.instructions = List.copyOf(instructions);
    this.withTriggers = List.copyOf(withTriggers);
    this.context = context;
  }

  /** Exactly as written. */
  public SyntaxTree syntax() {
    return syntax;
  }

  /** In their order. */
  public List<LintedInstruction> instructions() {
    return instructions;
  }

  /** The same, each ONBUILD replaced by what it keeps for later. */
  public List<LintedInstruction> withTriggers() {
    return withTriggers;
  }

  /** That it would be built in; empty where nobody knows. */
  public Optional<LintedContext> context() {
    return context;
  }

  /** What its shipped layers do; looked at once, however many rules ask. */
  List<LayerEffects> layers() {
    List<LayerEffects> known = layers;
    if (known == null) {
      known = ShippedLayers.of(this);
      layers = known;
    }
    return known;
  }

  /**
   * Reads a Dockerfile.
   *
   * @throws KobakoException a finding with line and caret, where the syntax or an instruction is
   *     not one that any rule could be about
   */
  public static LintedFile of(SourceText source) {
    SyntaxTree syntax = SyntaxTree.parse(source);
    List<LintedInstruction> all = new ArrayList<>();
    for (Statement statement : syntax.statements()) {
      all.add(read(source, statement));
    }
    return new LintedFile(
        syntax, all, all.stream().map(LintedInstruction::unwrapped).toList(), Optional.empty());
  }

  /**
   * Reads a Dockerfile as hadolint decodes it: with or without a byte order mark, bytes that are no
   * UTF-8 as question marks. A build may refuse it for these, a rule need not.
   *
   * @param place how messages call it
   * @throws KobakoException as {@link #of(SourceText)}, or where there is a NUL
   */
  public static LintedFile of(String place, byte[] bytes) {
    return of(SourceText.of(place, Encoding.decoded(bytes).getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * The instructions whose layers an image of the file has above its base, the lowest first.
   *
   * @param line 1 for the first
   * @param instruction on one line, nothing expanded
   */
  public record ShippedLine(int line, String instruction) {}

  /** Those of the last stage, and before them those of the stages that it starts from. */
  public List<ShippedLine> shippedLines() {
    List<ShippedLine> lines = new ArrayList<>();
    for (LayerEffects each : layers()) {
      Instruction instruction = each.instruction().instruction();
      if (instruction instanceof Instruction.Run
          || instruction instanceof Instruction.Copy
          || instruction instanceof Instruction.Workdir) {
        lines.add(new ShippedLine(each.instruction().line(), instruction.statement().original()));
      }
    }
    return lines;
  }

  /** The same, to be built in a context. */
  public LintedFile in(LintedContext known) {
    return new LintedFile(syntax, instructions, withTriggers, Optional.of(known));
  }

  /** What ONBUILD keeps for later, alone. */
  List<LintedInstruction> triggers() {
    List<LintedInstruction> triggers = new ArrayList<>();
    for (int i = 0; i < instructions.size(); i++) {
      if (instructions.get(i) != withTriggers.get(i)) {
        triggers.add(withTriggers.get(i));
      }
    }
    return triggers;
  }

  private static LintedInstruction read(SourceText source, Statement statement) {
    int line = source.line(statement.span().start());
    Optional<Statement> trigger = statement.trigger();
    // No build takes these, and DL3043 is about them.
    Optional<Statement> refused =
        trigger.filter(inner -> TriggerOfTrigger.FORBIDDEN.contains(inner.keyword()));
    if (refused.isPresent()) {
      Instruction onbuild = new Instruction.Onbuild(statement, refused.get().original());
      return new LintedInstruction(line, onbuild, Optional.empty());
    }
    return new LintedInstruction(
        line,
        Dockerfile.instruction(source, statement),
        trigger.map(inner -> Dockerfile.instruction(source, inner)));
  }
}
