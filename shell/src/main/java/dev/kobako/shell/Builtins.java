package dev.kobako.shell;

import dev.kobako.shell.Interpreter.Done;
import dev.kobako.shell.Interpreter.Jump;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The commands that a shell has itself. */
final class Builtins {
  private final Interpreter interpreter;
  private final State state;
  private final int line;
  private final boolean guarded;

  Builtins(Interpreter interpreter, State state, int line, boolean guarded) {
    this.interpreter = interpreter;
    this.state = state;
    this.line = line;
    this.guarded = guarded;
  }

  /** What came of it; empty where the shell has no such command. */
  Optional<Done> run(String name, List<Value> arguments) throws ShellException {
    return Optional.ofNullable(
        switch (name) {
          case ":", "true", "cd", "umask", "trap", "wait", "hash", "times", "ulimit", "alias" ->
              Done.SUCCESS;
          case "false" -> Done.of(Status.FAILURE);
          case "test" -> Done.of(new Test(interpreter.world(), state, arguments).status());
          case "[" -> Done.of(bracket(arguments));
          case "echo" -> echo(arguments);
          case "printf" -> printf(arguments);
          case "exit" -> new Done(number(arguments), Jump.EXIT);
          case "return" -> new Done(number(arguments), Jump.RETURN);
          case "break" -> jump(Jump.BREAK, arguments);
          case "continue" -> jump(Jump.CONTINUE, arguments);
          case "set" -> set(arguments);
          case "shift" -> shift(arguments);
          case "export", "readonly", "local" -> declare(name, arguments);
          case "unset" -> unset(arguments);
          case "read", "getopts" -> read(arguments);
          case "eval" -> eval(arguments);
          case "." -> source(arguments);
          case "exec" ->
              arguments.isEmpty()
                  ? Done.SUCCESS
                  : new Done(interpreter.call(line, arguments, state, guarded).status(), Jump.EXIT);
          case "command", "which", "type" -> command(name, arguments);
          default -> null;
        });
  }

  private Status bracket(List<Value> arguments) throws ShellException {
    if (arguments.isEmpty() || !arguments.getLast().or("").equals("]")) {
      throw new ShellException(line, "a '[' without ']'");
    }
    return new Test(interpreter.world(), state, arguments.subList(0, arguments.size() - 1))
        .status();
  }

  private Done echo(List<Value> arguments) {
    List<Value> words = arguments;
    boolean bare = !words.isEmpty() && words.getFirst().or("").equals("-n");
    if (bare) {
      words = words.subList(1, words.size());
    }
    for (int i = 0; i < words.size(); i++) {
      if (i > 0) {
        state.output.add(new Value.Known(" "));
      }
      boolean escapes = words.get(i).or("").indexOf('\\') >= 0;
      state.output.add(escapes ? new Value.Unknown("echo with a backslash") : words.get(i));
    }
    state.output.add(new Value.Known(bare ? "" : "\n"));
    return Done.SUCCESS;
  }

  /** Formats without a directive but {@code %s} and {@code \n}. */
  private Done printf(List<Value> arguments) {
    Value format = arguments.isEmpty() ? Value.Known.EMPTY : arguments.getFirst();
    String plain = format.or("%d").replace("\\n", "\n");
    String[] pieces = plain.split("%s", -1);
    boolean simple = plain.replace("%s", "").indexOf('%') < 0 && plain.indexOf('\\') < 0;
    if (!simple || pieces.length != arguments.size()) {
      state.output.add(new Value.Unknown("what printf says"));
      return Done.SUCCESS;
    }
    state.output.add(new Value.Known(pieces[0]));
    for (int i = 1; i < pieces.length; i++) {
      state.output.add(arguments.get(i));
      state.output.add(new Value.Known(pieces[i]));
    }
    return Done.SUCCESS;
  }

  private Status number(List<Value> arguments) {
    if (arguments.isEmpty()) {
      return state.last;
    }
    return arguments.getFirst() instanceof Value.Known(String text)
        ? Status.of(text.equals("0"))
        : Status.UNKNOWN;
  }

  private Done jump(Jump jump, List<Value> arguments) throws ShellException {
    if (!arguments.isEmpty() && !arguments.getFirst().or("").equals("1")) {
      throw new ShellException(line, "leaves more than one loop at once");
    }
    return new Done(Status.SUCCESS, jump);
  }

  private Done set(List<Value> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      String word = arguments.get(i).or("?");
      if (word.equals("--") || !(word.startsWith("-") || word.startsWith("+"))) {
        int first = word.equals("--") ? i + 1 : i;
        state.arguments = new ArrayList<>(arguments.subList(first, arguments.size()));
        break;
      }
      boolean named = word.endsWith("o") && i + 1 < arguments.size();
      String option = named ? arguments.get(i + 1).or("") : word;
      if (named ? option.equals("errexit") : option.indexOf('e') > 0) {
        state.exitsOnError = word.startsWith("-");
      }
      i += named ? 1 : 0;
    }
    return Done.SUCCESS;
  }

  private Done shift(List<Value> arguments) throws ShellException {
    String count = arguments.isEmpty() ? "1" : arguments.getFirst().or("");
    if (!count.matches("[0-9]{1,4}")) {
      throw new ShellException(line, "shifts by what is not known");
    }
    int size = state.arguments.size();
    if (Integer.parseInt(count) > size) {
      return Done.of(Status.FAILURE);
    }
    state.arguments = new ArrayList<>(state.arguments.subList(Integer.parseInt(count), size));
    return Done.SUCCESS;
  }

  private Done declare(String name, List<Value> arguments) {
    for (Value argument : arguments) {
      String text = argument.or("");
      int equals = text.indexOf('=');
      if (equals > 0) {
        state.set(text.substring(0, equals), new Value.Known(text.substring(equals + 1)));
      } else if (argument instanceof Value.Unknown(String why)) {
        // The name is lost with the value; what the variable was before must not be believed.
        state.forgetAll(why);
      } else if (name.equals("local")) {
        state.unset(text);
      }
    }
    return Done.SUCCESS;
  }

  private Done unset(List<Value> arguments) {
    arguments.forEach(argument -> state.unset(argument.or("")));
    return Done.SUCCESS;
  }

  private Done read(List<Value> arguments) {
    for (Value argument : arguments) {
      String name = argument.or("-");
      if (!name.startsWith("-")) {
        state.set(name, new Value.Unknown("$" + name + ", which is read"));
      }
    }
    return Done.of(Status.UNKNOWN);
  }

  private Done eval(List<Value> arguments) throws ShellException {
    StringBuilder text = new StringBuilder();
    for (Value argument : arguments) {
      if (!(argument instanceof Value.Known(String word))) {
        state.forgetAll("eval " + argument.or("of what is not known"));
        World.Call call = new World.Call(line, "eval", arguments, state.input, state.doubt());
        return Done.of(interpreter.world().run(call).status());
      }
      text.append(word).append(' ');
    }
    return interpreter.run(Parser.parse(text.toString(), Dialect.SH), state, guarded);
  }

  /** A script of commands; debconf's only starts the script again and defines commands. */
  private Done source(List<Value> arguments) throws ShellException {
    String path = arguments.isEmpty() ? "" : arguments.getFirst().or("");
    if (path.endsWith("/debconf/confmodule")) {
      state.set("RET", new Value.Unknown("$RET, an answer of debconf"));
      return Done.SUCCESS;
    }
    Optional<String> text = interpreter.world().text(path);
    if (path.isEmpty() || text.isEmpty()) {
      state.forgetAll("what '. " + path + "' says");
      return Done.of(path.isEmpty() ? Status.UNKNOWN : Status.FAILURE);
    }
    Done done = interpreter.run(Parser.parse(text.get(), Dialect.SH), state, guarded);
    return done.jump() == Jump.RETURN ? Done.of(done.status()) : done;
  }

  /** {@code command -v} and its kin say where a command is; {@code command} alone calls it. */
  private Done command(String name, List<Value> arguments) throws ShellException {
    List<Value> words = arguments.stream().filter(word -> !word.or("").startsWith("-")).toList();
    boolean asks = !name.equals("command") || words.size() < arguments.size();
    if (words.isEmpty()) {
      return Done.SUCCESS;
    }
    if (!asks || arguments.getFirst().or("").equals("-p")) {
      return interpreter.call(line, words, state, guarded);
    }
    if (!(words.getFirst() instanceof Value.Known(String wanted))) {
      return Done.of(Status.UNKNOWN);
    }
    Value place =
        state.function(wanted).isPresent()
            ? new Value.Known(wanted)
            : interpreter.world().locate(wanted);
    boolean there = !place.equals(Value.Known.EMPTY);
    if (there) {
      state.output.add(place);
      state.output.add(new Value.Known("\n"));
    }
    return Done.of(Status.of(there));
  }
}
