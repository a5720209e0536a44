package dev.kobako.debian;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What every solution has to keep to. */
sealed interface Rule {
  /** Why something is needed. */
  enum Reason {
    ASKED("asked for"),
    ESSENTIAL("essential"),
    REQUIRED("of priority required"),
    PRE_DEPENDS("pre-depends on"),
    DEPENDS("depends on"),
    RECOMMENDS("recommends");

    private final String words;

    Reason(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  /** Why two packages are not to be had together. */
  enum Quarrel {
    CONFLICTS("conflicts with"),
    BREAKS("breaks"),
    SAME_NAME("is another version of");

    private final String words;

    Quarrel(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  /**
   * One of the options must be there if {@code who} is.
   *
   * @param who needs it; null where the request itself does
   * @param options what fulfils the dependency, the most preferred first; none if nothing does
   */
  record Need(
      @Nullable Candidate who, Reason reason, Dependency dependency, List<Candidate> options)
      implements Rule {
    public Need {
      options = List.copyOf(options);
    }

    /** Whether there is nothing to decide but the version. */
    boolean isPlain() {
      return options.stream().map(Candidate::name).distinct().count() < 2;
    }

    /** In words, as in {@code openssl depends on libssl3 (>= 3.0.9)}. */
    String words(String nameOfWho) {
      return who == null ? reason.words() : nameOfWho + " " + reason.words() + " " + dependency;
    }
  }

  /**
   * Two that are not to be had together.
   *
   * @param who says so
   * @param relation what {@code who} says
   */
  record Exclusion(Candidate who, Quarrel quarrel, Relation relation, Candidate other)
      implements Rule {}
}
