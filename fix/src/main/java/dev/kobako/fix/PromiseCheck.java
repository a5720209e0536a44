package dev.kobako.fix;

import dev.kobako.debian.InstalledPackages;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.dockerfile.IgnorePatterns;
import dev.kobako.elf.SymbolLoss;
import dev.kobako.loading.FoundLibraries;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Tree;
import dev.kobako.tree.TreeDiff;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Holds a promise against two images. What differs between two builds of the same Dockerfile
 * differs by itself, and nothing can be told of it.
 */
final class PromiseCheck {
  private static final Set<TreeDiff.Aspect> IGNORED = EnumSet.of(TreeDiff.Aspect.TIME);

  /** Where scripts of packages, and no one else, write what no package owns. */
  private static final IgnorePatterns OF_SCRIPTS =
      IgnorePatterns.of(
          "promise",
          List.of(
              "etc",
              "run",
              "var/lib",
              "var/cache",
              "var/log",
              "var/mail",
              "var/spool",
              "**/__pycache__",
              "**/*.pyc",
              "usr/share",
              "usr/lib/**/*.cache",
              "usr/lib/locale",
              "usr/lib/**/gconv-modules.cache"));

  private final BuiltImage before;
  private final Map<ImagePath, Set<TreeDiff.Aspect>> restless = new HashMap<>();
  private final Set<ImagePath> comingAndGoing = new HashSet<>();

  /**
   * Learns what differs by itself.
   *
   * @param before an image
   * @param again another one of the same Dockerfile
   */
  PromiseCheck(BuiltImage before, BuiltImage again) throws IOException {
    this.before = before;
    for (TreeDiff.Difference each :
        TreeDiff.between(before.tree(), again.tree(), IGNORED).differences()) {
      switch (each) {
        case TreeDiff.Difference.Changed changed -> restless.put(changed.path(), changed.aspects());
        case TreeDiff.Difference.Added _, TreeDiff.Difference.Removed _ ->
            each.path().parent().ifPresent(comingAndGoing::add);
      }
    }
  }

  /** How many paths differ by themselves. */
  int restless() {
    return restless.size() + comingAndGoing.size();
  }

  /** What differs and was not promised, for people; none where the promise holds. */
  List<String> broken(Promise promise, BuiltImage after) throws IOException {
    boolean isResult = promise.kept().isPresent();
    List<String> broken =
        new ArrayList<>(SettingsCheck.broken(promise.settings(), isResult, before, after));
    PathNames gone = new PathNames(promise.gone(before.config().environment()));
    PathNames changed = new PathNames(promise.changed());
    Optional<PackageLosses> packages =
        promise.packages()
            ? Optional.of(new PackageLosses(before.tree(), after.tree()))
            : Optional.empty();
    boolean keepsLinks = promise.keepsLinks();
    for (TreeDiff.Difference each :
        TreeDiff.between(before.tree(), after.tree(), IGNORED).differences()) {
      if (promise
          .kept()
          .filter(paths -> paths.stream().noneMatch(each.path()::startsWith))
          .isPresent()) {
        continue;
      }
      Optional<String> fact = isToldBelow(each, after) ? Optional.empty() : fact(each, keepsLinks);
      boolean named =
          isNamed(each, gone.fit(each.path()), changed.fit(each.path()))
              || packages.filter(it -> it.explain(each)).isPresent();
      if (fact.isPresent() && !named && !(promise.symbols() && lostSymbols(each))) {
        broken.add(each.path() + fact.get());
      }
    }
    if (isResult) {
      broken.addAll(new FoundLibraries(after.tree()).missing(before.tree()));
    }
    return broken;
  }

  /** Whether all that differs is what a program had for debuggers. */
  private boolean lostSymbols(TreeDiff.Difference difference) throws IOException {
    if (!(difference instanceof TreeDiff.Difference.Changed changed)
        || !(changed.before() instanceof Entry.RegularFile old)
        || !(changed.after() instanceof Entry.RegularFile now)) {
      return false;
    }
    Set<TreeDiff.Aspect> aspects = EnumSet.copyOf(changed.aspects());
    aspects.removeAll(restless.getOrDefault(changed.path(), Set.of()));
    aspects.remove(TreeDiff.Aspect.CONTENT);
    if (!aspects.isEmpty()) {
      return false;
    }
    try (SeekableByteChannel one = old.content().openChannel();
        SeekableByteChannel other = now.content().openChannel()) {
      return SymbolLoss.isBetween(one, other, changed.path().toString());
    } catch (KobakoException _) {
      return false; // damaged, so that nobody can tell
    }
  }

  /** What may both go and change may also come: it is somebody's own. */
  private static boolean isNamed(TreeDiff.Difference difference, boolean gone, boolean changed) {
    return switch (difference) {
      case TreeDiff.Difference.Added _ -> gone && changed;
      case TreeDiff.Difference.Removed _ -> gone;
      case TreeDiff.Difference.Changed _ -> changed;
    };
  }

  /** A folder that came or went with what is in it. */
  private boolean isToldBelow(TreeDiff.Difference difference, BuiltImage after) {
    return switch (difference) {
      case TreeDiff.Difference.Added _ -> !after.tree().names(difference.path()).isEmpty();
      case TreeDiff.Difference.Removed _ -> !before.tree().names(difference.path()).isEmpty();
      case TreeDiff.Difference.Changed _ -> false;
    };
  }

  /** What differs at a path, where it doesn't by itself. */
  private Optional<String> fact(TreeDiff.Difference difference, boolean keepsLinks) {
    boolean inUnrest = difference.path().parent().filter(comingAndGoing::contains).isPresent();
    return switch (difference) {
      case TreeDiff.Difference.Added _ ->
          inUnrest ? Optional.empty() : Optional.of(" is there, and was not before");
      case TreeDiff.Difference.Removed _ -> inUnrest ? Optional.empty() : Optional.of(" is gone");
      case TreeDiff.Difference.Changed changed -> {
        Set<TreeDiff.Aspect> aspects = EnumSet.copyOf(changed.aspects());
        aspects.removeAll(restless.getOrDefault(changed.path(), Set.of()));
        if (!keepsLinks) {
          aspects.remove(TreeDiff.Aspect.LINKS);
        }
        yield aspects.isEmpty() ? Optional.empty() : Optional.of(" has " + words(aspects));
      }
    };
  }

  private static String words(Set<TreeDiff.Aspect> aspects) {
    return String.join(" and ", aspects.stream().map(PromiseCheck::word).toList());
  }

  private static String word(TreeDiff.Aspect aspect) {
    return switch (aspect) {
      case KIND -> "become something else";
      case MODE -> "another mode";
      case OWNER -> "another owner";
      case TIME -> "another time";
      case XATTRS -> "other extended attributes";
      case CONTENT -> "other bytes";
      case TARGET -> "another target";
      case DEVICE -> "another device number";
      case LINKS -> "other names";
    };
  }

  /** Patterns of paths. */
  private static final class PathNames {
    private final Optional<IgnorePatterns> patterns;

    PathNames(List<String> texts) {
      this.patterns =
          texts.isEmpty() ? Optional.empty() : Optional.of(IgnorePatterns.of("promise", texts));
    }

    boolean fit(ImagePath path) {
      return !path.isRoot()
          && patterns.filter(it -> it.ignores(path.toString().substring(1))).isPresent();
    }
  }

  /** What has to do with packages that are installed no longer. */
  private static final class PackageLosses {
    private final InstalledPackages old;
    private final InstalledPackages now;

    PackageLosses(Tree before, Tree after) {
      this.old = InstalledPackages.of(before);
      this.now = InstalledPackages.of(after);
    }

    boolean explain(TreeDiff.Difference difference) {
      ImagePath path = difference.path();
      boolean lost = old.owner(path).isPresent() && now.owner(path).isEmpty();
      boolean unowned = old.owner(path).isEmpty() && now.owner(path).isEmpty();
      return switch (difference) {
        case TreeDiff.Difference.Added _ -> false;
        case TreeDiff.Difference.Removed removed ->
            lost
                || (unowned
                    && (isOfScripts(path)
                        || isAlternative(removed.before())
                        // scripts make folders below /usr/local; what was in one is told by itself
                        || removed.before() instanceof Entry.Directory));
        case TreeDiff.Difference.Changed changed ->
            unowned && (isOfScripts(path) || isAlternative(changed.before()));
      };
    }

    private static boolean isOfScripts(ImagePath path) {
      return OF_SCRIPTS.ignores(path.toString().substring(1));
    }

    /** A link that update-alternatives made. */
    private static boolean isAlternative(Entry entry) {
      return entry instanceof Entry.Symlink link && link.target().startsWith("/etc/alternatives/");
    }
  }
}
