package dev.kobako.lint;

import dev.kobako.dockerfile.Part;
import dev.kobako.dockerfile.Span;
import dev.kobako.dockerfile.SyntaxTree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A comment that tells linters something, in hadolint's form. A closed set. */
sealed interface Pragma {
  /** {@code # hadolint ignore=IDS}: for the instruction in the next line. */
  record Ignore(SortedSet<String> rules) implements Pragma {}

  /** {@code # hadolint stage ignore=IDS}: for the stage whose FROM is in the next line. */
  record IgnoreInStage(SortedSet<String> rules) implements Pragma {}

  /** {@code # hadolint global ignore=IDS}: for the file. */
  record IgnoreEverywhere(SortedSet<String> rules) implements Pragma {}

  /** {@code # hadolint shell=NAME}: what the base image has in the place of sh. */
  record Shell(String name) implements Pragma {}

  /**
   * A pragma and where it is.
   *
   * @param line 1 for the first
   * @param span of the comment
   */
  record Located(Pragma pragma, int line, Span span) {}

  /** Rules by id, with a reason behind another {@code #} where its author has one. */
  Pattern IGNORE =
      Pattern.compile(
          "[ \t]*hadolint[ \t]+(?:(?<scope>stage|global)[ \t]+)?ignore[ \t]*=[ \t]*"
              + "(?<rules>[A-Za-z0-9]+[ \t]*(?:,[ \t]*[A-Za-z0-9]+[ \t]*)*)(?:#.*)?");

  /** A word. */
  Pattern SHELL =
      Pattern.compile("[ \t]*hadolint[ \t]+shell[ \t]*=[ \t]*(?<name>[^ \t]+)[ \t]*(?:#.*)?");

  /** All of a file: comments between instructions, not those inside of one. */
  static List<Located> all(SyntaxTree syntax) {
    List<Located> all = new ArrayList<>();
    for (Part part : syntax.parts()) {
      if (part instanceof Part.Comment(Span lines)) {
        String text = syntax.source().text(lines);
        int hash = text.indexOf('#');
        Span shown = new Span(lines.start() + hash, lines.start() + text.stripTrailing().length());
        of(text.substring(hash + 1).replaceAll("[\r\n]+$", ""))
            .ifPresent(
                pragma -> all.add(new Located(pragma, syntax.source().line(shown.start()), shown)));
      }
    }
    return all;
  }

  /**
   * Reads a comment.
   *
   * @param comment without {@code #} and line end
   */
  static Optional<Pragma> of(String comment) {
    if (!comment.contains("hadolint")) {
      return Optional.empty();
    }
    Matcher shell = SHELL.matcher(comment);
    if (shell.matches()) {
      return Optional.of(new Shell(shell.group("name")));
    }
    Matcher ignore = IGNORE.matcher(comment);
    if (!ignore.matches()) {
      return Optional.empty();
    }
    SortedSet<String> rules = new TreeSet<>();
    for (String rule : ignore.group("rules").split(",")) {
      rules.add(rule.strip());
    }
    SortedSet<String> ids = Collections.unmodifiableSortedSet(rules);
    String scope = ignore.group("scope");
    if (scope == null) {
      return Optional.of(new Ignore(ids));
    }
    return Optional.of(scope.equals("stage") ? new IgnoreInStage(ids) : new IgnoreEverywhere(ids));
  }
}
