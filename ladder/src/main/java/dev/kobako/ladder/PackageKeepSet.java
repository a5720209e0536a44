package dev.kobako.ladder;

import dev.kobako.check.Trace;
import dev.kobako.debian.InstalledPackage;
import dev.kobako.slim.KeepSet;
import dev.kobako.slim.Kept;
import dev.kobako.slim.Reason;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * What stays at level package: all that clean rules leave, but of packages only those that are
 * touched, which means that minimal would keep a file of theirs, and what these depend on. Files of
 * no package stay; the package database tells only of what stays.
 */
final class PackageKeepSet {
  private final Original original;
  private final KeepRules rules;

  PackageKeepSet(Original original, KeepRules rules) {
    this.original = original;
    this.rules = rules;
  }

  /** The keep set; parameters and failures are those of {@link MinimalKeepSet#of}. */
  KeepSet of(Trace trace, SequencedMap<ImagePath, Reason> lacked) throws IOException {
    KeepSet minimal = new MinimalKeepSet(original, rules).of(trace, lacked);
    Set<InstalledPackage> touched = new LinkedHashSet<>();
    for (Kept kept : minimal.all()) {
      owner(kept).ifPresent(touched::add);
    }
    Set<InstalledPackage> staying =
        new PackageDependencies(original.packages().all()).closure(touched);
    KeepSet rest =
        new WholeKeepSet(original, rules)
            .cleaned(lacked.keySet())
            .filter(kept -> stays(kept, staying) || minimal.at(kept.path()).isPresent());
    return new ReducedDatabase(original.packages().all(), staying).in(withReasons(rest, minimal));
  }

  private boolean stays(Kept kept, Set<InstalledPackage> staying) {
    return owner(kept).map(staying::contains).orElse(true);
  }

  /** The package of everything but a directory, which several may share. */
  private Optional<InstalledPackage> owner(Kept kept) {
    return kept.entry() instanceof Entry.Directory
        ? Optional.empty()
        : original.packages().owner(kept.path());
  }

  /** What minimal keeps stays for its own reason, the rest for its package's sake. */
  private KeepSet withReasons(KeepSet keepSet, KeepSet minimal) {
    return keepSet.mapEntries(kept -> {
      Reason reason =
          minimal
              .at(kept.path())
              .map(Kept::reason)
              .or(() ->
                  owner(kept)
                      .map(owner ->
                          Reason.asked("of the package " + owner.name() + ", which is needed")))
              .orElseGet(() -> Reason.asked("of no package"));
      return new Kept(kept.path(), kept.entry(), reason);
    });
  }
}
