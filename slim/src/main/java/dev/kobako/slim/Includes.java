package dev.kobako.slim;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Resolution;
import dev.kobako.tree.Tree;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Files that the user adds: {@code SRC[:DEST]}. SRC is a path of the source and may have globs
 * ({@code *}, {@code ?}, {@code [...]} within a name, {@code **} for any folders). DEST names the
 * file or folder it becomes; with a trailing slash, or with several matches, the folder it goes
 * into.
 */
public final class Includes {
  private Includes() {}

  static void keep(String include, String here, Closure closure) throws IOException {
    int colon = include.indexOf(':');
    String from = colon < 0 ? include : include.substring(0, colon);
    Optional<String> to = colon < 0 ? Optional.empty() : Optional.of(include.substring(colon + 1));
    if (from.isEmpty() || !to.orElse("/").startsWith("/")) {
      throw KobakoException.usage(
          Diagnostic.of(
              "--include " + include,
              "is not SRC[:DEST] with an absolute DEST",
              "write it as --include templates:/usr/share/app/templates"));
    }
    String pattern = from.startsWith("/") ? from : here + "/" + from;
    List<String> matches = matches(closure.tree(), pattern);
    if (matches.isEmpty()) {
      throw KobakoException.usage(
          Diagnostic.of(
              "--include " + include,
              "nothing in " + closure.source().name() + " matches " + pattern,
              "check the path; globs match names as they are on the source"));
    }
    Reason reason = Reason.asked("--include " + include);
    for (String match : matches) {
      if (to.isEmpty()) {
        keepInPlace(match, closure, reason);
      } else {
        boolean into = to.get().endsWith("/") || matches.size() > 1;
        String name = match.substring(match.lastIndexOf('/') + 1);
        new Destination(to.get(), closure, reason)
            .copy(
                place(closure.tree(), match).orElseThrow(),
                into && !name.isEmpty() ? Optional.of(name) : Optional.empty());
      }
    }
  }

  /**
   * Keeps what a path leads to where it is, a folder with all below, and what ELF files among it
   * load. A link that leads nowhere, as those to {@code /proc}, stays as it is.
   *
   * @param path absolute, may lead through links
   */
  public static void keepInPlace(String path, Closure closure, Reason reason) throws IOException {
    Optional<ImagePath> place = closure.keep(path, reason);
    if (place.isPresent()) {
      if (closure.tree().entry(place.get()).orElse(null) instanceof Entry.Directory) {
        closure.keepAll(place.get().toString(), reason);
      } else {
        closure.keepData(place.get(), reason);
      }
    } else if (place(closure.tree(), path).isPresent()) {
      closure.keepUnfollowed(path, reason);
    }
  }

  /** Where a path leads; where the link is that leads nowhere; empty where nothing is. */
  private static Optional<ImagePath> place(Tree tree, String path) {
    Resolution end = tree.resolve(path);
    if (end.entry().isPresent()) {
      return Optional.of(end.place());
    }
    int slash = path.lastIndexOf('/');
    ImagePath folder = tree.resolve(slash == 0 ? "/" : path.substring(0, slash)).place();
    String name = path.substring(slash + 1);
    return tree.names(folder).contains(name) ? Optional.of(folder.child(name)) : Optional.empty();
  }

  /**
   * The existing paths that a pattern stands for, sorted; a pattern without globs stands for
   * itself.
   *
   * @param pattern absolute
   */
  public static List<String> matches(Tree tree, String pattern) {
    if (!pattern.contains("*") && !pattern.contains("?") && !pattern.contains("[")) {
      return place(tree, pattern).isPresent() ? List.of(pattern) : List.of();
    }
    Set<String> here = Set.of("");
    for (String part : pattern.substring(1).split("/")) {
      Set<String> next = new LinkedHashSet<>();
      for (String folder : here) {
        step(tree, folder, part, next);
      }
      here = next;
    }
    return here.stream().map(path -> path.isEmpty() ? "/" : path).sorted().toList();
  }

  /** Adds the paths in {@code folder} that one part of a pattern stands for. */
  private static void step(Tree tree, String folder, String part, Set<String> found) {
    ImagePath place = tree.resolve(folder.isEmpty() ? "/" : folder).place();
    if (part.equals("**")) {
      tree.walk(
          place,
          (path, entry) -> {
            if (entry instanceof Entry.Directory) {
              found.add(path.isRoot() ? "" : path.toString());
            }
          });
    } else if (part.equals("..")) {
      found.add(folder + "/..");
    } else {
      Pattern names = names(part);
      for (String name : tree.names(place)) {
        if (names.matcher(name).matches() && (part.startsWith(".") || !name.startsWith("."))) {
          found.add(folder + "/" + name);
        }
      }
    }
  }

  private static Pattern names(String glob) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < glob.length(); i++) {
      char c = glob.charAt(i);
      int close = c == '[' ? glob.indexOf(']', i + 2) : -1;
      if (close > 0) {
        String set = glob.substring(i + 1, close);
        boolean negated = set.startsWith("!") && set.length() > 1;
        regex
            .append(negated ? "[^" : "[")
            .append((negated ? set.substring(1) : set).replaceAll("([^A-Za-z0-9-])", "\\\\$1"))
            .append(']');
        i = close;
      } else {
        regex.append(
            switch (c) {
              case '*' -> ".*";
              case '?' -> ".";
              default -> Pattern.quote(String.valueOf(c));
            });
      }
    }
    try {
      return Pattern.compile(regex.toString(), Pattern.DOTALL);
    } catch (PatternSyntaxException backwardRange) {
      return Pattern.compile("(?!)");
    }
  }
}
