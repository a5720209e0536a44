package dev.kobako.shell;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a script knows at one place: variables, functions, arguments. Where a condition can't be
 * known it is forked, each way goes on with its own, and they are {@linkplain #join joined} after.
 */
final class State {
  private final TreeMap<String, Value> variables = new TreeMap<>();
  private final TreeMap<String, Command> functions = new TreeMap<>();
  private final Set<String> doubtfulFunctions = new HashSet<>();
  private final Set<String> touched = new HashSet<>();

  /** {@code $1} and what follows. */
  List<Value> arguments;

  /** Whether a command that fails ends the script: {@code set -e}. */
  boolean exitsOnError;

  /** How the command before ended. */
  Status last = Status.SUCCESS;

  /** Why this way may not be gone, in words; empty where it surely is. */
  private String branchDoubt = "";

  /** Why the function may have been left before. */
  private String returnDoubt = "";

  /** Why the script may have ended before. */
  private String exitDoubt = "";

  /** What may have set any variable; empty where nothing may. */
  private String forgotten = "";

  /** What can be read. */
  Value input = new Value.Unknown("its input");

  /** Where what is written goes. */
  Output output = new Output();

  State(List<String> arguments, SortedMap<String, String> environment, boolean exitsOnError) {
    this.arguments = new ArrayList<>();
    for (String argument : arguments) {
      this.arguments.add(new Value.Known(argument));
    }
    environment.forEach((name, text) -> variables.put(name, new Value.Known(text)));
    this.exitsOnError = exitsOnError;
  }

  private State(State other) {
    variables.putAll(other.variables);
    functions.putAll(other.functions);
    doubtfulFunctions.addAll(other.doubtfulFunctions);
    touched.addAll(other.touched);
    arguments = other.arguments;
    exitsOnError = other.exitsOnError;
    last = other.last;
    branchDoubt = other.branchDoubt;
    returnDoubt = other.returnDoubt;
    exitDoubt = other.exitDoubt;
    forgotten = other.forgotten;
    input = other.input;
    output = other.output;
  }

  /** The same, to go on with in another way; what is written still goes to one place. */
  State fork() {
    return new State(this);
  }

  /** The same on a way that may not be gone. */
  State fork(String why) {
    State fork = fork();
    fork.branchDoubt = first(branchDoubt, why);
    return fork;
  }

  private static String first(String one, String other) {
    return one.isEmpty() ? other : one;
  }

  /** Why what is called here may not be called, in words; empty where it surely is. */
  String doubt() {
    return first(first(branchDoubt, returnDoubt), exitDoubt);
  }

  /** From here on it is not known whether the script goes on. */
  void mayHaveLeft(Interpreter.Jump jump, String why) {
    switch (jump) {
      case NONE -> {}
      case BREAK, CONTINUE, RETURN -> returnDoubt = first(returnDoubt, why);
      case EXIT -> exitDoubt = first(exitDoubt, why);
    }
  }

  /** The end of a function: whether it was left early no longer matters. */
  void returned(State before) {
    returnDoubt = before.returnDoubt;
    arguments = before.arguments;
  }

  /** What this becomes where either of two ways may have been gone. */
  void join(State one, State other, String why) {
    Set<String> names = new HashSet<>(one.variables.keySet());
    names.addAll(other.variables.keySet());
    variables.clear();
    for (String name : names) {
      Value value = one.value(name);
      boolean same = value.equals(other.value(name)) && one.isSet(name) == other.isSet(name);
      if (!same) {
        variables.put(name, new Value.Unknown("$" + name + ", which depends on " + why));
      } else if (one.isSet(name)) {
        variables.put(name, value);
      }
    }
    joinFunctions(one, other);
    for (State side : List.of(one, other)) {
      touched.addAll(side.touched);
      returnDoubt = first(returnDoubt, side.returnDoubt);
      exitDoubt = first(exitDoubt, side.exitDoubt);
      forgotten = first(forgotten, side.forgotten);
    }
    arguments = one.arguments;
    exitsOnError = one.exitsOnError && other.exitsOnError;
    last = one.last == other.last ? one.last : Status.UNKNOWN;
  }

  private void joinFunctions(State one, State other) {
    doubtfulFunctions.addAll(one.doubtfulFunctions);
    doubtfulFunctions.addAll(other.doubtfulFunctions);
    for (State side : List.of(one, other)) {
      for (Map.Entry<String, Command> function : side.functions.entrySet()) {
        String name = function.getKey();
        if (!function.getValue().equals(one.functions.get(name))
            || !function.getValue().equals(other.functions.get(name))) {
          doubtfulFunctions.add(name);
        }
        functions.put(name, function.getValue());
      }
    }
  }

  /** Takes over all from the one way that is left. */
  void become(State only) {
    variables.clear();
    variables.putAll(only.variables);
    functions.clear();
    functions.putAll(only.functions);
    doubtfulFunctions.addAll(only.doubtfulFunctions);
    touched.addAll(only.touched);
    returnDoubt = first(returnDoubt, only.returnDoubt);
    exitDoubt = first(exitDoubt, only.exitDoubt);
    forgotten = first(forgotten, only.forgotten);
    arguments = only.arguments;
    exitsOnError = only.exitsOnError;
    last = only.last;
  }

  boolean isSet(String name) {
    return variables.containsKey(name);
  }

  /** A variable; one that is not set is empty. */
  Value value(String name) {
    Value value = variables.get(name);
    if (value != null) {
      return value;
    }
    return forgotten.isEmpty() ? Value.Known.EMPTY : unknownSince(name, forgotten);
  }

  private static Value unknownSince(String name, String why) {
    return new Value.Unknown("$" + name + ", after " + why);
  }

  void set(String name, Value value) {
    variables.put(name, value);
  }

  void unset(String name) {
    variables.remove(name);
  }

  /** Gives a variable back what it was. */
  void restore(String name, State before) {
    if (before.isSet(name)) {
      set(name, before.value(name));
    } else {
      unset(name);
    }
  }

  /** After something that may have set any variable: none is known any more. */
  void forgetAll(String why) {
    forgotten = why;
    variables.replaceAll((name, _) -> unknownSince(name, why));
  }

  /** What was done to files elsewhere was done to files here. */
  void touchAll(State other) {
    touched.addAll(other.touched);
  }

  Optional<Command> function(String name) {
    return Optional.ofNullable(functions.get(name));
  }

  boolean isDoubtful(String function) {
    return doubtfulFunctions.contains(function);
  }

  void define(String name, Command body) {
    functions.put(name, body);
  }

  /** Notes that a command may have made, changed or removed a file. */
  void touch(String path) {
    touched.add(path);
  }

  /** Whether it is no longer known what is at a path. */
  boolean isTouched(String path) {
    for (int end = path.length(); end > 0; end = path.lastIndexOf('/', end - 1)) {
      if (touched.contains(path.substring(0, end))) {
        return true;
      }
    }
    return false;
  }
}
