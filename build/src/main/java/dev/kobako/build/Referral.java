package dev.kobako.build;

import dev.kobako.dockerfile.Flag;
import dev.kobako.dockerfile.Instruction;
import dev.kobako.dockerfile.RunMount;
import dev.kobako.dockerfile.Span;
import dev.kobako.image.Platform;
import java.util.List;
import java.util.Optional;

/**
 * What an instruction takes files from: the {@code --from} of COPY, the {@code from} of a mount.
 * Variables have no say in it, since it decides which stages there must be.
 *
 * @param name a stage, an image or a context
 * @param number of a stage; only COPY can count
 */
record Referral(String name, Optional<Integer> number, Span span) {
  /** What is asked for where no stage has the name. */
  NamedSources.Wanted wanted(Platform platform, Site site) {
    return new NamedSources.Wanted(name, platform, site, span);
  }

  /** Those of an instruction, in their order; a mount without one has none. */
  static List<Optional<Referral>> of(Placed placed) {
    return switch (placed.instruction()) {
      case Instruction.Copy copy ->
          copy.from().isEmpty() ? List.of() : List.of(Optional.of(ofCopy(copy.from().get())));
      case Instruction.Run run ->
          run.mounts().stream().map(mount -> ofMount(mount, placed.site())).toList();
      case Instruction.From _,
          Instruction.Arg _,
          Instruction.Env _,
          Instruction.Label _,
          Instruction.Expose _,
          Instruction.Volume _,
          Instruction.Workdir _,
          Instruction.User _,
          Instruction.Shell _,
          Instruction.StopSignal _,
          Instruction.Healthcheck _,
          Instruction.Onbuild _,
          Instruction.Cmd _,
          Instruction.Entrypoint _,
          Instruction.Maintainer _ ->
          List.of();
    };
  }

  private static Referral ofCopy(Flag from) {
    String name = from.value();
    boolean number = name.matches("[+-]?[0-9]{1,9}");
    return new Referral(
        name, number ? Optional.of(Integer.parseInt(name)) : Optional.empty(), from.span());
  }

  private static Optional<Referral> ofMount(Flag mount, Site site) {
    return RunMount.from(site.source(), mount)
        .map(name -> new Referral(name, Optional.empty(), mount.span()));
  }
}
