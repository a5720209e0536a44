package dev.kobako.ladder;

import dev.kobako.tree.ImagePath;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Messages of programs in languages that the image is not set to. */
final class Translations implements CleanRule {
  private static final List<ImagePath> FOLDERS =
      List.of(ImagePath.of("/usr/share/locale"), ImagePath.of("/usr/share/locale-langpack"));

  @Override
  public String name() {
    return "translations";
  }

  @Override
  public String about() {
    return "Catalogues of messages in other languages than English and those of LANG,"
        + " LANGUAGE and LC_ALL; of a program of which a catalogue was asked for all stay.";
  }

  @Override
  public void clean(Cleaning cleaning) {
    Set<String> used = programsInUse(cleaning);
    Set<String> spoken = languages(cleaning.config().environment());
    for (ImagePath folder : FOLDERS) {
      for (String name : cleaning.tree().names(folder)) {
        ImagePath language = folder.child(name);
        if (!spoken.contains(bare(name))) {
          CleanPaths.empty(
              cleaning,
              language.child("LC_MESSAGES"),
              path -> path.name().endsWith(".mo") && !used.contains(path.name()));
        }
      }
    }
  }

  private static Set<String> programsInUse(Cleaning cleaning) {
    Set<String> used = new HashSet<>();
    for (ImagePath folder : FOLDERS) {
      cleaning
          .tree()
          .walk(
              folder,
              (path, _) -> {
                if (path.name().endsWith(".mo") && cleaning.isAsked(path)) {
                  used.add(path.name());
                }
              });
    }
    return used;
  }

  /** English, and what the variables of gettext name, without country, charset and variant. */
  private static Set<String> languages(Map<String, String> environment) {
    Set<String> languages = new HashSet<>(Set.of("en"));
    for (String variable : List.of("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")) {
      for (String name : environment.getOrDefault(variable, "").split(":")) {
        languages.add(bare(name));
      }
    }
    return languages;
  }

  private static String bare(String name) {
    int end = 0;
    while (end < name.length() && Character.isLetter(name.charAt(end))) {
      end++;
    }
    return name.substring(0, end);
  }
}
