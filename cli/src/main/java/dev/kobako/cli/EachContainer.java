package dev.kobako.cli;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.sandbox.KnownContainer;
import dev.kobako.sandbox.RunningContainers;
import java.util.List;
import java.util.function.Consumer;

/**
 * Several containers that a command line names: what fails with one leaves the others their turn.
 */
record EachContainer(Console console, RunningContainers containers) {
  /**
   * Does something to each and prints its name; a failure is printed at once.
   *
   * @return the exit code: 0, or that of the first failure
   */
  int act(List<String> names, Consumer<KnownContainer> action) {
    int code = 0;
    for (String name : names) {
      try {
        action.accept(containers.find(name));
        console.out().println(name);
      } catch (KobakoException e) {
        console.err().println("kobako: " + e.diagnostic().render());
        code = code == 0 ? e.failure().exitCode() : code;
      }
    }
    return code;
  }
}
