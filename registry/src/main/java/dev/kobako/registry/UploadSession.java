package dev.kobako.registry;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.http.Headers;
import dev.kobako.http.HttpUrl;
import dev.kobako.http.RequestBody;
import dev.kobako.image.Digest;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** An upload that a registry has begun to take: "Pushing blobs" in the distribution spec. */
final class UploadSession {
  private final Caller target;
  private final Call opening;
  private final long minChunk;
  private HttpUrl location;

  private UploadSession(Caller target, Call opening, Answer answer) {
    this.target = target;
    this.opening = opening;
    this.location = Caller.location(opening, answer.status(), answer.headers());
    this.minChunk =
        answer.headers().first("OCI-Chunk-Min-Length").flatMap(Numbers::parse).orElse(0L);
  }

  /** Begins an upload. */
  static UploadSession begin(Caller target, String place, Scope scope) {
    Call call = target.call(place, "POST", "blobs/uploads/", scope);
    Answer answer = target.answer(call, Answer.SMALL);
    if (answer.status() != 202) {
      throw target.refusal(call, answer);
    }
    return new UploadSession(target, call, answer);
  }

  /**
   * Asks for a blob of another repository of the same registry to be shown in this one too.
   *
   * @return a session to upload it, where the registry doesn't do that; empty where it did
   */
  static Optional<UploadSession> mount(
      Caller target, String place, Scope scope, Digest digest, String from) {
    String query = "?mount=" + encoded(digest.toString()) + "&from=" + encoded(from);
    Call call = target.call(place, "POST", "blobs/uploads/" + query, scope);
    Answer answer = target.answer(call, Answer.SMALL);
    return switch (answer.status()) {
      case 201 -> Optional.empty();
      case 202 -> Optional.of(new UploadSession(target, call, answer));
      // Some registries refuse what others answer with a session: what can't be read from there.
      default -> Optional.of(begin(target, place, scope));
    };
  }

  /** Another upload of the same to the same repository. */
  UploadSession again() {
    return begin(target, opening.place(), opening.scope());
  }

  /** How long every piece but the last must be at least. */
  long minChunk() {
    return minChunk;
  }

  /** A request that sends the whole blob. */
  Call whole(Digest digest, RequestBody body) {
    return closing(digest).with("Content-Type", "application/octet-stream").with(body);
  }

  /** A request that sends the piece from {@code offset} on. */
  Call piece(long offset, long length, RequestBody body) {
    return call("PATCH", location)
        .with("Content-Type", "application/octet-stream")
        .with("Content-Range", offset + "-" + (offset + length - 1))
        .with(body);
  }

  /** A request that ends an upload whose pieces were all sent. */
  Call closing(Digest digest) {
    char separator = location.target().indexOf('?') < 0 ? '?' : '&';
    String query = separator + "digest=" + encoded(digest.toString());
    return call("PUT", new HttpUrl(location.origin(), location.target() + query));
  }

  /** A request that looks whether the blob is there. */
  Call look(Digest digest) {
    return target.call(opening.place(), "HEAD", "blobs/" + digest, opening.scope());
  }

  /** A piece was taken; the next goes to where the answer says. */
  void taken(Call call, Answer answer) {
    if (answer.headers().first("Location").isPresent()) {
      location = Caller.location(call, answer.status(), answer.headers());
    }
  }

  /**
   * How many bytes the registry has; empty where the session is of no more use. Registries say 0-0
   * for both no byte and one, so then too.
   */
  Optional<Long> received() {
    try {
      Call call = call("GET", location);
      Answer answer = target.answerOnce(call);
      String range = answer.headers().first("Range").orElse("");
      String bounds = range.startsWith("bytes=") ? range.substring(6) : range;
      if (answer.status() != 204 || !bounds.startsWith("0-") || bounds.equals("0-0")) {
        return Optional.empty();
      }
      taken(call, answer);
      return Numbers.parse(bounds.substring(2)).map(last -> last + 1);
    } catch (IOException | KobakoException _) {
      return Optional.empty();
    }
  }

  /** Has the registry forget what was sent; where that fails, it will forget by itself some day. */
  void cancel() {
    try {
      target.answerOnce(call("DELETE", location));
    } catch (IOException | KobakoException _) {
      // What is told is why the upload was given up.
    }
  }

  private Call call(String method, HttpUrl url) {
    return new Call(opening.place(), method, url, Headers.NONE, Optional.empty(), opening.scope());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
