package dev.kobako.ladder;

import dev.kobako.check.Trace;
import dev.kobako.debian.InstalledPackage;
import dev.kobako.packages.ImagePackages;
import dev.kobako.packages.NamedPackage;
import dev.kobako.packages.SystemPackage;
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
  private final BegunClosure begun;
  private final ImagePackages packages;

  PackageKeepSet(Original original, KeepRules rules, BegunClosure begun) throws IOException {
    this.original = original;
    this.rules = rules;
    this.begun = begun;
    this.packages = original.systemPackages();
  }

  /** The keep set; parameters and failures are those of {@link MinimalKeepSet#of}. */
  KeepSet of(Trace trace, SequencedMap<ImagePath, Reason> lacked) throws IOException {
    KeepSet minimal = new MinimalKeepSet(original, rules, begun).of(trace, lacked);
    Set<InstalledPackage> touched = new LinkedHashSet<>();
    Set<NamedPackage> others = new LinkedHashSet<>();
    for (Kept kept : minimal.all()) {
      owner(kept).ifPresent(touched::add);
      otherOwner(kept).ifPresent(others::add);
    }
    Set<InstalledPackage> staying =
        new PackageDependencies(original.packages().all()).closure(touched);
    Set<NamedPackage> otherStaying = packages.needed().closure(others);
    KeepSet rest =
        new WholeKeepSet(original, rules)
            .cleaned(lacked.keySet())
            .filter(kept ->
                (stays(kept, staying) && otherStays(kept, otherStaying))
                    || minimal.at(kept.path()).isPresent());
    return new ReducedDatabase(original.packages().all(), staying).in(withReasons(rest, minimal));
  }

  private boolean stays(Kept kept, Set<InstalledPackage> staying) {
    return owner(kept).map(staying::contains).orElse(true);
  }

  private boolean otherStays(Kept kept, Set<NamedPackage> staying) {
    return otherOwner(kept).isEmpty()
        || packages.ownersOf(kept.path()).stream()
            .map(SystemPackage::named)
            .anyMatch(staying::contains);
  }

  /** The same of apk's and rpm's packages. */
  private Optional<NamedPackage> otherOwner(Kept kept) {
    return kept.entry() instanceof Entry.Directory || owner(kept).isPresent()
        ? Optional.empty()
        : packages.owner(kept.path()).map(SystemPackage::named);
  }

  /** The dpkg package of everything but a directory, which several may share. */
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
                      .map(InstalledPackage::name)
                      .or(() -> otherOwner(kept).map(NamedPackage::name))
                      .map(name -> Reason.asked("of the package " + name + ", which is needed")))
              .orElseGet(() -> Reason.asked("of no package"));
      return new Kept(kept.path(), kept.entry(), reason);
    });
  }
}
