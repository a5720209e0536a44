package dev.kobako.build;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.diagnostic.Spelling;
import dev.kobako.dockerfile.IgnorePatterns;
import dev.kobako.dockerfile.Wildcard;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Printable;
import dev.kobako.tree.Resolution;
import dev.kobako.tree.Tree;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds what a path among the sources names. Links are followed, the last name's as well; a pattern
 * may match nothing, a name may not be missing.
 */
final class SourceSearch {
  private static final String PIVOT = "/./";

  private final CopyStep step;
  private final SourceTree source;
  private final Tree tree;

  SourceSearch(CopyStep step, SourceTree source) {
    this.step = step;
    this.source = source;
    this.tree = source.tree();
  }

  List<CopiedSource> find(String pattern) {
    requireWellFormed(pattern);
    IgnorePatterns excluded = IgnorePatterns.of("--exclude", step.excludes());
    return step.parents()
        ? withParents(pattern, excluded)
        : matches(pattern, new CopyFilter(IgnorePatterns.NONE, excluded));
  }

  /**
   * With --parents all of the root is gone through, or of what is before {@code /./}, and that is
   * taken which matches the path as patterns of .dockerignore do.
   */
  private List<CopiedSource> withParents(String path, IgnorePatterns excluded) {
    int pivot = path.indexOf(PIVOT);
    String start = pivot < 0 ? "/" : path.substring(0, pivot);
    List<String> names = names(pivot < 0 ? path : path.substring(pivot + PIVOT.length()));
    CopyFilter filter =
        new CopyFilter(IgnorePatterns.of("--parents", List.of(String.join("/", names))), excluded);
    if (!Wildcard.isPattern(start) && names.stream().noneMatch(Wildcard::isPattern)) {
      if (names.isEmpty()) {
        throw KobakoException.finding(
            Diagnostic.of(
                Printable.text(path),
                "names a folder as a whole, which --parents copies nothing of",
                "name what is in it, such as ./*, or leave --parents out"));
      }
      ImagePath place = require("/" + String.join("/", names(start))).place();
      for (String name : names) {
        place = place.child(name);
        if (tree.entry(place).isEmpty()) {
          throw missing(place.toString(), "is not in " + where(), place);
        }
      }
    }
    if (pivot >= 0 && !Wildcard.isPattern(start)) {
      requireSent(start, require("/" + String.join("/", names(start))).place());
    }
    return matches(start, filter);
  }

  private List<CopiedSource> matches(String path, CopyFilter filter) {
    List<String> names = names(path);
    int plain = 0;
    while (plain < names.size() && !Wildcard.isPattern(names.get(plain))) {
      plain++;
    }
    if (plain == names.size()) {
      return List.of(found("/" + String.join("/", names), filter));
    }
    String start = "/" + String.join("/", names.subList(0, plain));
    ImagePath directory = require(start).place();
    List<ImagePath> matched = new ArrayList<>();
    collect(directory, names.subList(plain, names.size()), matched);
    if (matched.isEmpty()) {
      requireSent(start, directory);
    }
    return matched.stream().map(each -> found(each.toString(), filter)).toList();
  }

  /** In a context's path without a pattern a backslash counts as well. */
  private void requireWellFormed(String pattern) {
    boolean tried = step.from() instanceof CopySource.Context || Wildcard.isPattern(pattern);
    if (tried && Wildcard.isMalformed(pattern)) {
      throw KobakoException.finding(
          Diagnostic.of(
              Printable.text(pattern),
              "is no pattern: a class is not closed or empty, or a backslash stands at the end",
              "write a backslash before a [ of a name, and \" around each text of an array"));
    }
  }

  /** The names of a path, shortened as text: {@code ..} takes back the name before it. */
  private static List<String> names(String path) {
    List<String> names = new ArrayList<>();
    for (String name : path.split("/")) {
      if (name.equals("..") && !names.isEmpty()) {
        names.removeLast();
      } else if (!name.isEmpty() && !name.equals(".") && !name.equals("..")) {
        names.add(name);
      }
    }
    return names;
  }

  /** No link is followed on the way; each pattern stands for one name. */
  private void collect(ImagePath directory, List<String> patterns, List<ImagePath> matched) {
    for (String name : tree.names(directory)) {
      if (Wildcard.matches(patterns.getFirst(), name)) {
        ImagePath path = directory.child(name);
        if (patterns.size() == 1) {
          matched.add(path);
        } else {
          collect(path, patterns.subList(1, patterns.size()), matched);
        }
      }
    }
  }

  private CopiedSource found(String path, CopyFilter filter) {
    Resolution resolution = require(path);
    String name = path.substring(path.lastIndexOf('/') + 1);
    return new CopiedSource(source, resolution.place(), name, true, filter, unpacks());
  }

  private boolean unpacks() {
    return step.unpack().orElse(step.add());
  }

  private Resolution require(String path) {
    Resolution resolution = tree.resolve(path);
    return switch (resolution.outcome()) {
      case Resolution.Outcome.Found _ -> resolution;
      case Resolution.Outcome.Missing() ->
          throw missing(path, "is not in " + where(), resolution.place());
      case Resolution.Outcome.NotDirectory() ->
          throw missing(
              path,
              "is not in "
                  + where()
                  + ": "
                  + Printable.text(resolution.place().toString())
                  + " is no directory",
              resolution.place());
      case Resolution.Outcome.TooManyLinks() ->
          throw missing(path, "leads through links without end in " + where(), resolution.place());
    };
  }

  /**
   * A directory of the context is there only if the build asks for it or for something in it.
   *
   * @param directory all links followed
   */
  private void requireSent(String path, ImagePath directory) {
    if (source.asked().map(asked -> asked.with(step).hold(tree, directory)).orElse(true)) {
      return;
    }
    throw KobakoException.finding(
        Diagnostic.of(
            Printable.text(path),
            "has nothing in it that this build copies, and counts as missing then",
            "check the pattern; name a file of the folder that is always there beside one that may"
                + " match nothing"));
  }

  private KobakoException missing(String path, String fact, ImagePath stop) {
    List<String> beside = stop.parent().map(this::visible).orElse(List.of());
    String remedy =
        Spelling.nearest(stop.name(), beside)
            .map(near ->
                "did you mean '"
                    + Printable.text(stop.parent().orElseThrow().child(near).toString())
                    + "'?")
            .orElseGet(this::remedy);
    return KobakoException.finding(Diagnostic.of(Printable.text(path), fact, remedy));
  }

  private List<String> visible(ImagePath directory) {
    return tree.entry(directory).orElse(null) instanceof Entry.Directory
        ? tree.names(directory)
        : List.of();
  }

  private String remedy() {
    return switch (step.from()) {
      case CopySource.Context _ ->
          "check the path, which starts at the context's folder, and that .dockerignore doesn't"
              + " leave it out";
      case CopySource.OfStage _, CopySource.OfImage _, CopySource.Nowhere _ ->
          "check the path, which starts at the root";
    };
  }

  private String where() {
    return switch (step.from()) {
      case CopySource.Context(String name) ->
          name.isEmpty() ? "the build context" : "the build context '" + name + "'";
      case CopySource.OfStage(int stage) -> "stage " + stage;
      case CopySource.OfImage(String reference, _) -> "the image " + reference;
      case CopySource.Nowhere() -> "any source";
    };
  }
}
