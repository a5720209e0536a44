package dev.kobako.build;

import dev.kobako.dockerfile.Instruction;
import dev.kobako.image.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A stage while it is found out what it starts from and what it needs. */
final class StageDraft {
  /** Where a stage starts, by name. */
  sealed interface Start {
    /** Nothing. */
    record Scratch() implements Start {}

    /** A stage before this one. */
    record Earlier(StageDraft stage) implements Start {}

    /** An image, or a context in its place. */
    record Named(String name) implements Start {}

    /** A context in the place of this stage, whose instructions don't count then. */
    record Replaced(String name) implements Start {}
  }

  private final int index;
  private final String name;
  private final Start start;
  private final Optional<Platform> platform;
  private final Placed from;
  private final List<Placed> instructions;
  private boolean triggered;

  /**
   * @param name in lower case; empty where it has none
   * @param platform of {@code FROM --platform}
   */
  StageDraft(
      int index,
      String name,
      Start start,
      Optional<Platform> platform,
      Placed from,
      List<Placed> instructions) {
    this.index = index;
    this.name = name;
    this.start = start;
    this.platform = platform;
    this.from = from;
    this.instructions = new ArrayList<>(instructions);
  }

  int index() {
    return index;
  }

  String name() {
    return name;
  }

  /** What messages call it. */
  String title() {
    return name.isEmpty() ? "number " + index : "'" + name + "'";
  }

  Start start() {
    return start;
  }

  Site site() {
    return from.site();
  }

  /** The image that it asks for, where it starts from one. */
  Optional<NamedSources.Wanted> wanted(Platform target) {
    return switch (start) {
      case Start.Scratch _, Start.Earlier _ -> Optional.empty();
      case Start.Named(String image) ->
          Optional.of(
              new NamedSources.Wanted(
                  image, platform.orElse(target), site(), site().of(imageText())));
      case Start.Replaced(String context) ->
          Optional.of(
              new NamedSources.Wanted(
                  context, platform.orElse(target), site(), site().statement().span()));
    };
  }

  private String imageText() {
    return from.instruction() instanceof Instruction.From written ? written.image() : "";
  }

  /** The triggers of its base, once they are known, then what the Dockerfile has. */
  List<Placed> instructions() {
    return instructions;
  }

  /** Whether the triggers of its base are among the instructions. */
  boolean isTriggered() {
    return triggered;
  }

  /** Puts the triggers of its base before the instructions. */
  void trigger(List<Placed> triggers) {
    instructions.addAll(0, triggers);
    triggered = true;
  }
}
