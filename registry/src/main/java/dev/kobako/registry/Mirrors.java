package dev.kobako.registry;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The endpoints that may have what is pulled, each asked when the one before it has failed.
 *
 * @param callers the mirrors, then the registry itself
 */
record Mirrors(List<Caller> callers) {
  Mirrors {
    callers = List.copyOf(callers);
    if (callers.isEmpty()) {
      throw new IllegalArgumentException("a repository is somewhere");
    }
  }

  /**
   * The first answer that is no failure.
   *
   * @throws KobakoException the registry's own failure, with those of the mirrors
   */
  <T> T first(Function<Caller, T> question) {
    List<KobakoException> failures = new ArrayList<>();
    for (Caller caller : callers) {
      try {
        return question.apply(caller);
      } catch (KobakoException e) {
        failures.add(e);
      }
    }
    throw together(failures);
  }

  /** One failure of several; the last is the registry's own and decides. */
  static KobakoException together(List<KobakoException> failures) {
    KobakoException last = failures.getLast();
    if (failures.size() == 1) {
      return last;
    }
    StringBuilder fact = new StringBuilder(last.diagnostic().fact());
    for (KobakoException mirror : failures.subList(0, failures.size() - 1)) {
      fact.append("; before, from a mirror: ").append(mirror.diagnostic().fact());
    }
    Diagnostic all =
        new Diagnostic(last.diagnostic().place(), fact.toString(), last.diagnostic().remedy());
    return switch (last.failure()) {
      case FINDING -> KobakoException.finding(all);
      case USAGE -> KobakoException.usage(all);
      case OUTSIDE -> KobakoException.outside(all, last);
    };
  }
}
