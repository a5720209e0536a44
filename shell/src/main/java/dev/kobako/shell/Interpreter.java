package dev.kobako.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Follows commands as a shell would run them, and both ways where nobody knows which. */
final class Interpreter {
  private final World world;
  private final Effort effort;
  private final Ways ways = new Ways(this);

  /** How a command leaves the ones around it. */
  enum Jump {
    /** It doesn't: the next one follows. */
    NONE,
    BREAK,
    CONTINUE,
    RETURN,
    EXIT
  }

  /** What came of a command. */
  record Done(Status status, Jump jump) {
    static final Done SUCCESS = new Done(Status.SUCCESS, Jump.NONE);

    static Done of(Status status) {
      return new Done(status, Jump.NONE);
    }

    boolean jumps() {
      return jump != Jump.NONE;
    }

    /** Whether no run that succeeds comes by here. */
    boolean fails() {
      return jump == Jump.EXIT && status == Status.FAILURE;
    }
  }

  Interpreter(World world, Effort effort) {
    this.world = world;
    this.effort = effort;
  }

  World world() {
    return world;
  }

  Done run(Command command, State state) throws ShellException {
    return run(command, state, false);
  }

  /**
   * Follows a command.
   *
   * @param guarded whether it is a condition, whose failure does not end the script
   */
  Done run(Command command, State state, boolean guarded) throws ShellException {
    return switch (command) {
      case Command.Simple simple -> simple(simple, state, guarded);
      case Command.Pipeline pipeline -> pipeline(pipeline, state, guarded);
      case Command.And(_, Command left, String source, Command right) -> {
        Done done = run(left, state, true);
        yield done.jumps() || done.status() == Status.FAILURE
            ? done
            : done.status() == Status.SUCCESS
                ? run(right, state, guarded)
                : ways.maybe(right, state, guarded, Status.FAILURE, source);
      }
      case Command.Or(_, Command left, String source, Command right) -> {
        Done done = run(left, state, true);
        yield done.jumps() || done.status() == Status.SUCCESS
            ? done
            : done.status() == Status.FAILURE
                ? run(right, state, guarded)
                : ways.maybe(right, state, guarded, Status.SUCCESS, source);
      }
      case Command.Sequence(_, List<Command> commands) -> sequence(commands, state, guarded);
      case Command.If conditional -> ways.conditional(conditional, state, guarded);
      case Command.While loop -> ways.loop(loop, state, guarded);
      case Command.For loop -> ways.forEach(loop, state, guarded);
      case Command.Case choice -> ways.choice(choice, state, guarded);
      case Command.Group(_, Command body) -> run(body, state, guarded);
      case Command.Subshell(_, Command body) -> {
        State inside = state.fork();
        Done done = run(body, inside, guarded);
        state.touchAll(inside);
        yield finish(done.status(), state, guarded);
      }
      case Command.Background(_, Command body) -> {
        run(body, state.fork(), true);
        yield Done.SUCCESS;
      }
      case Command.Redirected(_, Command body, List<Command.Redirection> redirections) -> {
        effort.command(command.line());
        Output output = state.output;
        Value input = state.input;
        redirect(redirections, state);
        Done done = run(body, state, guarded);
        state.output = output;
        state.input = input;
        yield done;
      }
      case Command.Function(_, String name, Command body) -> {
        state.define(name, body);
        yield Done.SUCCESS;
      }
    };
  }

  private Done sequence(List<Command> commands, State state, boolean guarded)
      throws ShellException {
    Done done = Done.SUCCESS;
    for (Command command : commands) {
      done = run(command, state, guarded);
      if (done.jumps()) {
        return done;
      }
    }
    return done;
  }

  /** Where {@code set -e} holds, a run that goes on is one in which the command succeeded. */
  Done finish(Status status, State state, boolean guarded) {
    boolean ends = state.exitsOnError && !guarded;
    Status known = ends && status == Status.UNKNOWN ? Status.SUCCESS : status;
    state.last = known;
    return new Done(known, ends && known == Status.FAILURE ? Jump.EXIT : Jump.NONE);
  }

  private Done pipeline(Command.Pipeline pipeline, State state, boolean guarded)
      throws ShellException {
    Value input = state.input;
    Done done = Done.SUCCESS;
    int last = pipeline.commands().size() - 1;
    for (int i = 0; i <= last; i++) {
      State inside = last == 0 ? state : state.fork();
      inside.input = input;
      Output output = i == last ? state.output : new Output();
      inside.output = output;
      done = run(pipeline.commands().get(i), inside, i < last || guarded || pipeline.negated());
      if (i < last) {
        input = output.value();
      }
      if (last > 0) {
        state.touchAll(inside);
        done = Done.of(done.status());
      }
    }
    if (done.jumps()) {
      return done;
    }
    return pipeline.negated()
        ? finish(done.status().negated(), state, true)
        : finish(done.status(), state, guarded);
  }

  /** What a command writes, run by itself. */
  Value output(Command body, State state) throws ShellException {
    State inside = state.fork();
    inside.output = new Output();
    state.last = run(body, inside, false).status();
    state.touchAll(inside);
    return inside.output.value();
  }

  private void redirect(List<Command.Redirection> redirections, State state) throws ShellException {
    Expansion expansion = new Expansion(this, state);
    for (Command.Redirection redirection : redirections) {
      Value target = expansion.single(redirection.target());
      if (redirection.takesOutput()) {
        state.output = new Output();
      }
      if (redirection.writesFile() && target instanceof Value.Known(String path)) {
        state.touch(path);
      }
      if (redirection.file() == 0) {
        state.input =
            target.or("").equals("/dev/null") ? Value.Known.EMPTY : new Value.Unknown("its input");
      }
    }
  }

  private Done simple(Command.Simple simple, State state, boolean guarded) throws ShellException {
    effort.command(simple.line());
    state.last = Status.SUCCESS;
    Expansion expansion = new Expansion(this, state);
    List<Value> words = expansion.words(simple.words());
    if (words.isEmpty()) {
      for (Command.Assignment assignment : simple.assignments()) {
        state.set(assignment.name(), expansion.single(assignment.value()));
      }
      redirectAndBack(simple, state);
      return finish(state.last, state, guarded);
    }
    State before = state.fork();
    for (Command.Assignment assignment : simple.assignments()) {
      state.set(assignment.name(), expansion.single(assignment.value()));
    }
    redirect(simple.redirections(), state);
    Done done = call(simple.line(), words, state, guarded);
    state.output = before.output;
    state.input = before.input;
    for (Command.Assignment assignment : simple.assignments()) {
      state.restore(assignment.name(), before);
    }
    return done.jumps() ? done : finish(done.status(), state, guarded);
  }

  private void redirectAndBack(Command.Simple simple, State state) throws ShellException {
    Output output = state.output;
    Value input = state.input;
    redirect(simple.redirections(), state);
    state.output = output;
    state.input = input;
  }

  /** Calls a function, a command of the shell, or one of the world's. */
  Done call(int line, List<Value> words, State state, boolean guarded) throws ShellException {
    String name = words.getFirst().or("");
    List<Value> arguments = words.subList(1, words.size());
    Optional<Command> function = state.function(name);
    if (function.isPresent()) {
      return function(line, name, function.get(), arguments, state, guarded);
    }
    Optional<Done> done = new Builtins(this, state, line, guarded).run(name, arguments);
    if (done.isPresent()) {
      return done.get();
    }
    World.Call call = new World.Call(line, name, arguments, state.input, state.doubt());
    World.Outcome outcome = TextPrograms.run(call).orElseGet(() -> world.run(call));
    state.output.add(outcome.output());
    for (Value argument : arguments) {
      if (argument instanceof Value.Known(String path) && path.startsWith("/")) {
        state.touch(path);
      }
    }
    return Done.of(outcome.status());
  }

  private Done function(
      int line, String name, Command body, List<Value> arguments, State state, boolean guarded)
      throws ShellException {
    if (state.isDoubtful(name)) {
      state.mayHaveLeft(Jump.EXIT, "which function " + name + " is");
    }
    effort.enter(line);
    State before = state.fork();
    state.arguments = new ArrayList<>(arguments);
    Done done = run(body, state, guarded);
    state.returned(before);
    effort.leave();
    return done.jump() == Jump.EXIT ? done : Done.of(done.status());
  }
}
