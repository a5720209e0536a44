package dev.kobako.shell;

import java.util.ArrayList;
import java.util.List;

/** Turns words into what a command is given (sh(1), "Word Expansions"). */
final class Expansion {
  private final Interpreter interpreter;
  private final State state;

  Expansion(Interpreter interpreter, State state) {
    this.interpreter = interpreter;
    this.state = state;
  }

  /** All words that the words become. */
  List<Value> words(List<Word> words) throws ShellException {
    List<Value> all = new ArrayList<>();
    for (Word word : words) {
      Fields fields = new Fields();
      for (Word.Part part : word.parts()) {
        add(part, fields);
      }
      for (Fields.Field field : fields.all()) {
        List<String> files =
            field.value() instanceof Value.Known && field.isPattern()
                ? Pattern.files(field.pattern(), interpreter.world())
                : List.of();
        files.forEach(file -> all.add(new Value.Known(file)));
        if (files.isEmpty()) {
          all.add(field.value());
        }
      }
    }
    return all;
  }

  /** One word that is not split, as in an assignment. */
  Value single(Word word) throws ShellException {
    return join(word).value();
  }

  /** One word as a pattern, in which quoted letters stand for themselves. */
  Value pattern(Word word) throws ShellException {
    Fields.Field field = join(word);
    return field.value() instanceof Value.Known ? new Value.Known(field.pattern()) : field.value();
  }

  private Fields.Field join(Word word) throws ShellException {
    Fields fields = new Fields();
    fields.add(Value.Known.EMPTY, true);
    for (Word.Part part : word.parts()) {
      switch (part) {
        case Word.Part.Text(String text, boolean quoted) ->
            fields.add(new Value.Known(text), quoted);
        case Word.Part.Parameter parameter -> fields.add(value(parameter), parameter.quoted());
        case Word.Part.Substitution(Command body, boolean quoted) ->
            fields.add(substituted(body), quoted);
        case Word.Part.Arithmetic(Word expression) -> fields.add(arithmetic(expression), true);
      }
    }
    return fields.all().getFirst();
  }

  private void add(Word.Part part, Fields fields) throws ShellException {
    switch (part) {
      case Word.Part.Text(String text, boolean quoted) -> fields.add(new Value.Known(text), quoted);
      case Word.Part.Parameter parameter when isAll(parameter) -> {
        for (int i = 0; i < state.arguments.size(); i++) {
          if (i > 0) {
            fields.next();
          }
          addPart(fields, state.arguments.get(i), parameter.quoted());
        }
      }
      case Word.Part.Parameter parameter -> addPart(fields, value(parameter), parameter.quoted());
      case Word.Part.Substitution(Command body, boolean quoted) ->
          addPart(fields, substituted(body), quoted);
      case Word.Part.Arithmetic(Word expression) -> fields.add(arithmetic(expression), true);
    }
  }

  private static boolean isAll(Word.Part.Parameter parameter) {
    return parameter.operator().isEmpty()
        && (parameter.name().equals("@") || (parameter.name().equals("*") && !parameter.quoted()));
  }

  private void addPart(Fields fields, Value value, boolean quoted) {
    if (quoted) {
      fields.add(value, true);
    } else {
      fields.addSplit(value, state.isSet("IFS") ? state.value("IFS").or(" \t\n") : " \t\n");
    }
  }

  private Value substituted(Command body) throws ShellException {
    return switch (interpreter.output(body, state)) {
      case Value.Known(String text) -> new Value.Known(withoutLastLines(text));
      case Value.Unknown unknown -> unknown;
    };
  }

  private static String withoutLastLines(String text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '\n') {
      end--;
    }
    return text.substring(0, end);
  }

  private Value arithmetic(Word expression) throws ShellException {
    return switch (single(expression)) {
      case Value.Known(String text) -> Arithmetic.value(text, state);
      case Value.Unknown unknown -> unknown;
    };
  }

  private Value value(Word.Part.Parameter parameter) throws ShellException {
    Value value = plain(parameter.name());
    boolean set = isSet(parameter.name());
    String operator = parameter.operator();
    boolean colon = operator.startsWith(":");
    if (colon && value instanceof Value.Unknown && !operator.equals(":?")) {
      // Whether it is empty decides, and nobody knows.
      return value;
    }
    boolean there = set && !(colon && value.or("?").isEmpty());
    return switch (operator) {
      case "" -> value;
      case ":-", "-" -> there ? value : single(parameter.argument());
      case ":+", "+" -> there ? single(parameter.argument()) : Value.Known.EMPTY;
      case ":=", "=" -> {
        if (!there) {
          state.set(parameter.name(), single(parameter.argument()));
        }
        yield plain(parameter.name());
      }
      case ":?", "?" -> value;
      case "length" ->
          value instanceof Value.Known(String text)
              ? new Value.Known(String.valueOf(text.length()))
              : value;
      default -> cut(value, operator, pattern(parameter.argument()));
    };
  }

  private boolean isSet(String name) {
    if (Character.isDigit(name.charAt(0))) {
      return Integer.parseInt(name.substring(0, Math.min(name.length(), 6)))
          <= state.arguments.size();
    }
    boolean named = Character.isLetter(name.charAt(0)) || name.charAt(0) == '_';
    return !named || state.isSet(name);
  }

  private Value plain(String name) {
    char first = name.charAt(0);
    if (Character.isDigit(first)) {
      int index = Integer.parseInt(name.substring(0, Math.min(name.length(), 6)));
      if (index == 0) {
        return new Value.Unknown("$0");
      }
      return index <= state.arguments.size() ? state.arguments.get(index - 1) : Value.Known.EMPTY;
    }
    return switch (first) {
      case '#' -> new Value.Known(String.valueOf(state.arguments.size()));
      case '?' -> state.last == Status.SUCCESS ? new Value.Known("0") : new Value.Unknown("$?");
      case '$', '!', '-' -> new Value.Unknown("$" + name);
      case '@', '*' -> all();
      default -> state.value(name);
    };
  }

  private Value all() {
    StringBuilder text = new StringBuilder();
    for (Value argument : state.arguments) {
      if (!(argument instanceof Value.Known(String more))) {
        return argument;
      }
      text.append(text.isEmpty() ? "" : " ").append(more);
    }
    return new Value.Known(text.toString());
  }

  /** {@code ${name%pattern}} and its kin. */
  private static Value cut(Value value, String operator, Value cut) {
    if (!(value instanceof Value.Known(String text))) {
      return value;
    }
    if (!(cut instanceof Value.Known(String pattern))) {
      return cut;
    }
    boolean front = operator.startsWith("#");
    boolean longest = operator.length() == 2;
    for (int i = 0; i <= text.length(); i++) {
      int size = longest ? text.length() - i : i;
      String piece = front ? text.substring(0, size) : text.substring(text.length() - size);
      if (Pattern.fits(pattern, piece)) {
        return new Value.Known(
            front ? text.substring(size) : text.substring(0, text.length() - size));
      }
    }
    return value;
  }
}
