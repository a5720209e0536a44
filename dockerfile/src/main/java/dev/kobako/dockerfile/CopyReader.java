package dev.kobako.dockerfile;

import dev.kobako.dockerfile.Expansion.IllegalExpansionException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** Reads COPY and ADD. */
final class CopyReader {
  private final StatementFaults faults;
  private final Statement statement;
  private final List<String> sources = new ArrayList<>();
  private final List<Heredoc> files = new ArrayList<>();

  CopyReader(StatementFaults faults) {
    this.faults = faults;
    this.statement = faults.statement();
  }

  Instruction read() {
    boolean add = statement.kind().equals(Optional.of(Keyword.ADD));
    List<String> arguments = statement.arguments();
    if (arguments.size() < 2) {
      String form = "write " + faults.keyword() + " source destination";
      throw arguments.isEmpty()
          ? faults.atKeyword(faults.keyword() + " has neither source nor destination", form)
          : faults.atArgument(
              0, faults.keyword() + " has one path; it takes a source and a destination", form);
    }
    Flags flags = Flags.read(faults, add ? addFlags() : copyFlags());
    Optional<Flag> from = flags.text("from");
    from.ifPresent(this::refuseExpansion);
    int last = arguments.size() - 1;
    if (HeredocOpening.parse(arguments.get(last)).isPresent()) {
      throw faults.atArgument(
          last,
          "the destination of " + faults.keyword() + " is a here-document",
          "write the here-document first, then the path");
    }
    arguments.subList(0, last).forEach(this::source);
    return new Instruction.Copy(
        statement,
        add,
        sources,
        files,
        arguments.get(last),
        from,
        flags.text("chown"),
        flags.text("chmod"),
        flags.on("link"),
        flags.on("parents"),
        flags.all("exclude"),
        flags.text("checksum"),
        flags.on("keep-git-dir"),
        flags.stated("unpack"));
  }

  private static SequencedMap<String, Flags.Kind> copyFlags() {
    SequencedMap<String, Flags.Kind> known = new LinkedHashMap<>();
    known.put("from", Flags.Kind.TEXT);
    known.put("chown", Flags.Kind.TEXT);
    known.put("chmod", Flags.Kind.TEXT);
    known.put("link", Flags.Kind.SWITCH);
    known.put("parents", Flags.Kind.SWITCH);
    known.put("exclude", Flags.Kind.TEXTS);
    return known;
  }

  private static SequencedMap<String, Flags.Kind> addFlags() {
    SequencedMap<String, Flags.Kind> known = new LinkedHashMap<>();
    known.put("chown", Flags.Kind.TEXT);
    known.put("chmod", Flags.Kind.TEXT);
    known.put("link", Flags.Kind.SWITCH);
    known.put("exclude", Flags.Kind.TEXTS);
    known.put("checksum", Flags.Kind.TEXT);
    known.put("keep-git-dir", Flags.Kind.SWITCH);
    known.put("unpack", Flags.Kind.SWITCH);
    return known;
  }

  private void source(String argument) {
    Optional<HeredocOpening> opening = HeredocOpening.parse(argument);
    if (opening.isEmpty()) {
      sources.add(argument);
      return;
    }
    // of several with one name the last is what all of them are; in a JSON array there are no lines
    Heredoc file = opening.get().with("");
    for (Heredoc heredoc : statement.heredocs()) {
      if (heredoc.name().equals(opening.get().name())) {
        file = opening.get().with(heredoc.written());
      }
    }
    files.add(file);
  }

  /** A stage must be known before any variable is. */
  private void refuseExpansion(Flag from) {
    String plain;
    try {
      plain = new Expansion('\\').word(from.value(), Expansion.Variables.NONE).text();
    } catch (IllegalExpansionException e) {
      throw faults.atFlag(from, e.fact(), e.remedy());
    }
    if (!plain.equals(from.value())) {
      throw faults.atFlag(
          from,
          "--from=" + from.value() + " has a variable or quotes, which --from does not expand",
          "add a stage 'FROM " + from.value() + " AS NAME' and write --from=NAME");
    }
  }
}
