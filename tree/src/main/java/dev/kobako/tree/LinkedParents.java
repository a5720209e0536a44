package dev.kobako.tree;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the directory that a member of a layer lies in, through links but never out of the root.
 */
final class LinkedParents {
  private final Growth root;
  private final Origin origin;
  private final TarLimits limits;
  private final ImpliedDirectories count;

  LinkedParents(Growth root, Origin origin, TarLimits limits, ImpliedDirectories count) {
    this.root = root;
    this.origin = origin;
    this.limits = limits;
    this.count = count;
  }

  /** The directory, or null where there is none. */
  @Nullable Growth find(List<String> names, TarPlace place) {
    return descend(names, false, place);
  }

  /**
   * The directory; what is missing of it is made.
   *
   * @throws dev.kobako.diagnostic.KobakoException if something else is in the way
   */
  Growth make(List<String> names, TarPlace place) {
    Growth made = descend(names, true, place);
    if (made == null) {
      throw new IllegalStateException("a directory that was neither found nor made");
    }
    return made;
  }

  private @Nullable Growth descend(List<String> names, boolean make, TarPlace place) {
    Growth here = root;
    for (int i = 0; i < names.size(); i++) {
      Growth child = here.child(names.get(i));
      if (child == null && make) {
        child = implied(here, names.get(i), place);
      }
      if (child == null) {
        return null;
      }
      if (!child.isDirectory()) {
        // Links are rare: the slow way starts again from the root.
        return new Walk(make, place).descend(names);
      }
      here = child;
    }
    return here;
  }

  private Growth implied(Growth parent, String name, TarPlace place) {
    count.takeOne(place);
    Growth directory = Growth.impliedDirectory(origin);
    directory.clearSince = origin.layer();
    parent.put(name, directory);
    return directory;
  }

  /** One walk that follows links, and remembers the way for {@code ..} in their targets. */
  private final class Walk {
    private final boolean make;
    private final TarPlace place;
    private final Deque<String> ahead = new ArrayDeque<>();
    private final List<Growth> way = new ArrayList<>();
    private final List<String> wayNames = new ArrayList<>();
    private int links;

    /** Of the names on the way, each with its slash. */
    private long wayBytes;

    Walk(boolean make, TarPlace place) {
      this.make = make;
      this.place = place;
    }

    @Nullable Growth descend(List<String> names) {
      way.add(root);
      names.reversed().forEach(ahead::push);
      while (!ahead.isEmpty()) {
        String name = ahead.pop();
        if (name.equals("..")) {
          if (!wayNames.isEmpty()) {
            way.removeLast();
            wayBytes -= bytes(wayNames.removeLast());
          }
        } else if (!step(name, names)) {
          return null;
        }
      }
      return way.getLast();
    }

    private boolean step(String name, List<String> names) {
      Growth here = way.getLast();
      Growth child = here.child(name);
      if (child == null && make) {
        child = implied(here, name, place);
      }
      if (child == null) {
        return false;
      }
      switch (child.entry) {
        case Entry.Directory _ -> {
          way.add(child);
          wayNames.add(name);
          wayBytes += bytes(name);
          requireShort();
        }
        case Entry.Symlink link -> follow(link, names);
        case Entry.RegularFile _, Entry.Device _, Entry.Fifo _ -> {
          if (make) {
            throw place.finding(
                "an entry in /"
                    + Printable.text(String.join("/", names))
                    + ", but /"
                    + Printable.text(
                        wayNames.isEmpty() ? name : String.join("/", wayNames) + "/" + name)
                    + " is no directory");
          }
          return false;
        }
      }
      return true;
    }

    private void follow(Entry.Symlink link, List<String> names) {
      if (++links > Resolution.MAX_LINKS) {
        throw place.finding(
            "more than "
                + Resolution.MAX_LINKS
                + " links on the way to /"
                + Printable.text(String.join("/", names)));
      }
      if (link.target().startsWith("/")) {
        way.subList(1, way.size()).clear();
        wayNames.clear();
        wayBytes = 0;
      }
      List<String> target = new ArrayList<>(List.of(link.target().split("/")));
      target.removeIf(part -> part.isEmpty() || part.equals("."));
      target.reversed().forEach(ahead::push);
    }

    /** Links can put together a path that no member could name. */
    private void requireShort() {
      if (wayBytes > limits.pathBytes()) {
        throw place.finding(
            "links that lead to a path of "
                + wayBytes
                + " bytes, expected at most "
                + limits.pathBytes());
      }
    }

    private static int bytes(String name) {
      return 1 + PathBytes.encode(name).length;
    }
  }
}
