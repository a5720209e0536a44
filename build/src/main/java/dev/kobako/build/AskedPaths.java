package dev.kobako.build;

import dev.kobako.dockerfile.IgnorePatterns;
import dev.kobako.dockerfile.IgnorePatterns.Standing;
import dev.kobako.dockerfile.LexicalPath;
import dev.kobako.dockerfile.RunMount;
import dev.kobako.dockerfile.Wildcard;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Tree;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a build asks of a context. BuildKit's client sends nothing else, and a directory only if
 * something in it is sent or it is asked for itself: that is why {@code COPY dir/no-match*} alone
 * doesn't find {@code dir} (fsutil's {@code FollowLinks} and {@code NewFilterFS}).
 *
 * @param patterns sources of COPY, ADD and bind mounts: shortened, without leading slash; the empty
 *     text is the whole context
 */
record AskedPaths(List<String> patterns) {
  /** Nothing yet. */
  static final AskedPaths NONE = new AskedPaths(List.of());

  /** As many as Linux follows on the way to a file. */
  private static final int MOST_LINKS = 40;

  /** More paths than a person asks for; whoever has more is given the whole context. */
  private static final int MOST_PATHS = 10_000;

  AskedPaths {
    patterns = List.copyOf(patterns);
  }

  /** What all needed stages ask of the default context. */
  static AskedPaths of(Plan plan) {
    List<String> all = new ArrayList<>();
    for (Plan.Stage stage : plan.stages()) {
      for (Step step : stage.steps()) {
        switch (step) {
          case CopyStep copy when copy.from().equals(CopySource.Context.DEFAULT) ->
              all.addAll(sources(copy));
          case RunStep run -> all.addAll(mounted(run));
          case CopyStep _, WorkdirStep _, MetadataStep _ -> {
            // nothing of it
          }
        }
      }
    }
    return new AskedPaths(all);
  }

  /** This and what a step asks. */
  AskedPaths with(CopyStep step) {
    List<String> all = new ArrayList<>(patterns);
    all.addAll(sources(step));
    return new AskedPaths(all);
  }

  private static List<String> sources(CopyStep step) {
    List<String> all = new ArrayList<>();
    for (CopyStep.Source source : step.sources()) {
      if (source instanceof CopyStep.Source.Path(String pattern)) {
        all.add(relative(pattern));
      }
    }
    return all;
  }

  /** BuildKit gives a tmpfs the whole context to lie in. */
  private static List<String> mounted(RunStep step) {
    List<String> all = new ArrayList<>();
    for (RunStep.PlannedMount each : step.mounts()) {
      if (each.mount() instanceof RunMount.Tmpfs) {
        all.add("");
      } else if (each.mount() instanceof RunMount.Bind bind
          && each.from().equals(CopySource.Context.DEFAULT)) {
        all.add(relative(bind.source()));
      }
    }
    return all;
  }

  private static String relative(String path) {
    return LexicalPath.clean("/" + path).substring(1);
  }

  /** Whether a directory that is there is sent. */
  boolean hold(Tree tree, ImagePath directory) {
    SortedSet<String> followed = followed(tree);
    if (directory.isRoot() || followed.contains("")) {
      return true;
    }
    IgnorePatterns sent = IgnorePatterns.of("COPY", List.copyOf(followed));
    String path = directory.toString().substring(1);
    Standing standing = sent.top();
    for (int end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
      standing = sent.standing(standing, path.substring(0, end));
    }
    return hold(tree, directory, sent, standing);
  }

  private static boolean hold(Tree tree, ImagePath path, IgnorePatterns sent, Standing above) {
    String relative = path.toString().substring(1);
    if (!(tree.entry(path).orElse(null) instanceof Entry.Directory)) {
      return sent.ignores(above, relative);
    }
    Standing here = sent.standing(above, relative);
    return here.ignored()
        || tree.names(path).stream().anyMatch(name -> hold(tree, path.child(name), sent, here));
  }

  /**
   * A path that is still to be followed.
   *
   * @param links that led to it, one after the other
   */
  private record Followed(String path, int links) {}

  /** The patterns, and what the links lead to that are met on their way. */
  private SortedSet<String> followed(Tree tree) {
    SortedSet<String> all = new TreeSet<>();
    SortedSet<String> seen = new TreeSet<>();
    Deque<Followed> open = new ArrayDeque<>();
    patterns.forEach(pattern -> open.add(new Followed(pattern, 0)));
    while (!open.isEmpty() && seen.size() < MOST_PATHS) {
      Followed next = open.pop();
      if (next.links <= MOST_LINKS && seen.add(next.path)) {
        all.add(upToLink(tree, next, open));
      }
    }
    if (!open.isEmpty()) {
      all.add("");
    }
    return all;
  }

  /** The part of a path up to its first link, if there is one; puts where that leads into open. */
  private static String upToLink(Tree tree, Followed followed, Deque<Followed> open) {
    String path = followed.path;
    for (int end = path.indexOf('/'); ; end = path.indexOf('/', end + 1)) {
      String start = end < 0 ? path : path.substring(0, end);
      String rest = end < 0 ? "" : path.substring(end);
      List<String> targets = targets(tree, start);
      for (String target : targets) {
        open.push(new Followed(relative(target + rest), followed.links + 1));
      }
      if (!targets.isEmpty() || end < 0) {
        return start;
      }
    }
  }

  /** Where the links lead that a path names, the last name of which may be a pattern. */
  private static List<String> targets(Tree tree, String path) {
    int slash = path.lastIndexOf('/');
    String name = path.substring(slash + 1);
    ImagePath directory = ImagePath.of("/" + path.substring(0, Math.max(slash, 0)));
    List<String> targets = new ArrayList<>();
    if (Wildcard.isPattern(name)) {
      for (String each : tree.names(directory)) {
        if (Wildcard.matches(name, each)) {
          addTarget(tree, directory.child(each), targets);
        }
      }
    } else if (!name.isEmpty()) {
      addTarget(tree, directory.child(name), targets);
    }
    return targets;
  }

  private static void addTarget(Tree tree, ImagePath path, List<String> targets) {
    if (tree.entry(path).orElse(null) instanceof Entry.Symlink(var _, String target)) {
      targets.add(target.startsWith("/") ? target : path.parent().orElseThrow() + "/" + target);
    }
  }
}
