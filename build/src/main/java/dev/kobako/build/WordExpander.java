package dev.kobako.build;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.dockerfile.Expansion;
import java.util.List;
import java.util.function.Supplier;

/** Expands the words of one instruction and says where they are when that fails. */
record WordExpander(Expansion expansion, Expansion.Variables variables, Site site) {
  String word(String word) {
    return located(word, () -> expansion.word(word, variables).text());
  }

  /** A word that is a path. */
  String path(String word) {
    String path = word(word);
    if (path.indexOf('\0') >= 0) {
      throw site.error(site.of(word), "a NUL byte in a path", "take it out");
    }
    return path;
  }

  List<String> words(String text) {
    return located(text, () -> expansion.words(text, variables));
  }

  /** A here-document's escape character is the backslash whatever the Dockerfile's is. */
  String heredoc(String content) {
    return located("", () -> new Expansion('\\').heredoc(content, variables).text());
  }

  private <T> T located(String word, Supplier<T> work) {
    try {
      return work.get();
    } catch (Expansion.IllegalExpansionException e) {
      throw illegal(word, e);
    }
  }

  private KobakoException illegal(String word, Expansion.IllegalExpansionException e) {
    return site.error(
        site.of(word),
        e.getMessage(),
        "write $NAME or ${NAME}, close every quote, and put a backslash before what is meant as it"
            + " is");
  }
}
