package dev.kobako.shell;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * A script as the list that it is at its outermost, which is what somebody needs to know who wants
 * to add, take out or join: where each part begins and ends, and what holds it to the one before.
 *
 * @param text of the script
 * @param elements in their order
 */
public record Outline(String text, List<Element> elements) {
  public Outline {
    elements = List.copyOf(elements);
  }

  /** What stands between an element and the one before it. */
  public enum Joint {
    /** Nothing: it is the first. */
    NONE,
    /** {@code &&}. */
    AND,
    /** {@code ||}. */
    OR,
    /** A semicolon or a new line. */
    NEXT,
    /** The one before it is not waited for. */
    BACKGROUND
  }

  /** What an element is. */
  public enum Kind {
    /** One command, with its assignments and redirections. */
    COMMAND,
    /** Assignments or redirections for the shell itself. */
    ASSIGNMENT,
    /** Commands that feed each other, or one that is negated. */
    PIPELINE,
    /** In parentheses. */
    SUBSHELL,
    /** Braces, conditions, loops. */
    COMPOUND,
    /** The definition of a function. */
    FUNCTION
  }

  /**
   * A part of the list.
   *
   * @param joint to the one before
   * @param at where it stands
   * @param invocations all commands in it, however deep
   * @param background whether it is started and not waited for
   * @param hasDocument whether a here-document belongs to it, whose lines are behind it
   */
  public record Element(
      Joint joint,
      Extent at,
      Kind kind,
      List<Invocation> invocations,
      boolean background,
      boolean hasDocument) {
    public Element {
      invocations = List.copyOf(invocations);
    }

    /** The command that it is, where it is one that is called by a name. */
    public Optional<Invocation> command() {
      return kind == Kind.COMMAND && !invocations.isEmpty()
          ? Optional.of(invocations.getFirst())
          : Optional.empty();
    }
  }

  /** What stands at a place of the script. */
  public String text(Extent at) {
    return at.isKnown() ? text.substring(at.start(), at.end()) : "";
  }

  static Outline of(Command script, String text) {
    List<Element> elements = new ArrayList<>();
    List<Command> commands =
        script instanceof Command.Sequence sequence ? sequence.commands() : List.of(script);
    Joint joint = Joint.NONE;
    for (Command command : commands) {
      boolean background = command instanceof Command.Background;
      addChain(command instanceof Command.Background it ? it.body() : command, joint, elements);
      if (background) {
        elements.add(inBackground(elements.removeLast()));
      }
      joint = background ? Joint.BACKGROUND : Joint.NEXT;
    }
    return new Outline(text, elements);
  }

  private static Element inBackground(Element last) {
    return new Element(
        last.joint(), last.at(), last.kind(), last.invocations(), true, last.hasDocument());
  }

  /** As many commands can be joined as a line has room for, each with all before it at its left. */
  private static void addChain(Command last, Joint before, List<Element> elements) {
    Deque<Element> rights = new ArrayDeque<>();
    Command left = last;
    while (true) {
      if (left instanceof Command.And and) {
        rights.push(element(Joint.AND, and.right()));
        left = and.left();
      } else if (left instanceof Command.Or or) {
        rights.push(element(Joint.OR, or.right()));
        left = or.left();
      } else {
        break;
      }
    }
    elements.add(element(before, left));
    elements.addAll(rights);
  }

  private static Element element(Joint joint, Command command) {
    Invocations invocations = Invocations.of(command);
    return new Element(
        joint, command.at(), kind(command), invocations.found(), false, invocations.hasDocument());
  }

  private static Kind kind(Command command) {
    return switch (command) {
      case Command.Simple simple -> simple.words().isEmpty() ? Kind.ASSIGNMENT : Kind.COMMAND;
      case Command.Pipeline _ -> Kind.PIPELINE;
      case Command.Subshell _ -> Kind.SUBSHELL;
      case Command.Function _ -> Kind.FUNCTION;
      case Command.Redirected redirected ->
          redirected.body() instanceof Command.Subshell ? Kind.SUBSHELL : Kind.COMPOUND;
      case Command.And _,
          Command.Or _,
          Command.Sequence _,
          Command.If _,
          Command.While _,
          Command.For _,
          Command.Case _,
          Command.Group _,
          Command.Background _ ->
          Kind.COMPOUND;
    };
  }
}
