package dev.kobako.ladder;

import dev.kobako.debian.InstalledPackage;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Content;
import dev.kobako.packages.AlpineDatabase;
import dev.kobako.packages.AlpinePackage;
import dev.kobako.packages.NamedPackage;
import dev.kobako.packages.RpmDatabase;
import dev.kobako.packages.RpmReduction;
import dev.kobako.slim.KeepSet;
import dev.kobako.slim.Kept;
import dev.kobako.slim.PackageStanzas;
import dev.kobako.slim.Reason;
import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.PathBytes;
import dev.kobako.tree.Resolution;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What tells scanners and package managers about the packages that own a kept file, and about no
 * others: dpkg's stanzas, apk's and rpm's databases, and the descriptions that packages of
 * languages have beside their files. A database of rpm's that can't be read stays as it is.
 */
final class PackageRecords {
  private static final ImagePath STATUS = ImagePath.of("/var/lib/dpkg/status");

  private final Original original;
  private final boolean areClosed;

  PackageRecords(Original original) {
    this(original, false);
  }

  /**
   * Records of packages.
   *
   * @param areClosed whether all that packages need is kept with them, so that those without files
   *     that they need are told as well
   */
  PackageRecords(Original original, boolean areClosed) {
    this.original = original;
    this.areClosed = areClosed;
  }

  /** A keep set with records of what is in it. */
  KeepSet added(KeepSet keepSet) throws IOException {
    KeepSet described = LanguageRecords.added(keepSet, original.tree());
    return withRpm(withApk(withDpkg(described)));
  }

  /** Where somebody reads dpkg's own database, that is cut; else there are stanzas. */
  private KeepSet withDpkg(KeepSet keepSet) throws IOException {
    KeepSet rest = keepSet.filter(kept -> !kept.path().startsWith(PackageStanzas.FOLDER));
    Set<InstalledPackage> staying = staying(rest);
    Optional<Kept> status = rest.at(STATUS);
    return status.isPresent() && status.get().entry() instanceof Entry.RegularFile
        ? new ReducedDatabase(original.packages().all(), staying).in(rest)
        : PackageStanzas.added(rest, original.source(), staying);
  }

  private Set<InstalledPackage> staying(KeepSet keepSet) {
    Set<InstalledPackage> owners = new LinkedHashSet<>();
    for (Kept kept : keepSet.all()) {
      if (!(kept.entry() instanceof Entry.Directory)) {
        original.packages().owner(kept.path()).ifPresent(owners::add);
      }
    }
    return areClosed ? new PackageDependencies(original.packages().all()).closure(owners) : owners;
  }

  private KeepSet withApk(KeepSet keepSet) throws IOException {
    Optional<AlpineDatabase> found = original.systemPackages().alpine();
    if (found.isEmpty()) {
      return keepSet;
    }
    AlpineDatabase database = found.get();
    Map<AlpinePackage, ImagePath> kept = new HashMap<>();
    database
        .owners(original.tree())
        .forEach((path, owner) -> {
          if (keepSet.at(path).isPresent()) {
            kept.merge(owner, path, (a, b) -> a.compareTo(b) <= 0 ? a : b);
          }
        });
    Set<NamedPackage> needed = needed(kept.keySet());
    List<AlpinePackage> rest = new ArrayList<>();
    Optional<ImagePath> first = Optional.empty();
    for (AlpinePackage each : database.packages()) {
      ImagePath file = kept.get(each);
      if (first.isEmpty()) {
        first = Optional.ofNullable(file);
      }
      if (file != null || needed.contains(each.name().named())) {
        rest.add(
            each.reduced(
                path -> keepSet.at(AlpineDatabase.place(path, original.tree())).isPresent()));
      }
    }
    if (first.isEmpty()) {
      return keepSet.filter(each -> !each.path().equals(database.place()));
    }
    Attributes attributes = original.tree().entry(database.place()).orElseThrow().attributes();
    return keepSet.with(
        original.tree(),
        List.of(
            new Kept(
                database.place(),
                file(attributes, PathBytes.decode(AlpineDatabase.bytes(rest))),
                Reason.needed(first.get(), "tells scanners about the package of"))));
  }

  private Set<NamedPackage> needed(Set<AlpinePackage> kept) throws IOException {
    return areClosed
        ? original
            .systemPackages()
            .needed()
            .closure(kept.stream().map(each -> each.name().named()).toList())
        : Set.of();
  }

  private KeepSet withRpm(KeepSet keepSet) throws IOException {
    Optional<RpmDatabase> found = original.systemPackages().rpm();
    if (found.isEmpty()) {
      return original.systemPackages().unread().isPresent() ? withUnreadRpm(keepSet) : keepSet;
    }
    try {
      return reduced(found.get(), keepSet);
    } catch (KobakoException _) {
      return withUnreadRpm(keepSet);
    }
  }

  /** What was beside it has gone into it, and what else indexes it would lead astray. */
  private KeepSet reduced(RpmDatabase database, KeepSet keepSet) throws IOException {
    RpmReduction reduction =
        database.reduction(original.tree(), path -> keepSet.at(path).isPresent());
    if (areClosed) {
      reduction.addNeeded(original.systemPackages().needed());
    }
    ImagePath folder = database.place().parent().orElse(ImagePath.ROOT);
    KeepSet others =
        keepSet.filter(kept ->
            kept.entry() instanceof Entry.Directory
                || !kept.path().parent().equals(Optional.of(folder)));
    if (reduction.first().isEmpty()) {
      return others;
    }
    Attributes attributes = original.tree().entry(database.place()).orElseThrow().attributes();
    Entry file = new Entry.RegularFile(attributes, Content.of(database.reduced(reduction)), 0);
    return others.with(
        original.tree(),
        List.of(
            new Kept(
                database.place(),
                file,
                Reason.needed(reduction.first().get(), "tells scanners about the package of"))));
  }

  private KeepSet withUnreadRpm(KeepSet keepSet) {
    List<Kept> databases = new ArrayList<>();
    for (String place : RpmDatabase.places()) {
      for (String each : RpmDatabase.filesAt(place)) {
        Resolution resolution = original.tree().resolve(each);
        if (resolution.file().isPresent() && keepSet.at(resolution.place()).isEmpty()) {
          databases.add(
              new Kept(
                  resolution.place(),
                  resolution.file().get(),
                  Reason.asked("rpm's database, whole: it can't be read")));
        }
      }
    }
    return keepSet.with(original.tree(), databases);
  }

  private static Entry.RegularFile file(Attributes attributes, String text) {
    return new Entry.RegularFile(attributes, Content.of(PathBytes.encode(text)), 0);
  }
}
