package dev.kobako.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Texts that come again and again, each written once and then named by its number. */
final class Words {
  private final Map<String, Integer> numbers = new LinkedHashMap<>();

  /** The number of a text. The first one that is asked for has 0. */
  int number(String text) {
    Integer there = numbers.get(text);
    if (there != null) {
      return there;
    }
    int next = numbers.size();
    numbers.put(text, next);
    return next;
  }

  /** All texts by their numbers, as the page shows them. */
  List<String> texts() {
    List<String> all = new ArrayList<>(numbers.size());
    numbers.keySet().forEach(each -> all.add(ShownText.of(each)));
    return all;
  }
}
