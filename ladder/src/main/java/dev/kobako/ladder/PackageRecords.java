package dev.kobako.ladder;

import dev.kobako.debian.InstalledPackage;
import dev.kobako.image.Content;
import dev.kobako.packages.AlpineDatabase;
import dev.kobako.packages.AlpinePackage;
import dev.kobako.slim.KeepSet;
import dev.kobako.slim.Kept;
import dev.kobako.slim.PackageStanzas;
import dev.kobako.slim.Reason;
import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.PathBytes;
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
 * others: dpkg's stanzas, apk's database, and the descriptions that packages of languages have
 * beside their files. rpm's database stays whole, since it is made of pages that only rpm or SQLite
 * can take entries from; it goes on naming packages of which nothing is left.
 */
final class PackageRecords {
  private static final ImagePath STATUS = ImagePath.of("/var/lib/dpkg/status");

  private static final List<ImagePath> RPM =
      List.of(
          ImagePath.of("/usr/lib/sysimage/rpm/rpmdb.sqlite"),
          ImagePath.of("/usr/lib/sysimage/rpm/Packages.db"),
          ImagePath.of("/usr/lib/sysimage/rpm/Packages"),
          ImagePath.of("/var/lib/rpm/rpmdb.sqlite"),
          ImagePath.of("/var/lib/rpm/Packages.db"),
          ImagePath.of("/var/lib/rpm/Packages"));

  private final Original original;

  PackageRecords(Original original) {
    this.original = original;
  }

  /** A keep set with records of what is in it. */
  KeepSet added(KeepSet keepSet) throws IOException {
    KeepSet described = LanguageRecords.added(keepSet, original.tree());
    return withRpm(withApk(withDpkg(described)));
  }

  /** Where somebody reads dpkg's own database, that is cut; else there are stanzas. */
  private KeepSet withDpkg(KeepSet keepSet) throws IOException {
    Optional<Kept> status = keepSet.at(STATUS);
    if (status.isEmpty() || !(status.get().entry() instanceof Entry.RegularFile)) {
      return PackageStanzas.added(keepSet, original.source());
    }
    Set<InstalledPackage> owners = new LinkedHashSet<>();
    for (Kept kept : keepSet.all()) {
      if (!(kept.entry() instanceof Entry.Directory)) {
        original.packages().owner(kept.path()).ifPresent(owners::add);
      }
    }
    return new ReducedDatabase(original.packages().all(), owners)
        .in(keepSet.filter(kept -> !kept.path().startsWith(PackageStanzas.FOLDER)));
  }

  private KeepSet withApk(KeepSet keepSet) throws IOException {
    Optional<AlpineDatabase> found = AlpineDatabase.of(original.tree());
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
    List<AlpinePackage> rest = new ArrayList<>();
    Optional<ImagePath> first = Optional.empty();
    for (AlpinePackage each : database.packages()) {
      ImagePath file = kept.get(each);
      if (file != null) {
        first = first.or(() -> Optional.of(file));
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

  private KeepSet withRpm(KeepSet keepSet) {
    List<Kept> databases = new ArrayList<>();
    for (ImagePath place : RPM) {
      Optional<Entry> entry = original.tree().entry(place);
      if (entry.orElse(null) instanceof Entry.RegularFile && keepSet.at(place).isEmpty()) {
        databases.add(
            new Kept(
                place, entry.get(), Reason.asked("rpm's database, whole: tells scanners of it")));
      }
    }
    return keepSet.with(original.tree(), databases);
  }

  private static Entry.RegularFile file(Attributes attributes, String text) {
    return new Entry.RegularFile(attributes, Content.of(PathBytes.encode(text)), 0);
  }
}
