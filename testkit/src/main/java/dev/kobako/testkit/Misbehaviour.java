package dev.kobako.testkit;

import dev.kobako.testkit.MisbehavingServer.Handler;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A rule of a {@link MisbehavingServer}: for which requests it does what instead of answering well.
 *
 * <p>Deeds add up: {@code header("Docker-Content-Digest", …).truncateAfter(10)} does both. Of the
 * rules that match a request, the one made first acts, and only that.
 */
public final class Misbehaviour {
  private final String method;
  private final Pattern path;
  private volatile UnaryOperator<ReceivedRequest> asked = UnaryOperator.identity();
  private final List<Alteration> alterations = new CopyOnWriteArrayList<>();
  private final List<Wiring> wirings = new CopyOnWriteArrayList<>();
  private volatile Deed deed = (request, _, well) -> well.answer(request);
  private @Nullable String exceptHeader;
  private String exceptValue = "";
  private int passes;
  private int left = Integer.MAX_VALUE;

  /** What is done for a request; {@code well} is what a server that behaves does. */
  private interface Deed {
    Answer answer(ReceivedRequest request, Connection connection, Handler well) throws IOException;
  }

  /** What becomes of an answer before it is sent. */
  private interface Alteration {
    Answer alter(Answer answer, Connection connection) throws IOException;
  }

  /** What becomes of a body while it is sent. */
  private interface Wiring {
    OutputStream wrap(OutputStream body, Connection connection);
  }

  Misbehaviour(String method, String path) {
    this.method = method;
    this.path = Pattern.compile(path);
  }

  // which requests

  /** Only the first that matches. */
  public Misbehaviour once() {
    return times(1);
  }

  /** Only the first {@code count} that match. */
  public synchronized Misbehaviour times(int count) {
    left = count;
    return this;
  }

  /** Not the first {@code count} that match. */
  public synchronized Misbehaviour after(int count) {
    passes = count;
    return this;
  }

  /** Not those with that header of that value, such as the right Authorization. */
  public synchronized Misbehaviour unless(String header, String value) {
    exceptHeader = header;
    exceptValue = value;
    return this;
  }

  // what is answered

  /** Answers this, and does nothing. */
  public Misbehaviour answer(Answer answer) {
    return instead((_, _, _) -> answer);
  }

  /** Answers with that status and no body, and does nothing. */
  public Misbehaviour status(int status) {
    return answer(Answer.of(status));
  }

  /** Answers with that status and error, and does nothing. */
  public Misbehaviour error(int status, String code, String message) {
    return answer(Answer.error(status, code, message));
  }

  /** Sends the client elsewhere, by 307. */
  public Misbehaviour redirectTo(String url) {
    return answer(Answer.of(307).with("Location", url));
  }

  /** Does nothing, and answers nothing until the server is closed. */
  public Misbehaviour stall() {
    return instead((_, connection, _) -> connection.stall());
  }

  /** Closes the connection without an answer; nothing is done. */
  public Misbehaviour hangUp() {
    return instead((_, _, _) -> {
      throw Connection.hangUp(false);
    });
  }

  /** Resets the connection without an answer; nothing is done. */
  public Misbehaviour reset() {
    return instead((_, _, _) -> {
      throw Connection.hangUp(true);
    });
  }

  /** Does what was asked, but closes the connection without an answer. */
  public Misbehaviour loseAnswer() {
    return altered((_, _) -> {
      throw Connection.hangUp(false);
    });
  }

  /** Sends these bytes (ISO 8859-1) in place of an answer, and closes the connection. */
  public Misbehaviour raw(String bytes) {
    return instead((_, connection, _) -> connection.raw(bytes));
  }

  /** Sends a status line and then headers, for ever. */
  public Misbehaviour endlessHeaders() {
    return instead((_, connection, _) -> connection.endlessHeaders());
  }

  /** A header has this value in the answer, whatever it should be. */
  public Misbehaviour header(String name, String value) {
    return altered((answer, _) -> answer.without(name).with(name, value));
  }

  /** The answer lacks this header. */
  public Misbehaviour withoutHeader(String name) {
    return altered((answer, _) -> answer.without(name));
  }

  /** Content-Length says this; the body is as it should be, and then the connection is closed. */
  public Misbehaviour contentLength(long lie) {
    return header("Content-Length", Long.toString(lie));
  }

  /** The body has its true length, but other bytes: each with its lowest bit flipped. */
  public Misbehaviour otherBytes() {
    return wire((out, _) -> new BrokenBody.Flipping(out));
  }

  /** The body is that many spaces, with a Content-Length that says so. */
  public Misbehaviour bodyOf(long length) {
    return altered((answer, _) -> answer.body(Answer.Body.spaces(length)));
  }

  /** The body never ends, and is sent in chunks. */
  public Misbehaviour endlessBody() {
    return altered((answer, _) -> answer.body(Answer.Body.endless()));
  }

  // how it is sent

  /** Closes the connection after that many bytes of the body. */
  public Misbehaviour truncateAfter(long bytes) {
    return wire((out, _) ->
        new BrokenBody(
            out,
            bytes,
            () -> {
              throw Connection.hangUp(false);
            }));
  }

  /** Resets the connection after that many bytes of the body; a client may see fewer. */
  public Misbehaviour resetAfter(long bytes) {
    return wire((out, _) ->
        new BrokenBody(
            out,
            bytes,
            () -> {
              throw Connection.hangUp(true);
            }));
  }

  /** Sends nothing more after that many bytes of the body, and keeps the connection. */
  public Misbehaviour stallAfter(long bytes) {
    return wire((out, connection) -> new BrokenBody(out, bytes, connection::stall));
  }

  /** Sends the body in pieces of that many bytes, with a pause after each. */
  public Misbehaviour dribble(int bytes, Duration pause) {
    return wire((out, connection) -> new BrokenBody.Dribbling(out, bytes, pause, connection));
  }

  /** Answers well, and then closes the connection without having said so. */
  public Misbehaviour closeAfterwards() {
    return wire((out, connection) -> connection.last(out));
  }

  // how the request is taken

  /** Gives the whole where a range was asked for. */
  public Misbehaviour ignoreRange() {
    return asked(request -> request.without("Range"));
  }

  /** Starts an upload where a mount was asked for. */
  public Misbehaviour refuseMount() {
    return asked(request -> request.at(request.path()));
  }

  /** Takes (and keeps) that many bytes of the request's body, then closes the connection. */
  public Misbehaviour closeAfterReceiving(long bytes) {
    return asked(request -> request.upTo(bytes));
  }

  /** Reads that many bytes of the request's body, answers while more come, and closes. */
  public Misbehaviour answerAfterReceiving(long bytes, Answer answer) {
    return instead((request, _, _) -> {
      request.body().skipNBytes(bytes);
      return answer.with("Connection", "close");
    });
  }

  // for the server

  /** Whether it acts on this request; counts. */
  synchronized boolean takes(ReceivedRequest request) {
    boolean matches =
        (method.equals("*") || method.equals(request.method()))
            && path.matcher(request.path()).matches()
            && (exceptHeader == null || !request.headers(exceptHeader).contains(exceptValue));
    if (!matches || left == 0) {
      return false;
    }
    if (passes > 0) {
      passes--;
      return false;
    }
    left--;
    return true;
  }

  Answer answer(ReceivedRequest request, Connection connection, Handler well) throws IOException {
    Answer answer = deed.answer(asked.apply(request), connection, well);
    for (Alteration alteration : alterations) {
      answer = alteration.alter(answer, connection);
    }
    return answer;
  }

  OutputStream wired(OutputStream body, Connection connection) {
    OutputStream wired = body;
    for (Wiring wiring : wirings) {
      wired = wiring.wrap(wired, connection);
    }
    return wired;
  }

  private synchronized Misbehaviour instead(Deed other) {
    deed = other;
    return this;
  }

  private synchronized Misbehaviour asked(UnaryOperator<ReceivedRequest> change) {
    UnaryOperator<ReceivedRequest> before = asked;
    asked = request -> change.apply(before.apply(request));
    return this;
  }

  private Misbehaviour altered(Alteration alteration) {
    alterations.add(alteration);
    return this;
  }

  private Misbehaviour wire(Wiring wiring) {
    wirings.add(wiring);
    return this;
  }
}
