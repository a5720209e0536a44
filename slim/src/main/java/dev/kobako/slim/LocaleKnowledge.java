package dev.kobako.slim;

import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Locale data (locale(7)): a caller of {@code setlocale} in an image whose LC_ALL or LANG names a
 * locale needs its folder below {@code /usr/lib/locale}, or the archive with all of them.
 */
final class LocaleKnowledge implements Knowledge {
  private static final String FOLDER = "/usr/lib/locale";

  @Override
  public Guess guess() {
    return Guess.LOCALE;
  }

  @Override
  public void apply(RunningProgram program, Closure closure) throws IOException {
    Optional<LoadedObject> caller = program.caller(List.of("setlocale", "newlocale"));
    if (caller.isEmpty()) {
      return;
    }
    for (String variable : List.of("LC_ALL", "LC_CTYPE", "LANG")) {
      String locale = closure.source().environment().getOrDefault(variable, "");
      if (!locale.isEmpty()) {
        keepLocale(
            locale,
            closure,
            Reason.guessed(
                caller.orElseThrow().path(),
                "locale " + locale + " of " + variable + " for",
                guess()));
      }
    }
  }

  /**
   * Keeps the data of a locale.
   *
   * @param locale as in LANG: {@code de_DE.UTF-8}
   * @return whether there is any; C and POSIX need none
   */
  static boolean keepLocale(String locale, Closure closure, Reason reason) throws IOException {
    if (locale.equals("C") || locale.equals("POSIX")) {
      return true;
    }
    if (locale.startsWith(".") || locale.indexOf('/') >= 0) {
      return false;
    }
    for (String name : spellings(locale)) {
      ImagePath folder = ImagePath.of(FOLDER).child(name);
      if (closure.tree().resolve(folder).entry().orElse(null) instanceof Entry.Directory) {
        closure.keepAll(folder.toString(), reason);
        return true;
      }
    }
    return closure.keep(FOLDER + "/locale-archive", reason).isPresent();
  }

  /** glibc's folders have the codeset in lower case without punctuation: {@code de_DE.utf8}. */
  private static List<String> spellings(String locale) {
    List<String> spellings = new ArrayList<>();
    spellings.add(locale);
    int dot = locale.indexOf('.');
    if (dot > 0) {
      int at = locale.indexOf('@', dot);
      String codeset = locale.substring(dot + 1, at < 0 ? locale.length() : at);
      String modifier = at < 0 ? "" : locale.substring(at);
      String plain = codeset.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
      spellings.add(locale.substring(0, dot + 1) + plain + modifier);
    }
    return spellings;
  }
}
