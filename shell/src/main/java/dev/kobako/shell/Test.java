package dev.kobako.shell;

import java.util.List;

/** The command {@code test}, or {@code [}. */
final class Test {
  private static final List<String> BINARY =
      List.of("=", "!=", "==", "-eq", "-ne", "-lt", "-le", "-gt", "-ge", "-nt", "-ot", "-ef");

  private final World world;
  private final State state;
  private final List<Value> words;
  private int at;

  Test(World world, State state, List<Value> words) {
    this.world = world;
    this.state = state;
    this.words = words;
  }

  Status status() {
    if (words.isEmpty()) {
      return Status.FAILURE;
    }
    Status status = any();
    return at == words.size() ? status : Status.UNKNOWN;
  }

  private String word(int index) {
    return index < words.size() ? words.get(index).or("") : "";
  }

  private Status any() {
    Status status = all();
    while (word(at).equals("-o")) {
      at++;
      status = status.or(all());
    }
    return status;
  }

  private Status all() {
    Status status = one();
    while (word(at).equals("-a")) {
      at++;
      status = status.and(one());
    }
    return status;
  }

  private Status one() {
    int left = words.size() - at;
    if (left >= 3 && BINARY.contains(word(at + 1))) {
      at += 3;
      return binary(words.get(at - 3), word(at - 2), words.get(at - 1));
    }
    if (left >= 2 && word(at).equals("!")) {
      at++;
      return one().negated();
    }
    if (left >= 3 && word(at).equals("(")) {
      at++;
      Status status = any();
      at++;
      return word(at - 1).equals(")") ? status : Status.UNKNOWN;
    }
    if (left >= 2 && word(at).matches("-[a-zA-Z]")) {
      at += 2;
      return unary(word(at - 2).charAt(1), words.get(at - 1));
    }
    at++;
    return left < 1 ? Status.UNKNOWN : known(words.get(at - 1), text -> !text.isEmpty());
  }

  private static Status known(Value value, java.util.function.Predicate<String> test) {
    return value instanceof Value.Known(String text) ? Status.of(test.test(text)) : Status.UNKNOWN;
  }

  private static Status binary(Value left, String operator, Value right) {
    if (!(left instanceof Value.Known(String one) && right instanceof Value.Known(String other))) {
      return Status.UNKNOWN;
    }
    return switch (operator) {
      case "=", "==" -> Status.of(one.equals(other));
      case "!=" -> Status.of(!one.equals(other));
      case "-nt", "-ot", "-ef" -> Status.UNKNOWN;
      default -> numbers(one, operator, other);
    };
  }

  private static Status numbers(String one, String operator, String other) {
    if (!isNumber(one) || !isNumber(other)) {
      return Status.FAILURE;
    }
    int order = Long.compare(Long.parseLong(one), Long.parseLong(other));
    return Status.of(
        switch (operator) {
          case "-eq" -> order == 0;
          case "-ne" -> order != 0;
          case "-lt" -> order < 0;
          case "-le" -> order <= 0;
          case "-gt" -> order > 0;
          default -> order >= 0;
        });
  }

  private static boolean isNumber(String text) {
    return text.length() < 18 && text.matches("[+-]?[0-9]+");
  }

  private Status unary(char operator, Value operand) {
    return switch (operator) {
      case 'n' -> known(operand, text -> !text.isEmpty());
      case 'z' -> known(operand, String::isEmpty);
      case 't' -> Status.FAILURE;
      default ->
          operand instanceof Value.Known(String path) ? file(operator, path) : Status.UNKNOWN;
    };
  }

  private Status file(char operator, String path) {
    if (path.isEmpty()) {
      return Status.FAILURE;
    }
    if (!path.startsWith("/") || state.isTouched(path)) {
      return Status.UNKNOWN;
    }
    boolean link = operator == 'h' || operator == 'L';
    World.FileKind kind = world.kind(path, !link);
    return switch (kind) {
      case UNKNOWN -> Status.UNKNOWN;
      case MISSING -> Status.FAILURE;
      case EMPTY_FILE, FILE, DIRECTORY, LINK, SPECIAL ->
          switch (operator) {
            case 'e', 'r', 'w' -> Status.SUCCESS;
            case 'h', 'L' -> Status.of(kind == World.FileKind.LINK);
            case 'd' -> Status.of(kind == World.FileKind.DIRECTORY);
            case 'f' -> Status.of(kind == World.FileKind.FILE || kind == World.FileKind.EMPTY_FILE);
            case 's' -> Status.of(kind != World.FileKind.EMPTY_FILE);
            case 'x' -> Status.of(kind == World.FileKind.DIRECTORY || world.isExecutable(path));
            default -> Status.UNKNOWN;
          };
    };
  }
}
