package dev.kobako.build;

import dev.kobako.dockerfile.Expansion;
import dev.kobako.dockerfile.Flag;
import dev.kobako.dockerfile.RunMount;
import dev.kobako.dockerfile.Span;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Expands the words of one instruction and says where they are when that fails.
 *
 * @param unset is told the names of variables that were asked for and have no value
 */
record WordExpander(
    Expansion expansion, Expansion.Variables variables, Site site, Consumer<String> unset) {
  WordExpander(Expansion expansion, Expansion.Variables variables, Site site) {
    this(expansion, variables, site, _ -> {});
  }

  String word(String word) {
    return at(site.of(word), () -> told(expansion.word(word, variables)));
  }

  /** A word that is a path. */
  String path(String word) {
    String path = word(word);
    if (path.indexOf('\0') >= 0) {
      throw site.error(site.of(word), "a NUL byte in a path", "take it out");
    }
    return path;
  }

  /** As many words as it comes to. */
  List<String> words(String text) {
    return at(site.of(text), () -> expansion.words(text, variables));
  }

  String flag(Flag flag) {
    return at(flag.span(), () -> told(expansion.word(flag.value(), variables)));
  }

  String heredoc(String content) {
    return at(site.statement().span(), () -> told(expansion.heredoc(content, variables)));
  }

  RunMount mount(Flag flag) {
    return at(
        flag.span(),
        () -> RunMount.parse(site.source(), flag, value -> told(expansion.word(value, variables))));
  }

  private String told(Expansion.Expanded expanded) {
    expanded.missing().forEach(unset);
    return expanded.text();
  }

  private <T> T at(Span span, Supplier<T> work) {
    try {
      return work.get();
    } catch (Expansion.IllegalExpansionException e) {
      throw site.error(span, e.fact(), e.remedy());
    }
  }
}
