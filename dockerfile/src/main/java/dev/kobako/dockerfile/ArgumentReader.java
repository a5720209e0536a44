package dev.kobako.dockerfile;

import dev.kobako.diagnostic.KobakoException;
import java.util.ArrayList;
import java.util.List;

/** Splits an instruction's arguments: each keyword has one of a few forms. */
final class ArgumentReader {
  /** Makes the error for a part of the line. */
  interface Refusal {
    KobakoException error(int start, int end, String fact, String remedy);
  }

  private final String text;
  private final char escape;
  private final Refusal refusal;
  private boolean json;

  ArgumentReader(String text, char escape, Refusal refusal) {
    this.text = text;
    this.escape = escape;
    this.refusal = refusal;
  }

  /** Whether what was read was a JSON array. */
  boolean wasJson() {
    return json;
  }

  /** The arguments between two positions, with no blanks at either. */
  List<Piece> read(Keyword keyword, int from, int end) {
    return switch (keyword) {
      case ADD, COPY, VOLUME -> stringsOr(this::words, from, end);
      case CMD, ENTRYPOINT, RUN, SHELL -> stringsOr(this::whole, from, end);
      case ENV, LABEL -> pairs(keyword.name(), from, end);
      case ARG -> quotedWords(from, end);
      case EXPOSE, FROM -> words(from, end);
      case HEALTHCHECK -> healthcheck(from, end);
      case MAINTAINER, STOPSIGNAL, USER, WORKDIR -> whole(from, end);
      case ONBUILD -> List.of(); // its instruction is a statement of its own
    };
  }

  /** A form for arguments that are no JSON array. */
  private interface OtherForm {
    List<Piece> read(int from, int end);
  }

  private List<Piece> stringsOr(OtherForm other, int from, int end) {
    JsonStrings array = JsonStrings.read(text, Blanks.skip(text, from, end), end);
    if (array == null) {
      return other.read(from, end);
    }
    Piece intruder = array.intruder();
    if (intruder != null) {
      throw refusal.error(
          intruder.start(),
          intruder.end(),
          "a JSON array of arguments holds strings only, and here is something else",
          "put it in double quotes");
    }
    json = true;
    return array.strings();
  }

  private List<Piece> whole(int from, int end) {
    return from == end ? List.of() : List.of(Piece.of(text, from, end));
  }

  private List<Piece> words(int from, int end) {
    List<Piece> words = new ArrayList<>();
    for (int at = from; at < end; at = Blanks.skipAscii(text, at, end)) {
      int stop = Blanks.endOfWord(text, at, end);
      words.add(Piece.of(text, at, stop));
      at = stop;
    }
    return words;
  }

  private List<Piece> healthcheck(int from, int end) {
    if (from == end) {
      return List.of();
    }
    int stop = Blanks.endOfWord(text, from, end);
    List<Piece> pieces = new ArrayList<>();
    pieces.add(Piece.of(text, from, stop));
    pieces.addAll(stringsOr(this::whole, Blanks.skipAscii(text, stop, end), end));
    return pieces;
  }

  /** Words in which blanks may be quoted or escaped; quotes and escapes stay. */
  private List<Piece> quotedWords(int from, int end) {
    List<Piece> words = new ArrayList<>();
    int at = Blanks.skip(text, from, end);
    while (at < end) {
      int start = at;
      int meant = start;
      char quote = 0;
      while (at < end && (quote != 0 || !Blanks.isBlank(text.charAt(at)))) {
        char c = text.charAt(at++);
        if (c == escape && quote != '\'') {
          if (at == end) {
            break; // an escape that takes no meaning away is nothing
          }
          at++;
        } else if (c == quote) {
          quote = 0;
        } else if (quote == 0 && (c == '\'' || c == '"')) {
          quote = c;
        }
        meant = at;
      }
      if (meant > start) {
        words.add(new Piece(text.substring(start, meant), start, at));
      }
      at = Blanks.skip(text, at, end);
    }
    return words;
  }

  /** {@code name value} or {@code name=value name=value}: the first word tells. */
  private List<Piece> pairs(String keyword, int from, int end) {
    List<Piece> words = quotedWords(from, end);
    if (words.isEmpty()) {
      return List.of();
    }
    if (words.getFirst().text().indexOf('=') < 0) {
      return pair(keyword, from, end);
    }
    List<Piece> pieces = new ArrayList<>(words.size() * 3);
    for (Piece word : words) {
      int equals = word.text().indexOf('=');
      if (equals < 0) {
        throw refusal.error(
            word.start(),
            word.end(),
            "\"%s\" has no =; after a first name=value all of %s are of that form"
                .formatted(word.text(), keyword),
            "write it as name=value, or put a value with blanks in quotes");
      }
      int start = word.start();
      pieces.add(Piece.of(text, start, start + equals));
      pieces.add(new Piece(word.text().substring(equals + 1), start + equals + 1, word.end()));
      pieces.add(Piece.of(text, start + equals, start + equals + 1));
    }
    return pieces;
  }

  private List<Piece> pair(String keyword, int from, int end) {
    int stop = Blanks.endOfWord(text, from, end);
    int value = Blanks.skipAscii(text, stop, end);
    if (value == end) {
      String name = text.substring(from, stop);
      throw refusal.error(
          from,
          stop,
          "%s has the name \"%s\" and no value".formatted(keyword, name),
          "write %s %s=value".formatted(keyword, name));
    }
    return List.of(
        Piece.of(text, from, stop), Piece.of(text, value, end), new Piece("", stop, stop));
  }
}
