package dev.kobako.dockerfile;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.diagnostic.Spelling;
import dev.kobako.dockerfile.Instruction.Arg;
import dev.kobako.dockerfile.Instruction.Pair;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * Makes instructions of statements and refuses what BuildKit's {@code instructions} package
 * refuses: what no stage may have, whether it is built or not.
 */
final class InstructionReader {
  private static final SequencedMap<String, Flags.Kind> NO_FLAGS =
      Collections.unmodifiableSequencedMap(new TreeMap<>());

  private static final SequencedMap<String, Flags.Kind> FROM_FLAGS =
      Collections.unmodifiableSequencedMap(new TreeMap<>(Map.of("platform", Flags.Kind.TEXT)));

  private final StatementFaults faults;
  private final Statement statement;
  private final List<String> arguments;

  private InstructionReader(SourceText source, Statement statement) {
    this.faults = new StatementFaults(source, statement);
    this.statement = statement;
    this.arguments = statement.arguments();
  }

  /**
   * The instruction of a statement.
   *
   * @throws KobakoException a finding with line and caret
   */
  static Instruction read(SourceText source, Statement statement) {
    return new InstructionReader(source, statement).read();
  }

  private Instruction read() {
    return switch (statement.kind().orElseThrow(this::unknown)) {
      case FROM -> from();
      case RUN -> new RunReader(faults).read();
      case COPY, ADD -> new CopyReader(faults).read();
      case ARG -> arg();
      case ENV -> new Instruction.Env(statement, pairs());
      case LABEL -> new Instruction.Label(statement, pairs());
      case EXPOSE -> expose();
      case VOLUME -> volume();
      case WORKDIR -> new Instruction.Workdir(statement, only("path", "WORKDIR /path"));
      case USER -> new Instruction.User(statement, only("user", "USER app"));
      case STOPSIGNAL ->
          new Instruction.StopSignal(statement, sole("signal", "STOPSIGNAL SIGTERM"));
      case MAINTAINER ->
          new Instruction.Maintainer(
              statement,
              only("name", "LABEL org.opencontainers.image.authors=name, which has replaced it"));
      case SHELL -> shell();
      case HEALTHCHECK -> new HealthcheckReader(faults).read();
      case ONBUILD -> onbuild();
      case CMD -> new Instruction.Cmd(statement, command());
      case ENTRYPOINT -> new Instruction.Entrypoint(statement, command());
    };
  }

  private KobakoException unknown() {
    String written = faults.source().text(faults.keywordSpan());
    List<String> words = Keyword.words();
    boolean lower = written.equals(written.toLowerCase(Locale.ROOT));
    return faults.atKeyword(
        "unknown instruction " + written,
        Spelling.nearest(statement.keyword(), words)
            .map(near -> "did you mean " + (lower ? near : near.toUpperCase(Locale.ROOT)) + "?")
            .orElse(
                "end the line before with the escape character, if this one continues it; the"
                    + " instructions are "
                    + String.join(", ", words).toUpperCase(Locale.ROOT)));
  }

  private Instruction from() {
    int count = arguments.size();
    if (count != 1 && !(count == 3 && arguments.get(1).equalsIgnoreCase("as"))) {
      String remedy = "write FROM image, or FROM image AS name";
      throw count == 0
          ? faults.atKeyword("FROM has no image", remedy)
          : faults.fromArgument(
              1, "behind the image of FROM is '" + rest(1) + "', which is not 'AS name'", remedy);
    }
    Optional<String> name =
        count == 3 ? Optional.of(arguments.get(2).toLowerCase(Locale.ROOT)) : Optional.empty();
    if (name.isPresent() && !isStageName(name.get())) {
      throw faults.atArgument(
          2,
          "'" + arguments.get(2) + "' is no name of a stage",
          "a name begins with a letter; letters, digits, -, _ and . follow");
    }
    Flags flags = Flags.read(faults, FROM_FLAGS);
    return new Instruction.From(statement, arguments.getFirst(), flags.text("platform"), name);
  }

  private static boolean isStageName(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = c >= 'a' && c <= 'z';
      if (!letter && (i == 0 || !((c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.'))) {
        return false;
      }
    }
    return !name.isEmpty();
  }

  /** Its flags are ignored, as BuildKit does. */
  private Instruction arg() {
    if (arguments.isEmpty()) {
      throw faults.atKeyword("ARG names nothing", "write ARG NAME or ARG NAME=default");
    }
    List<Arg.Declared> declared = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      int equals = argument.indexOf('=');
      if (equals == 0) {
        throw faults.atArgument(i, "an ARG has no name", "write ARG NAME=default");
      }
      declared.add(
          equals < 0
              ? new Arg.Declared(argument, Optional.empty())
              : new Arg.Declared(
                  argument.substring(0, equals), Optional.of(argument.substring(equals + 1))));
    }
    return new Arg(statement, declared);
  }

  /** The parser gives a name, a value and what was between them. */
  private List<Pair> pairs() {
    Flags.read(faults, NO_FLAGS);
    String form = faults.keyword() + " name=value";
    if (arguments.isEmpty()) {
      throw faults.atKeyword(faults.keyword() + " sets nothing", "write " + form);
    }
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i + 1 < arguments.size(); i += 3) {
      if (arguments.get(i).isEmpty()) {
        throw faults
            .source()
            .error(
                statement.argumentSpans().get(i).to(statement.argumentSpans().get(i + 1)),
                "a value of " + faults.keyword() + " has no name",
                "write " + form);
      }
      pairs.add(new Pair(arguments.get(i), arguments.get(i + 1)));
    }
    return pairs;
  }

  private Instruction expose() {
    atLeastOne("no port", "write EXPOSE 8080 or EXPOSE 53/udp");
    Flags.read(faults, NO_FLAGS);
    return new Instruction.Expose(statement, arguments.stream().sorted().toList());
  }

  private Instruction volume() {
    atLeastOne("no path", "write VOLUME /path");
    Flags.read(faults, NO_FLAGS);
    List<String> volumes = arguments.stream().map(InstructionReader::trimmed).toList();
    int empty = volumes.indexOf("");
    if (empty >= 0) {
      throw faults.atArgument(empty, "a path of VOLUME is empty", "write VOLUME /path");
    }
    return new Instruction.Volume(statement, volumes);
  }

  private Instruction shell() {
    Flags.read(faults, NO_FLAGS);
    String form = "write SHELL [\"/bin/sh\", \"-c\"]";
    if (arguments.isEmpty()) {
      throw faults.atKeyword("SHELL names no program", form);
    }
    if (!statement.json()) {
      throw faults.fromArgument(0, "SHELL takes a JSON array of strings", form);
    }
    return new Instruction.Shell(statement, arguments);
  }

  private Instruction onbuild() {
    if (statement.trigger().isEmpty()) {
      throw faults.atKeyword("ONBUILD has no instruction", "write ONBUILD RUN command");
    }
    Flags.read(faults, NO_FLAGS);
    Statement trigger = statement.trigger().get();
    StatementFaults triggers = new StatementFaults(faults.source(), trigger);
    return switch (trigger.kind().orElse(null)) {
      case ONBUILD ->
          throw triggers.atKeyword("ONBUILD can't be inside of ONBUILD", "take one of them away");
      case FROM, MAINTAINER ->
          throw triggers.atKeyword(
              triggers.keyword() + " can't be a trigger",
              "ONBUILD takes any instruction but FROM, MAINTAINER and ONBUILD");
      case null, default -> new Instruction.Onbuild(statement, triggerText());
    };
  }

  /** What is behind ONBUILD on one line, then its here-documents. */
  private String triggerText() {
    String line = statement.original();
    int at = Blanks.skip(line, 0, line.length()) + "ONBUILD".length();
    while (at < line.length() && " \t\n\f\r".indexOf(line.charAt(at)) >= 0) {
      at++;
    }
    StringBuilder text = new StringBuilder(line.substring(at));
    for (Heredoc heredoc : statement.heredocs()) {
      text.append('\n').append(heredoc.written()).append(heredoc.name());
    }
    return text.toString();
  }

  private Command command() {
    Flags.read(faults, NO_FLAGS);
    return statement.json()
        ? new Command.Exec(arguments)
        : new Command.Shell(String.join(" ", arguments), List.of());
  }

  /** The one text that it takes, and no flags. */
  private String only(String what, String form) {
    String text = sole(what, form);
    Flags.read(faults, NO_FLAGS);
    return text;
  }

  private String sole(String what, String form) {
    atLeastOne("no " + what, "write " + form);
    return arguments.getFirst();
  }

  private void atLeastOne(String fact, String remedy) {
    if (arguments.isEmpty()) {
      throw faults.atKeyword(faults.keyword() + " has " + fact, remedy);
    }
  }

  private String rest(int from) {
    return String.join(" ", arguments.subList(from, arguments.size()));
  }

  private static String trimmed(String text) {
    int start = Blanks.skip(text, 0, text.length());
    return text.substring(start, Blanks.trimEnd(text, start, text.length()));
  }
}
