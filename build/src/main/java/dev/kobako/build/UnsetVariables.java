package dev.kobako.build;

import dev.kobako.dockerfile.CheckedFile;
import dev.kobako.dockerfile.SourceText;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.function.Consumer;

/**
 * Variables that instructions of a Dockerfile ask for while nothing has set or declared them.
 * Triggers of base images are not told of: who builds can't change them.
 */
final class UnsetVariables {
  /** Each one is told of with the names that there are, so there is an end to it. */
  private static final int MOST = 1000;

  private final SourceText dockerfile;
  private final SequencedSet<CheckedFile.Unset> found = new LinkedHashSet<>();

  UnsetVariables(SourceText dockerfile) {
    this.dockerfile = dockerfile;
  }

  /** Takes the names that an instruction asks for. */
  Consumer<String> of(Site site, StageScope scope) {
    return name -> {
      if (found.size() < MOST && site.source().equals(dockerfile) && !scope.declares(name)) {
        found.add(new CheckedFile.Unset(site.statement(), name, scope.variables().names()));
      }
    };
  }

  List<CheckedFile.Unset> found() {
    return List.copyOf(found);
  }
}
