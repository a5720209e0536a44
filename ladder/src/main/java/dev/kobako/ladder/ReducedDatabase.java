package dev.kobako.ladder;

import dev.kobako.debian.InstalledPackage;
import dev.kobako.image.Content;
import dev.kobako.slim.KeepSet;
import dev.kobako.slim.Kept;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.PathBytes;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * The database of dpkg without the packages that went, so that neither dpkg nor a scanner finds
 * what is no longer there.
 *
 * @param all packages of the original, in the order of its database
 * @param staying those whose files stay
 */
record ReducedDatabase(Collection<InstalledPackage> all, Set<InstalledPackage> staying) {
  private static final ImagePath STATUS = ImagePath.of("/var/lib/dpkg/status");
  private static final ImagePath INFO = ImagePath.of("/var/lib/dpkg/info");

  /** The keep set with the smaller database, where it has one. */
  KeepSet in(KeepSet keepSet) {
    Set<String> gone = new HashSet<>();
    all.stream()
        .filter(each -> !staying.contains(each))
        .map(ReducedDatabase::qualified)
        .forEach(gone::add);
    Set<String> names = new HashSet<>();
    staying.forEach(each -> names.add(each.name()));
    all.stream()
        .map(InstalledPackage::name)
        .filter(name -> !names.contains(name))
        .forEach(gone::add);
    return keepSet
        .filter(kept -> !isInfoOf(kept.path(), gone))
        .mapEntries(kept -> kept.path().equals(STATUS) ? withStatus(kept) : kept);
  }

  private static String qualified(InstalledPackage each) {
    return each.name() + ":" + each.architecture();
  }

  /** What follows the last dot says which kind of file it is; names may have dots themselves. */
  private static boolean isInfoOf(ImagePath path, Set<String> gone) {
    int dot = path.name().lastIndexOf('.');
    return dot > 0
        && path.parent().filter(INFO::equals).isPresent()
        && gone.contains(path.name().substring(0, dot));
  }

  private Kept withStatus(Kept kept) {
    if (!(kept.entry() instanceof Entry.RegularFile file)) {
      return kept;
    }
    StringBuilder text = new StringBuilder();
    all.stream()
        .filter(staying::contains)
        .forEach(each -> text.append(each.stanza().strip()).append("\n\n"));
    Content content = Content.of(PathBytes.encode(text.toString()));
    return new Kept(
        kept.path(), new Entry.RegularFile(file.attributes(), content, 0), kept.reason());
  }
}
