package dev.kobako.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Programs whose whole work is on their arguments and what they are fed. */
final class TextPrograms {
  private TextPrograms() {}

  /** What came of it; empty for other programs, and where that would take running them. */
  static Optional<World.Outcome> run(World.Call call) {
    List<String> arguments = new ArrayList<>();
    for (Value argument : call.arguments()) {
      if (!(argument instanceof Value.Known(String text))) {
        return Optional.empty();
      }
      arguments.add(text);
    }
    return switch (call.name()) {
      case "cat" ->
          arguments.isEmpty()
              ? Optional.of(new World.Outcome(Status.SUCCESS, call.input()))
              : Optional.empty();
      case "grep", "egrep", "fgrep" ->
          // Nothing fits in nothing; "-v", "-c" and "-L" change that or what is said.
          call.input().equals(Value.Known.EMPTY)
                  && arguments.stream().noneMatch(TextPrograms::changesGrep)
                  && arguments.stream().filter(word -> !word.startsWith("-")).count() == 1
              ? Optional.of(World.Outcome.silent(Status.FAILURE))
              : Optional.empty();
      case "expr" -> expression(arguments);
      case "basename" -> baseName(arguments);
      case "dirname" -> directoryName(arguments);
      case "uname" ->
          arguments.isEmpty() || arguments.equals(List.of("-s"))
              ? Optional.of(World.Outcome.line("Linux"))
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static boolean changesGrep(String argument) {
    return argument.startsWith("--") || argument.matches("-[a-zA-Z]*[vcLfer][a-zA-Z]*");
  }

  private static Optional<World.Outcome> expression(List<String> arguments) {
    if (arguments.size() != 3 || !"+-*/%".contains(arguments.get(1))) {
      return Optional.empty();
    }
    State none = new State(List.of(), new java.util.TreeMap<>(), false);
    Value value = Arithmetic.value(String.join(" ", arguments), none);
    return value instanceof Value.Known(String text)
        ? Optional.of(new World.Outcome(Status.of(!text.equals("0")), new Value.Known(text + "\n")))
        : Optional.empty();
  }

  private static Optional<World.Outcome> baseName(List<String> arguments) {
    if (arguments.isEmpty() || arguments.size() > 2 || isOdd(arguments.getFirst())) {
      return Optional.empty();
    }
    String path = arguments.getFirst();
    String name = path.substring(path.lastIndexOf('/') + 1);
    String suffix = arguments.size() == 2 ? arguments.get(1) : "";
    boolean cut = name.endsWith(suffix) && !name.equals(suffix);
    return Optional.of(
        World.Outcome.line(cut ? name.substring(0, name.length() - suffix.length()) : name));
  }

  private static Optional<World.Outcome> directoryName(List<String> arguments) {
    if (arguments.size() != 1 || isOdd(arguments.getFirst())) {
      return Optional.empty();
    }
    int slash = arguments.getFirst().lastIndexOf('/');
    return Optional.of(
        World.Outcome.line(
            slash < 0 ? "." : slash == 0 ? "/" : arguments.getFirst().substring(0, slash)));
  }

  private static boolean isOdd(String path) {
    return path.isEmpty() || path.endsWith("/") || path.contains("//") || path.startsWith("-");
  }
}
