package dev.kobako.registry;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * The tags of a repository: "Listing tags" in the distribution specification.
 *
 * @param place for messages
 */
record TagList(Caller caller, String place) {
  private static final int PAGE = 1000;
  private static final int MAX_TAGS = 1_000_000;
  private static final int MAX_TAG = 128;

  /** All tags, in the registry's order, which is usually that of the alphabet. */
  List<String> all() {
    List<String> tags = new ArrayList<>();
    Scope scope = Scope.pull(caller.endpoint().path());
    Pages pages = new Pages(caller, caller.call(place, "GET", "tags/list?n=" + PAGE, scope));
    while (pages.hasNext()) {
      Call call = pages.call();
      Answer answer = pages.next();
      if (answer.status() == 404) {
        throw KobakoException.finding(
            Diagnostic.of(
                place,
                "no such repository: " + call.display() + ": " + answer.display(),
                "check the name"));
      }
      if (answer.status() != 200) {
        throw caller.refusal(call, answer);
      }
      Json.object(place + ": tags", answer.body()).texts("tags").stream()
          .filter(TagList::isTag)
          .forEach(tags::add);
      if (tags.size() > MAX_TAGS) {
        throw Refusal.outside(
            call, "more than " + MAX_TAGS + " tags", "ask for the tag that you need by its name");
      }
    }
    return List.copyOf(tags);
  }

  /** Nothing else can be asked for, and it could steer a terminal. */
  private static boolean isTag(String text) {
    return !text.isEmpty()
        && text.length() <= MAX_TAG
        && text.charAt(0) != '.'
        && text.charAt(0) != '-'
        && text.chars()
            .allMatch(c ->
                (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || c == '_'
                    || c == '.'
                    || c == '-');
  }
}
