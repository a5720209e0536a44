package dev.kobako.tree;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Where a path leads.
 *
 * @param outcome what was found at the end
 * @param place where the walk ended: the path without links of what was found, or of what is
 *     missing or in the way
 * @param links every symbolic link that was followed, in order, each by its own path without links
 */
public record Resolution(Outcome outcome, ImagePath place, List<ImagePath> links) {
  /** As the kernel's own limit (path_resolution(7)). */
  public static final int MAX_LINKS = 40;

  /** How a resolution can end. */
  public sealed interface Outcome {
    /** There is something that is not a link. */
    record Found(Entry entry) implements Outcome {}

    /** There is nothing at the place, ENOENT. */
    record Missing() implements Outcome {}

    /** The place is no directory but the path goes on below it, ENOTDIR. */
    record NotDirectory() implements Outcome {}

    /** More than {@value #MAX_LINKS} links, ELOOP. */
    record TooManyLinks() implements Outcome {}
  }

  public Resolution {
    links = List.copyOf(links);
  }

  /** The entry, if something was found. */
  public Optional<Entry> entry() {
    return outcome instanceof Outcome.Found(Entry entry) ? Optional.of(entry) : Optional.empty();
  }

  /** The regular file, if that is what was found. */
  public Optional<Entry.RegularFile> file() {
    return entry().filter(Entry.RegularFile.class::isInstance).map(Entry.RegularFile.class::cast);
  }

  /** What is exactly at a path. */
  interface Places {
    Optional<Entry> entry(ImagePath path);
  }

  static Resolution of(Places tree, String path) {
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException("not an absolute path: " + path);
    }
    Deque<String> ahead = new ArrayDeque<>();
    push(ahead, path);
    List<ImagePath> links = new ArrayList<>();
    ImagePath here = ImagePath.ROOT;
    Entry entry = tree.entry(here).orElse(null);
    while (!ahead.isEmpty()) {
      String name = ahead.pop();
      if (entry == null) {
        return new Resolution(new Outcome.Missing(), here, links);
      }
      if (!(entry instanceof Entry.Directory)) {
        return new Resolution(new Outcome.NotDirectory(), here, links);
      }
      if (name.equals(".")) {
        continue;
      }
      ImagePath next = name.equals("..") ? here.parent().orElse(here) : here.child(name);
      Entry found = tree.entry(next).orElse(null);
      if (found instanceof Entry.Symlink link) {
        links.add(next);
        if (links.size() > MAX_LINKS) {
          return new Resolution(new Outcome.TooManyLinks(), next, links);
        }
        if (link.target().isEmpty()) {
          return new Resolution(new Outcome.Missing(), next, links);
        }
        push(ahead, link.target());
        if (link.target().startsWith("/")) {
          here = ImagePath.ROOT;
          entry = tree.entry(here).orElse(null);
        }
      } else {
        here = next;
        entry = found;
      }
    }
    return entry == null
        ? new Resolution(new Outcome.Missing(), here, links)
        : new Resolution(new Outcome.Found(entry), here, links);
  }

  /** Puts the names of {@code path} in front; a trailing slash asks for a directory. */
  private static void push(Deque<String> ahead, String path) {
    String[] names = path.split("/");
    if (path.endsWith("/")) {
      ahead.push(".");
    }
    for (int i = names.length - 1; i >= 0; i--) {
      if (!names[i].isEmpty()) {
        ahead.push(names[i]);
      }
    }
  }
}
