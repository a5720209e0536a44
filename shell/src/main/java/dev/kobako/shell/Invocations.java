package dev.kobako.shell;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Collects the commands of a script in the order in which they begin, whatever they are nested in:
 * branches, functions, substitutions.
 */
public final class Invocations {
  /** Forms of the grammar that look like commands. */
  private static final Set<String> CONDITIONS = Set.of("[", "[[", "((");

  /** Commands whose first argument is what is called. */
  private static final Set<String> CALLERS = Set.of("builtin", "busybox", "command", "exec", "run");

  private final List<Invocation> found = new ArrayList<>();
  private boolean pipe;
  private boolean document;

  private Invocations() {}

  static Invocations of(Command script) {
    Invocations all = new Invocations();
    all.add(script);
    return all;
  }

  /** In the order in which they begin. */
  public List<Invocation> found() {
    return List.copyOf(found);
  }

  /** Whether some command feeds another one. */
  public boolean hasPipe() {
    return pipe;
  }

  /** Whether some command reads a here-document. */
  boolean hasDocument() {
    return document;
  }

  private void add(Command command) {
    switch (command) {
      case Command.Simple simple -> addSimple(simple);
      case Command.Pipeline pipeline -> {
        pipe |= pipeline.commands().size() > 1;
        pipeline.commands().forEach(this::add);
      }
      case Command.And _, Command.Or _ -> addChain(command);
      case Command.Sequence sequence -> sequence.commands().forEach(this::add);
      case Command.If choice -> {
        add(choice.condition());
        addBoth(choice.then(), choice.otherwise());
      }
      case Command.While loop -> addBoth(loop.condition(), loop.body());
      case Command.For loop -> {
        loop.words().forEach(this::addInside);
        add(loop.body());
      }
      case Command.Case choice -> {
        addInside(choice.subject());
        for (Command.Branch branch : choice.branches()) {
          branch.patterns().forEach(this::addInside);
          add(branch.body());
        }
      }
      case Command.Group group -> add(group.body());
      case Command.Subshell subshell -> add(subshell.body());
      case Command.Background background -> add(background.body());
      case Command.Redirected redirected -> {
        addTargets(redirected.redirections());
        add(redirected.body());
      }
      case Command.Function function -> add(function.body());
    }
  }

  /** As many commands can be joined as a line has room for, each with all before it at its left. */
  private void addChain(Command last) {
    Deque<Command> rights = new ArrayDeque<>();
    Command left = last;
    while (true) {
      if (left instanceof Command.And and) {
        rights.push(and.right());
        left = and.left();
      } else if (left instanceof Command.Or or) {
        rights.push(or.right());
        left = or.left();
      } else {
        break;
      }
    }
    add(left);
    rights.forEach(this::add);
  }

  private void addBoth(Command first, Command second) {
    add(first);
    add(second);
  }

  private void addTargets(List<Command.Redirection> redirections) {
    for (Command.Redirection each : redirections) {
      document |= each.operator().equals("<<") || each.operator().equals("<<-");
      addInside(each.target());
    }
  }

  private void addSimple(Command.Simple command) {
    addTargets(command.redirections());
    name(command)
        .ifPresent(name ->
            found.add(
                new Invocation(
                    name,
                    command.words().stream().skip(1).map(Invocations::text).toList(),
                    command.at(),
                    command.words().stream().map(Word::at).toList())));
    command.assignments().forEach(each -> addInside(each.value()));
    command.words().forEach(this::addInside);
  }

  /** What is called: not where that is an expansion, and the next word behind {@code command}. */
  private static Optional<String> name(Command.Simple command) {
    List<Word> words = command.words();
    if (words.isEmpty()) {
      return Optional.empty();
    }
    String first = literal(words.getFirst()).orElse("");
    if (first.isEmpty() || CONDITIONS.contains(first)) {
      return Optional.empty();
    }
    if (CALLERS.contains(first) && words.size() > 1 && !text(words.get(1)).startsWith("-")) {
      return literal(words.get(1));
    }
    return Optional.of(first);
  }

  private static Optional<String> literal(Word word) {
    return word.parts().stream().allMatch(Word.Part.Text.class::isInstance)
        ? Optional.of(text(word))
        : Optional.empty();
  }

  private void addInside(Word word) {
    for (Word.Part part : word.parts()) {
      switch (part) {
        case Word.Part.Text _ -> {}
        case Word.Part.Parameter parameter -> addInside(parameter.argument());
        case Word.Part.Substitution substitution -> add(substitution.body());
        case Word.Part.Arithmetic arithmetic -> addInside(arithmetic.expression());
      }
    }
  }

  private static String text(Word word) {
    StringBuilder text = new StringBuilder();
    for (Word.Part part : word.parts()) {
      switch (part) {
        case Word.Part.Text(String letters, _) -> text.append(letters);
        case Word.Part.Parameter parameter ->
            text.append("${")
                .append(parameter.name())
                .append(parameter.operator())
                .append(text(parameter.argument()))
                .append('}');
        case Word.Part.Substitution(Command body, _) ->
            text.append("${").append(text(body)).append('}');
        case Word.Part.Arithmetic _ -> text.append("${VAR}");
      }
    }
    return text.toString();
  }

  /** Of a substitution that is one command, its words; of others nothing is told. */
  private static String text(Command command) {
    StringBuilder text = new StringBuilder();
    if (command instanceof Command.Simple simple) {
      simple.words().forEach(word -> text.append(text(word)));
    }
    return text.toString();
  }
}
