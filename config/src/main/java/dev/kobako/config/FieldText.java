package dev.kobako.config;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.diagnostic.Spelling;
import java.util.List;

/**
 * A text that a user gave to a field, and where: what it means is for the reader to say, who
 * complains through {@link #refused}.
 *
 * @param field with the fields around it: {@code sources.mirror}
 */
public record FieldText(Place place, String field, String text) {
  /**
   * Says that the text is not what the field takes.
   *
   * @param expected what it takes
   * @param remedy what to write
   */
  public KobakoException refused(String expected, String remedy) {
    return place.finding(field + ": " + Quoted.of(text) + ", expected " + expected, remedy);
  }

  /** The one of {@code words} that it is. */
  public String oneOf(List<String> words) {
    if (words.contains(text)) {
      return text;
    }
    String all = String.join(" or ", words);
    throw refused(all, Spelling.didYouMean(text, words).orElse("write " + all));
  }

  /**
   * A whole number of decimal digits.
   *
   * @param most what it may be at most
   */
  public long number(long most) {
    if (text.length() > 18 || text.isEmpty() || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw refused("a whole number", "write one from 0 to " + most);
    }
    long number = Long.parseLong(text);
    if (number > most) {
      throw refused("a whole number", "write one from 0 to " + most);
    }
    return number;
  }

  /** {@code true} or {@code false}. */
  public boolean flag() {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw refused("true or false", "write one of them, without quotes");
    };
  }

  /** Without the text, which may be a secret. */
  @Override
  public String toString() {
    return field + " at " + place;
  }
}
