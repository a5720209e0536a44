package dev.kobako.shell;

import dev.kobako.shell.Interpreter.Done;
import dev.kobako.shell.Interpreter.Jump;
import java.util.ArrayList;
import java.util.List;

/** Conditions, loops and choices: which way is gone, or all of them where nobody knows. */
final class Ways {
  private static final int LONGEST_REASON = 80;

  private final Interpreter interpreter;

  Ways(Interpreter interpreter) {
    this.interpreter = interpreter;
  }

  /** One way, and what came of it. */
  private record Way(State state, Done done) {}

  private static String whether(String source) {
    String line = source.strip().replaceAll("\\s+", " ");
    return "whether '"
        + (line.length() > LONGEST_REASON ? line.substring(0, LONGEST_REASON) + "…" : line)
        + "' holds";
  }

  /** A command that may be run or not; {@code otherwise} is how it ends where it is not. */
  Done maybe(Command command, State state, boolean guarded, Status otherwise, String source)
      throws ShellException {
    String why = whether(source);
    State taken = state.fork(why);
    Way way = new Way(taken, interpreter.run(command, taken, guarded));
    State left = state.fork(why);
    left.last = otherwise;
    return join(state, List.of(way, new Way(left, Done.of(otherwise))), why);
  }

  Done conditional(Command.If conditional, State state, boolean guarded) throws ShellException {
    Done condition = interpreter.run(conditional.condition(), state, true);
    if (condition.jumps()) {
      return condition;
    }
    return switch (condition.status()) {
      case SUCCESS -> interpreter.run(conditional.then(), state, guarded);
      case FAILURE -> interpreter.run(conditional.otherwise(), state, guarded);
      case UNKNOWN -> {
        String why = whether(conditional.source());
        List<Way> ways = new ArrayList<>();
        for (Command command : List.of(conditional.then(), conditional.otherwise())) {
          State fork = state.fork(why);
          ways.add(new Way(fork, interpreter.run(command, fork, guarded)));
        }
        yield join(state, ways, why);
      }
    };
  }

  /** What holds after several ways, of which one was gone. */
  private static Done join(State state, List<Way> ways, String why) {
    List<Way> possible = ways.stream().filter(way -> !way.done.fails()).toList();
    if (possible.isEmpty()) {
      return new Done(Status.FAILURE, Jump.EXIT);
    }
    Way first = possible.getFirst();
    state.become(first.state);
    Status status = first.done.status();
    Jump jump = first.done.jump();
    for (Way way : possible.subList(1, possible.size())) {
      state.join(state.fork(), way.state, why);
      status = status == way.done.status() ? status : Status.UNKNOWN;
      if (way.done.jump() != jump) {
        state.mayHaveLeft(jump, why);
        state.mayHaveLeft(way.done.jump(), why);
        jump = Jump.NONE;
      }
    }
    state.last = status;
    return new Done(status, jump);
  }

  Done loop(Command.While loop, State state, boolean guarded) throws ShellException {
    Done last = Done.SUCCESS;
    while (true) {
      Done condition = interpreter.run(loop.condition(), state, true);
      if (condition.jumps()) {
        return condition;
      }
      Status status = loop.until() ? condition.status().negated() : condition.status();
      if (status == Status.FAILURE) {
        return last;
      }
      if (status == Status.UNKNOWN) {
        return afterLoop(maybe(loop.body(), state, guarded, Status.SUCCESS, loop.source()), last);
      }
      last = interpreter.run(loop.body(), state, guarded);
      if (last.jump() != Jump.NONE && last.jump() != Jump.CONTINUE) {
        return afterLoop(last, last);
      }
    }
  }

  private static Done afterLoop(Done done, Done last) {
    return switch (done.jump()) {
      case NONE, BREAK, CONTINUE -> Done.of(last.status());
      case RETURN, EXIT -> done;
    };
  }

  Done forEach(Command.For loop, State state, boolean guarded) throws ShellException {
    Done last = Done.SUCCESS;
    for (Value value : new Expansion(interpreter, state).words(loop.words())) {
      state.set(loop.variable(), value);
      if (value instanceof Value.Unknown(String why)) {
        // It may stand for no word at all, or for several.
        last = maybe(loop.body(), state, guarded, Status.SUCCESS, why);
        state.set(loop.variable(), value);
      } else {
        last = interpreter.run(loop.body(), state, guarded);
      }
      if (last.jump() != Jump.NONE && last.jump() != Jump.CONTINUE) {
        return afterLoop(last, last);
      }
    }
    return Done.of(last.status());
  }

  Done choice(Command.Case choice, State state, boolean guarded) throws ShellException {
    Expansion expansion = new Expansion(interpreter, state);
    Value subject = expansion.single(choice.subject());
    String why = "what " + choice.subject().source() + " is";
    List<Way> ways = new ArrayList<>();
    for (Command.Branch branch : choice.branches()) {
      Status fits = Status.FAILURE;
      for (Word pattern : branch.patterns()) {
        fits = fits.or(fits(subject, expansion.pattern(pattern)));
      }
      if (fits == Status.SUCCESS && ways.isEmpty()) {
        return interpreter.run(branch.body(), state, guarded);
      }
      if (fits != Status.FAILURE) {
        State fork = state.fork(why);
        ways.add(new Way(fork, interpreter.run(branch.body(), fork, guarded)));
      }
      if (fits == Status.SUCCESS) {
        return join(state, ways, why);
      }
    }
    if (ways.isEmpty()) {
      return Done.SUCCESS;
    }
    ways.add(new Way(state.fork(why), Done.SUCCESS));
    return join(state, ways, why);
  }

  private static Status fits(Value subject, Value pattern) {
    if (pattern.equals(new Value.Known("*"))) {
      return Status.SUCCESS;
    }
    return subject instanceof Value.Known(String text)
            && pattern instanceof Value.Known(String letters)
        ? Status.of(Pattern.fits(letters, text))
        : Status.UNKNOWN;
  }
}
