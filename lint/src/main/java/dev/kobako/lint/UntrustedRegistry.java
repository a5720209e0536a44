package dev.kobako.lint;

import dev.kobako.dockerfile.Flag;
import dev.kobako.dockerfile.Instruction;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedSet;

/** An image from a registry that is not among those that its user trusts. */
final class UntrustedRegistry implements Rule {
  private final SortedSet<String> trusted;

  /**
   * The rule.
   *
   * @param trusted names of registries, one {@code *} at an end standing for any letters; where
   *     there is none, all are
   */
  UntrustedRegistry(SortedSet<String> trusted) {
    this.trusted = trusted;
  }

  @Override
  public Description description() {
    return new Description("DL3026", Severity.ERROR, "Take images from trusted registries only");
  }

  @Override
  public void check(LintedFile file, Breaches broken) {
    if (trusted.isEmpty()) {
      return;
    }
    Set<String> stages = new HashSet<>();
    for (LintedInstruction each : file.instructions()) {
      boolean allowed =
          switch (each.instruction()) {
            case Instruction.From from -> {
              boolean known = isTrusted(from.image(), stages);
              from.stageName().ifPresent(stages::add);
              yield known;
            }
            case Instruction.Copy copy when !copy.add() ->
                copy.from().map(Flag::value).map(image -> isTrusted(image, stages)).orElse(true);
            case Instruction.Run run ->
                run.mounts().stream()
                    .map(mount -> MountField.of(mount.value(), "from"))
                    .allMatch(image -> image.isEmpty() || isTrusted(image, stages));
            default -> true;
          };
      if (!allowed) {
        broken.add(each);
      }
    }
  }

  private boolean isTrusted(String text, Set<String> stages) {
    ImageName image = ImageName.of(text);
    if (stages.contains(image.stage())) {
      return true;
    }
    return image.registry().isEmpty()
        ? image.name().equals("scratch") || isListed("docker.io") || isListed("hub.docker.com")
        : isListed(image.registry());
  }

  private boolean isListed(String registry) {
    return trusted.stream()
        .anyMatch(pattern ->
            pattern.startsWith("*")
                ? registry.endsWith(pattern.substring(1))
                : pattern.endsWith("*")
                    ? registry.startsWith(pattern.substring(0, pattern.length() - 1))
                    : registry.equals(pattern));
  }
}
