package dev.kobako.ladder;

import dev.kobako.debian.InstalledPackage;
import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.slim.Closure;
import dev.kobako.slim.Includes;
import dev.kobako.slim.KeepSet;
import dev.kobako.slim.PackageFiles;
import dev.kobako.slim.Reason;
import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The user's words about paths, applied to an original. */
final class KeepList {
  private static final String PACKAGE = "package:";

  private final Original original;
  private final KeepRules rules;

  KeepList(Original original, KeepRules rules) {
    this.original = original;
    this.rules = rules;
  }

  /**
   * Keeps what the user names.
   *
   * @throws KobakoException usage, where nothing is there by a name
   */
  void keep(Closure closure) throws IOException {
    for (String words : rules.keep()) {
      Reason reason = Reason.asked("--keep " + words);
      if (words.startsWith(PACKAGE)) {
        keepPackage(words, closure, reason);
      } else {
        for (String match : matches("--keep", words)) {
          Includes.keepInPlace(match, closure, reason);
        }
      }
    }
    if (rules.shell() && closure.keepRunning("/bin/sh", Reason.asked("--shell")).isEmpty()) {
      throw KobakoException.usage(
          Diagnostic.of(
              "--shell",
              "there is no /bin/sh in " + original.name(),
              "leave it out; 'kobako run --debug' brings a shell of its own"));
    }
  }

  /** What is left of a keep set without what the user lets go; what the user keeps stays. */
  KeepSet drop(KeepSet keepSet) throws IOException {
    if (rules.drop().isEmpty()) {
      return keepSet;
    }
    Set<ImagePath> dropped = new HashSet<>();
    for (String words : rules.drop()) {
      for (String match : matches("--drop", words)) {
        dropped.add(original.tree().resolve(match).place());
      }
    }
    dropped.remove(ImagePath.ROOT);
    Closure named = named();
    return keepSet.filter(kept -> named.has(kept.path()) || !isBelow(kept.path(), dropped));
  }

  /** The paths that the user keeps. */
  Set<ImagePath> kept() throws IOException {
    return named().paths();
  }

  private Closure named() throws IOException {
    Closure named = new Closure(original.source(), MinimalKeepSet.OPTIONS);
    keep(named);
    return named;
  }

  private static boolean isBelow(ImagePath path, Set<ImagePath> folders) {
    for (Optional<ImagePath> at = Optional.of(path); at.isPresent(); at = at.get().parent()) {
      if (folders.contains(at.get())) {
        return true;
      }
    }
    return false;
  }

  private List<String> matches(String option, String words) {
    String place = rules.place(option, words);
    if (!words.startsWith("/") || words.indexOf('\0') >= 0) {
      throw KobakoException.usage(
          Diagnostic.of(
              place,
              "is no absolute path",
              "write it from the image's root, as in /srv/www/**, or package:NAME"));
    }
    List<String> matches = Includes.matches(original.tree(), words);
    if (matches.isEmpty()) {
      throw KobakoException.usage(
          Diagnostic.of(
              place,
              "nothing in " + original.name() + " matches '" + words + "'",
              "check the path; globs match names as they are in the image"));
    }
    return matches;
  }

  private void keepPackage(String words, Closure closure, Reason reason) throws IOException {
    String name = words.substring(PACKAGE.length());
    Optional<InstalledPackage> installed = original.packages().byName(name);
    if (installed.isPresent()) {
      PackageFiles.keep(installed.get(), closure, reason);
      return;
    }
    Set<ImagePath> places = original.systemPackages().places(name);
    if (places.isEmpty()) {
      throw KobakoException.usage(
          Diagnostic.of(
              rules.place("--keep", words),
              "'" + name + "' is not installed in " + original.name(),
              "name a package that 'dpkg-query -W', 'apk info' or 'rpm -qa' lists there"));
    }
    for (ImagePath place : places) {
      closure.keepData(place, reason);
    }
  }
}
