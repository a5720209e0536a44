package dev.kobako.registry;

import java.util.List;

/**
 * How a repository is reached.
 *
 * @param pull in the order in which they are asked: mirrors, then the registry itself
 * @param push the registry itself
 */
record Route(List<Endpoint> pull, Endpoint push) {
  Route {
    pull = List.copyOf(pull);
  }
}
