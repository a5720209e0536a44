package dev.kobako.dockerfile;

import dev.kobako.dockerfile.Expansion.IllegalExpansionException;
import dev.kobako.dockerfile.Expansion.Variables;
import java.util.List;
import java.util.Optional;

/** Looks for what is wrong with an instruction whatever the variables in it are. */
record InstructionCheck(SourceText source, char escape) {
  void check(Instruction instruction) {
    Statement statement = instruction.statement();
    switch (instruction) {
      case Instruction.From from -> {
        word(from.image(), statement.argumentSpans().getFirst());
        from.platform().ifPresent(this::flag);
      }
      case Instruction.Run run -> run.mounts().forEach(this::mount);
      case Instruction.Copy copy -> copy(copy);
      case Instruction.Env _,
          Instruction.Label _,
          Instruction.Expose _,
          Instruction.Volume _,
          Instruction.Workdir _,
          Instruction.User _,
          Instruction.StopSignal _ ->
          words(statement);
      // a default doesn't count where --build-arg gives a value, a trigger only when it is run
      case Instruction.Arg _, Instruction.Onbuild _ -> {}
      case Instruction.Shell _,
          Instruction.Healthcheck _,
          Instruction.Cmd _,
          Instruction.Entrypoint _,
          Instruction.Maintainer _ -> {}
    }
  }

  private void words(Statement statement) {
    for (int i = 0; i < statement.arguments().size(); i++) {
      word(statement.arguments().get(i), statement.argumentSpans().get(i));
    }
  }

  private void copy(Instruction.Copy copy) {
    Statement statement = copy.statement();
    for (int i = 0; i < statement.arguments().size(); i++) {
      String argument = statement.arguments().get(i);
      Span span = statement.argumentSpans().get(i);
      Optional<HeredocOpening> opening = HeredocOpening.parse(argument);
      if (opening.isEmpty()) {
        word(argument, span);
      } else {
        heredoc(copy.files(), opening.get(), span);
      }
    }
    copy.chown().ifPresent(this::flag);
    copy.chmod().ifPresent(this::flag);
    copy.checksum().ifPresent(this::flag);
  }

  private void heredoc(List<Heredoc> files, HeredocOpening opening, Span span) {
    for (Heredoc file : files) {
      if (file.expand() && file.name().equals(opening.name())) {
        located(span, () -> new Expansion(escape).checkHeredoc(file.content()));
      }
    }
  }

  private void mount(Flag flag) {
    if (flag.value().indexOf('$') < 0) {
      Expansion expansion = new Expansion(escape);
      located(
          flag.span(),
          () ->
              RunMount.parse(source, flag, value -> expansion.word(value, Variables.NONE).text()));
    } else {
      flag(flag);
    }
  }

  private void flag(Flag flag) {
    word(flag.value(), flag.span());
  }

  private void word(String word, Span span) {
    located(span, () -> new Expansion(escape).check(word));
  }

  private void located(Span span, Runnable work) {
    try {
      work.run();
    } catch (IllegalExpansionException e) {
      throw source.error(span, e.fact(), e.remedy());
    }
  }
}
