package dev.kobako.dockerfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What an instruction begins with. The compiler shows whoever has to know a new one. */
enum Keyword {
  ADD,
  ARG,
  CMD,
  COPY,
  ENTRYPOINT,
  ENV,
  EXPOSE,
  FROM,
  HEALTHCHECK,
  LABEL,
  MAINTAINER,
  ONBUILD,
  RUN,
  SHELL,
  STOPSIGNAL,
  USER,
  VOLUME,
  WORKDIR;

  private static final Keyword[] ALL = values();

  private final String word = name().toLowerCase(Locale.ROOT);

  /** The keyword that is written so in lower case; empty if there is none. */
  static Optional<Keyword> of(String word) {
    for (Keyword keyword : ALL) {
      if (keyword.word.equals(word)) {
        return Optional.of(keyword);
      }
    }
    return Optional.empty();
  }

  /** All of them in lower case, sorted. */
  static List<String> words() {
    List<String> words = new ArrayList<>();
    for (Keyword keyword : ALL) {
      words.add(keyword.word);
    }
    return words;
  }

  /** Whether {@code <<} in its arguments announces a here-document. */
  boolean takesHeredocs() {
    return this == ADD || this == COPY || this == RUN;
  }
}
