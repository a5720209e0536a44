package dev.kobako.debian;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.util.List;

final class Contradiction {
  Contradiction(AvailablePackages available, SolveRequest request, List<Rule> rules) {}

  KobakoException explained() {
    return KobakoException.finding(Diagnostic.of("x", "no"));
  }
}
