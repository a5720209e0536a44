package dev.kobako.registry;

import dev.kobako.http.HttpUrl;
import dev.kobako.image.Json;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** A list that a registry gives page by page, each naming the next one. */
final class Pages {
  private static final int MAX_PAGES = 10_000;

  private final Caller caller;
  private final Set<HttpUrl> seen = new HashSet<>();
  private Call call;
  private boolean more = true;

  Pages(Caller caller, Call first) {
    this.caller = caller;
    this.call = first;
  }

  /** The request of the page that was read last. */
  Call call() {
    return call;
  }

  boolean hasNext() {
    return more;
  }

  /** The next page, whatever its status; the one after it follows only if this is one. */
  Answer next() {
    seen.add(call.url());
    Answer answer = caller.answer(call, Json.MAX_MANIFEST_BYTES);
    more = false;
    if (answer.status() != 200) {
      return answer;
    }
    if (!answer.isComplete()) {
      throw Refusal.outside(
          call,
          call.display()
              + ": a page of more than the "
              + Json.MAX_MANIFEST_BYTES
              + " bytes that are read",
          "ask the registry's operator");
    }
    Optional<String> reference = NextPage.of(answer.headers().all("Link"));
    if (reference.isPresent()) {
      call = call.to(following(reference.get()));
      more = true;
    }
    return answer;
  }

  /** A list can't lead elsewhere, nor to where it was. */
  private HttpUrl following(String reference) {
    Optional<HttpUrl> next = call.url().resolve(reference);
    boolean elsewhere = next.isEmpty() || !next.get().origin().equals(call.url().origin());
    if (elsewhere || seen.contains(next.get()) || seen.size() >= MAX_PAGES) {
      throw Refusal.outside(
          call,
          call.display()
              + (elsewhere
                  ? ": the next page is not on this server"
                  : seen.size() >= MAX_PAGES
                      ? ": more than " + MAX_PAGES + " pages"
                      : ": the pages lead in a circle"),
          "the registry answered what it should not; ask its operator");
    }
    return next.get();
  }
}
