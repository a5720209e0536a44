package dev.kobako.ladder;

import dev.kobako.slim.SystemFolders;
import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * Locale data of the C library (locale(7)). musl has a file for each locale, in folders that {@code
 * MUSL_LOCPATH} names. {@code C.utf8} is no language: who asked only for it has asked for no other.
 * Who speaks UTF-8 in one language does so in all: the same languages in older charsets stay only
 * where one of those was asked for.
 */
final class Locales implements Family {
  private static final ImagePath DATA = ImagePath.of("/usr/lib/locale");
  private static final String UTF_8 = "UTF-8";
  private static final ImagePath MUSL = ImagePath.of("/usr/share/i18n/locales/musl");
  private static final ImagePath ALIASES = ImagePath.of("/usr/share/locale/locale.alias");

  @Override
  public String name() {
    return "locales";
  }

  @Override
  public String about() {
    return "All locales below /usr/lib/locale stay where a run opened one of a language, those of"
        + " other charsets than UTF-8 only where it opened such a one; of C.utf8 all categories stay."
        + " So do all of musl's where a run opened one.";
  }

  @Override
  public void complete(Touched touched) throws IOException {
    SortedMap<ImagePath, ImagePath> used = touched.openedIn(Locales::used);
    Optional<ImagePath> because =
        used.entrySet().stream()
            .filter(each -> !isWithoutLanguage(each.getKey()))
            .map(Map.Entry::getValue)
            .findFirst();
    for (var each : used.entrySet()) {
      touched.keepAll(each.getKey(), _ -> true, each.getValue());
    }
    if (because.isPresent()) {
      keepLanguages(used, because.get(), touched);
    }
    Set<ImagePath> ofMusl = ofMusl(touched);
    for (var each : touched.openedIn(path -> path.parent().filter(ofMusl::contains)).entrySet()) {
      touched.keepAll(
          each.getKey(),
          path -> path.parent().filter(each.getKey()::equals).isPresent(),
          each.getValue());
    }
  }

  /** The folders in which musl looks for locales, less those that hold all kinds of things. */
  private static Set<ImagePath> ofMusl(Touched touched) {
    Set<ImagePath> folders = new TreeSet<>(Set.of(MUSL));
    String named = touched.config().environment().getOrDefault("MUSL_LOCPATH", "");
    for (String folder : named.split(":")) {
      if (TracedPaths.canBe(folder)) {
        ImagePath place = touched.tree().resolve(folder).place();
        if (!SystemFolders.include(place)) {
          folders.add(place);
        }
      }
    }
    return folders;
  }

  private static void keepLanguages(
      SortedMap<ImagePath, ImagePath> used, ImagePath because, Touched touched) throws IOException {
    boolean asksForOlder = false;
    for (ImagePath locale : used.keySet()) {
      asksForOlder |= isOlder(locale, touched);
    }
    for (String name : touched.tree().names(DATA)) {
      if (asksForOlder || !isOlder(DATA.child(name), touched)) {
        touched.keepAll(DATA.child(name), _ -> true, because);
      }
    }
    touched.keep(ALIASES, because);
  }

  private static boolean isOlder(ImagePath locale, Touched touched) throws IOException {
    return new LocaleCharset(touched.tree())
        .of(locale)
        .filter(name -> !name.equals(UTF_8))
        .isPresent();
  }

  /** What lies in the folder of all locales: the folder of one, or the archive of many. */
  private static Optional<ImagePath> used(ImagePath path) {
    return path.startsWith(DATA) && !path.equals(DATA)
        ? Optional.of(DATA.child(Ancestors.below(DATA, path).getFirst()))
        : Optional.empty();
  }

  private static boolean isWithoutLanguage(ImagePath locale) {
    return locale.name().startsWith("C.");
  }
}
