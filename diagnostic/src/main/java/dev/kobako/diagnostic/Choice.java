package dev.kobako.diagnostic;

import java.util.List;
import java.util.function.Function;

/** What a user chooses by a word out of a few known ones. */
public final class Choice {
  private Choice() {}

  /**
   * The value that is written so.
   *
   * @param option where it is written
   * @param word how each is written
   * @throws KobakoException usage, where there is none
   */
  public static <T> T of(
      String option, String written, List<T> values, Function<? super T, String> word) {
    return values.stream()
        .filter(each -> word.apply(each).equals(written))
        .findFirst()
        .orElseThrow(() -> refused(option, written, values.stream().map(word).toList()));
  }

  /** That a word is none of those which an option takes. */
  public static KobakoException refused(String option, String written, List<String> words) {
    return KobakoException.usage(
        Diagnostic.of(
            option,
            "'" + PrintableText.of(written) + "', expected one of " + String.join(", ", words),
            Spelling.didYouMean(written, words).orElse("write one of them")));
  }
}
