package dev.kobako.slim;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Tree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Files that the user adds: {@code SRC[:DEST]}. SRC is a path of the source and may have globs
 * ({@code *}, {@code ?}, {@code [...]} within a name, {@code **} for any folders). DEST names the
 * file or folder it becomes; with a trailing slash, or with several matches, the folder it goes
 * into.
 */
final class Includes {
  private Includes() {}

  static void keep(String include, Closure closure) throws IOException {
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
    String pattern = from.startsWith("/") ? from : closure.source().workingDirectory() + "/" + from;
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
        ImagePath folder = ImagePath.of(to.get());
        String name = match.substring(match.lastIndexOf('/') + 1);
        copy(match, into && !name.isEmpty() ? folder.child(name) : folder, closure, reason);
      }
    }
  }

  private static void keepInPlace(String path, Closure closure, Reason reason) throws IOException {
    Optional<ImagePath> place = closure.keep(path, reason);
    if (place.isPresent()) {
      if (closure.tree().entry(place.get()).orElse(null) instanceof Entry.Directory) {
        closure.keepAll(place.get().toString(), reason);
      } else {
        closure.keepData(place.get(), reason);
      }
    }
  }

  private static void copy(String path, ImagePath target, Closure closure, Reason reason) {
    ImagePath top = closure.tree().resolve(path).place();
    int skipped = top.names().size();
    closure
        .tree()
        .walk(
            top,
            (from, entry) -> {
              ImagePath to = target;
              for (String name : from.names().subList(skipped, from.names().size())) {
                to = to.child(name);
              }
              closure.add(to, entry, reason);
            });
  }

  /**
   * The existing paths that a pattern stands for, sorted; a pattern without globs stands for
   * itself.
   */
  private static List<String> matches(Tree tree, String pattern) {
    if (!pattern.contains("*") && !pattern.contains("?") && !pattern.contains("[")) {
      return tree.resolve(pattern).entry().isPresent() ? List.of(pattern) : List.of();
    }
    List<String> here = List.of("");
    for (String part : pattern.substring(1).split("/")) {
      List<String> next = new ArrayList<>();
      for (String folder : here) {
        if (part.equals("**")) {
          ImagePath top = tree.resolve(folder.isEmpty() ? "/" : folder).place();
          tree.walk(
              top,
              (path, entry) -> {
                if (entry instanceof Entry.Directory) {
                  next.add(path.isRoot() ? "" : path.toString());
                }
              });
        } else {
          Pattern names = Pattern.compile(regex(part));
          for (String name : tree.names(tree.resolve(folder.isEmpty() ? "/" : folder).place())) {
            if (names.matcher(name).matches() && (part.startsWith(".") || !name.startsWith("."))) {
              next.add(folder + "/" + name);
            }
          }
        }
      }
      here = next;
    }
    return here.stream().map(path -> path.isEmpty() ? "/" : path).distinct().sorted().toList();
  }

  private static String regex(String glob) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < glob.length(); i++) {
      char c = glob.charAt(i);
      int close = c == '[' ? glob.indexOf(']', i + 2) : -1;
      if (close > 0) {
        String set = glob.substring(i + 1, close).replace("\\", "\\\\").replace("[", "\\[");
        regex.append('[').append(set.startsWith("!") ? "^" + set.substring(1) : set).append(']');
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
    return regex.toString();
  }
}
